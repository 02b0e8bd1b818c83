"""FUNDING.yml, checked as the forge reads it: which channels it names, and what is wrong with it."""

from functools import cache
from typing import Any, Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, document, shelf
from oshealth.facts.documents.finder import Document
from oshealth.facts.globs import hidden, select
from oshealth.facts.limits import Plain
from oshealth.facts.reading import mapping, read_yaml, strings
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Unknown

FILES: Final = (".github/FUNDING.yml", "FUNDING.yml", "docs/FUNDING.yml", ".github/FUNDING.yaml")
_NAME: Final = compiled(r"@?[\w.+-]{1,100}$")
_ADDRESS: Final = compiled(r"https?://[\w-]+(?:\.[\w-]+)+/\S+$")
_FORMS: Final = {
    "github": compiled(r"@?[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$"),
    "custom": compiled(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?$"),
    "tidelift": compiled(r"(?:npm|pypi|rubygems|maven|packagist|nuget)/\S+$"),
    "thanks_dev": compiled(r"(?:u/)?(?:[a-z]{2,3}/)?[\w.-]{1,100}$"),
    "issuehunt": compiled(r"(?:r/)?[\w.-]{1,100}(?:/[\w.-]{1,100})?$"),
    "community_bridge": compiled(r"[\w. -]{1,100}$"),
}
"""Accounts as each platform has them; a page of the platform is no account, and its button leads nowhere."""


class FundingFile(Struct, frozen=True):
    """What FUNDING.yml says: `channels` are platform and account, `problems` what is wrong, `set` how many keys hold a value."""

    path: str
    channels: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    state: str = ""


def funding_file(facts: Facts) -> FundingFile | Unknown | None:
    """FUNDING.yml of this repository or of its owner's defaults, checked; None when there is none."""
    return facts.once(_funding_file)


def _funding_file(facts: Facts) -> FundingFile | Unknown | None:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    path = next((path for file in FILES for path in select(own.tree.paths, (file,))), "")
    if path:
        text = own.text(path)
        return Unknown(f"{path}: {text.reason}") if isinstance(text, Unknown) else _checked(path, text)
    inherited = document(facts, "funding")
    if isinstance(inherited, Document) and inherited.how == "inherited" and isinstance(inherited.text, str):
        return _checked(inherited.path, inherited.text)
    if reason := hidden(own.tree, FILES):
        return Unknown(reason)
    return inherited if isinstance(inherited, Unknown) else None


def _checked(path: str, text: str) -> FundingFile:
    value = read_yaml(text)
    if isinstance(value, Unknown):
        return FundingFile(path, problems=(value.reason,), state="invalid")
    if value is not None and not isinstance(value, dict):
        return FundingFile(path, problems=("not a mapping of platforms",), state="invalid")
    channels: list[tuple[str, str]] = []
    problems: list[str] = []
    filled = {
        key: inner
        for key, inner in mapping(value).items()
        if inner not in (None, "", []) and strings_or_numbers(inner)
    }
    for key, inner in filled.items():
        if key not in table()["keys"]:
            problems.append(f"{key} is not a platform that GitHub shows")
            if key not in table()["retired"]:
                continue
        good, bad = _accounts(key, inner)
        channels += [(key, account) for account in good]
        problems += bad
    if not filled:
        return FundingFile(path, problems=("every value is empty",), state="empty")
    state = "valid" if not problems else ("partial" if channels else "invalid")
    return FundingFile(path, tuple(channels), tuple(problems[:20]), state)


def strings_or_numbers(value: Plain) -> list[str]:
    """Texts, with whole numbers as text: an account may be all digits."""
    several = value if isinstance(value, list) else [value]
    return strings(
        [str(item) if isinstance(item, int) and not isinstance(item, bool) else item for item in several]
    )


def _accounts(key: str, value: Plain) -> tuple[list[str], list[str]]:
    """The accounts of one platform that people can use, and what is wrong with its values.

    A whole address where an account belongs breaks the forge's button, and still tells people where to go.
    """
    accounts = strings_or_numbers(value)
    problems = []
    most = table()["keys"].get(key, 1)
    if len(accounts) > most:
        problems.append(f"{key} has {len(accounts)} values, at most {most} are shown")
    good = [account for account in accounts if _has_form(key, account)]
    if len(good) < len(accounts):
        problems.append(f"{key} holds a value that is no account or address")
    usable = [account for account in accounts if account in good or _ADDRESS.match(account)]
    return usable[:most], problems


def _has_form(key: str, account: str) -> bool:
    return bool(_FORMS.get(key, _NAME).match(account)) and "replace" not in account.lower()


def _state(facts: Facts) -> Reading:
    file = funding_file(facts)
    if isinstance(file, Unknown):
        return file
    if file is None:
        return Value(
            "missing", tuple(Evidence("absence", path=path, name="FUNDING.yml") for path in FILES[:3])
        )
    problems = tuple(Evidence("path", file.path, name="problem", value=problem) for problem in file.problems)
    return Value(file.state, problems or (Evidence("path", file.path),))


@cache
def table() -> dict[str, Any]:
    """What is known of platforms, links and fiscal hosts (data/funding.json)."""
    table: dict[str, Any] = shipped("funding")
    return table


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="funding.file_state",
        kind="text",
        definition="FUNDING.yml: missing, empty (every value null), invalid, partial (a retired or unknown key, too many "
        "or malformed values beside good ones) or valid. Problems are its evidence.",
        read=_state,
        needs=frozenset({"tree", "texts", "inherited"}),
        source="GitHub docs, Displaying a sponsor button; SchemaStore github-funding.json",
        texts=(*FILES, *README_TEXTS),
    ),
)
