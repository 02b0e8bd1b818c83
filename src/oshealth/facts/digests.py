"""BLAKE2 without what `hashlib` brings beside it: loading OpenSSL takes three milliseconds."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
