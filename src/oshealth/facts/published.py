"""What a manifest says of the package that it makes: whether it is published, has a command, and is imported by programs."""

from oshealth.facts.limits import Plain
from oshealth.facts.manifests import Manifest
from oshealth.facts.markup import Markup
from oshealth.facts.reading import at


def has_command(found: Manifest) -> bool:
    """Whether whoever installs the package gets a program to run."""
    value = found.value
    commands = {
        "package.json": lambda: at(value, "bin"),
        "pyproject.toml": lambda: at(value, "project", "scripts") or at(value, "tool", "poetry", "scripts"),
        "cargo.toml": lambda: at(value, "bin"),
        "composer.json": lambda: at(value, "bin"),
    }
    return found.name in commands and bool(commands[found.name]())


def is_imported(found: Manifest, readme: Markup | None) -> bool:
    """Whether the README shows how a program imports the package: its command is then the lesser part of it."""
    name = at(found.value, "name") if found.path == "package.json" else None
    if readme is None or not isinstance(name, str) or not name:
        return False
    quoted = (f"'{name}'", f'"{name}"', f"'{name}/", f'"{name}/')
    lines = (line for line in readme.lines if "import" in line or "require(" in line)
    return any(each in line for line in lines for each in quoted)


def is_published(found: Manifest) -> bool:
    """Whether a manifest at the root gives its package a name and all that a registry needs; a library of PHP by its type."""
    value = found.value
    if found.path == "package.json":
        return _is_publishable(value)
    if found.path == "pyproject.toml":
        return bool(at(value, "build-system")) and bool(
            at(value, "project", "name") or at(value, "tool", "poetry", "name")
        )
    if found.path == "Cargo.toml":
        return bool(at(value, "package", "name")) and at(value, "package", "publish") is not False
    return found.path == "composer.json" and at(value, "type") in {
        "library",
        "symfony-bundle",
        "composer-plugin",
    }


def is_made_to_publish(value: Plain) -> bool:
    """Whether a package.json lists what its package carries or where it goes: parts of an application leave that out."""
    return _is_publishable(value) and bool(at(value, "files") or at(value, "publishConfig"))


def _is_publishable(value: Plain) -> bool:
    """Whether a package.json gives its package a name, something to load or run, and keeps it from nobody."""
    keys = ("main", "exports", "module", "bin", "files", "types")
    return (
        bool(at(value, "name")) and at(value, "private") is not True and any(at(value, key) for key in keys)
    )
