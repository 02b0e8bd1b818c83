"""From what was typed to a reference: here, and only here, an existing folder wins over `owner/repo`."""

from pathlib import Path

from oshealth.reference import RepoRef, parse


def reference(text: str) -> RepoRef:
    """The reference that a target names; a folder of that name in the working directory comes first.

    Raises InvalidReference with the nearest valid form.
    """
    folder = Path(text)
    try:
        if text and "://" not in text and folder.exists():
            return RepoRef(path=text)
    except (OSError, ValueError):
        pass  # not a name that a file system could hold
    return parse(text)
