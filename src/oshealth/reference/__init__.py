"""What people paste, as one value: RepoRef, and `parse`, which reads it from any form of reference."""

from oshealth.reference.repo import RepoRef, parse

__all__ = ["RepoRef", "parse"]
