"""Files of owners that machines read too: CODEOWNERS, OWNERS, and lists of people as YAML, TOML or JSON."""

import re
from collections.abc import Iterator
from typing import Final

from oshealth.facts.limits import Plain
from oshealth.facts.people_lists import E_MAIL, GONE, HANDLE, MOST_LINES, listed
from oshealth.facts.reading import mapping, strings
from oshealth.facts.roster import Person, Roster


def read_codeowners(text: str, roster: Roster) -> str:
    """Owners of every path; returns a note when the file is longer than MOST_LINES lines."""
    lines = text[: 4 * 1024 * 1024].split("\n")
    for number, line in enumerate(lines[:MOST_LINES], 1):
        for word in (
            re.split(r"\s#", line, maxsplit=1)[0].split()[:100] if not line.lstrip().startswith("#") else ()
        ):
            handle = HANDLE.fullmatch(word)
            if handle and handle[2]:
                roster.add_team(f"{handle[1]}{handle[2]}", number)
            elif handle:
                roster.add(Person(handle=handle[1], line=number))
            elif E_MAIL.fullmatch(word):
                roster.add(Person(email=word, line=number))
    return f"only the first {MOST_LINES:,} lines were read" if len(lines) > MOST_LINES else ""


def read_owners(value: Plain, aliases: Plain, roster: Roster) -> None:
    """Kubernetes OWNERS: approvers (and maintainers) of the file and of its filters, aliases resolved; no emeriti."""
    known = {
        name.lower(): strings(members) for name, members in mapping(mapping(aliases).get("aliases")).items()
    }
    for block in (
        mapping(value),
        *(mapping(inner) for inner in mapping(mapping(value).get("filters")).values()),
    ):
        for key in ("approvers", "maintainers", "owners"):
            for login in strings(block.get(key)):
                members = known.get(login.lower())
                if members is None and "@" not in login[1:] and ("-" not in login or not aliases):
                    roster.add(Person(handle=login.lstrip("@")))
                elif members is None and "@" in login[1:]:
                    roster.add(Person(email=login))
                elif members is None:
                    roster.add_team(login, 0)
                roster.add_all(Person(handle=member.lstrip("@")) for member in members or ())


def people_in(value: Plain, depth: int = 0) -> Iterator[Person]:
    """People in a MAINTAINERS file of YAML, TOML or JSON: mappings with a name, an account or an address, or texts."""
    if depth > 8:
        return
    if isinstance(value, list):
        for inner in value:
            yield from people_in(inner, depth + 1)
    elif isinstance(value, str):
        yield from listed(value)
    given = {key.lower(): inner for key, inner in mapping(value).items()}
    fields = {key: _text(given, *names) for key, names in _FIELDS.items()}
    if any(fields.values()):
        yield Person(
            fields["name"], fields["email"], fields["handle"].rstrip("/").rpartition("/")[2].lstrip("@")
        )
        return
    for key, inner in given.items():
        if not GONE.search(key.replace("_", " ")):
            yield from people_in(inner, depth + 1)


_FIELDS: Final = {
    "name": ("name", "full_name", "fullname"),
    "email": ("email", "mail", "e-mail"),
    "handle": (
        "github",
        "gitlab",
        "login",
        "handle",
        "username",
        "githubid",
        "github_id",
        "github_username",
        "user",
        "id",
    ),
}


def _text(given: dict[str, Plain], *names: str) -> str:
    return next((found[0] for name in names if (found := strings(given.get(name)))), "")
