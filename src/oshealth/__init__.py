"""oshealth tells whether the community behind a repository can last."""
