"""How a project can be given money: FUNDING.yml, package manifests, funding.json and links in the README, in one list."""

import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import Shelf, document, readme_markup, shelf
from oshealth.facts.documents.finder import Document
from oshealth.facts.manifests import Manifest, manifests
from oshealth.facts.patterns import words_found
from oshealth.facts.reading import Plain, at, mapping, read_json, read_yaml, strings
from oshealth.snapshot import Evidence, Group, Unknown

FILES: Final = (".github/FUNDING.yml", "FUNDING.yml", "docs/FUNDING.yml", ".github/FUNDING.yaml")
MANIFESTS: Final = ("funding.json", ".well-known/funding.json", ".github/funding.json")
_PACKAGES: Final = ("package.json", "composer.json", "pyproject.toml")
_LABELS: Final = frozenset(
    {"funding", "sponsor", "sponsors", "donate", "donation", "donations", "sponsoring", "fund"}
)
_URL: Final = re.compile(r"https?://[^\s<>\"']{4,500}$", re.I)
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_PLATFORM_PACKAGE: Final = re.compile(r"(?:npm|pypi|rubygems|maven|packagist|nuget)/\S+$")
_NAME: Final = re.compile(r"[\w@./:+-]{1,200}$")


@dataclass(frozen=True, slots=True)
class FundingFile:
    """What FUNDING.yml says: `channels` are platform and account, `problems` what is wrong, `set` how many keys hold a value."""

    path: str
    channels: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    state: str = ""


@dataclass(slots=True)
class _Channels:
    """Channels in the order found, each address once, with evidence."""

    found: dict[str, Evidence] = field(default_factory=dict)

    def add(self, channel: str, path: str, line: int = 0) -> None:
        key = _account_page(channel.strip())
        if key and len(self.found) < 100:
            self.found.setdefault(key, Evidence("path", path, line, "funding.channels", key))


def funding_file(facts: Facts) -> FundingFile | Unknown | None:
    """FUNDING.yml of this repository or of its owner's defaults, checked; None when there is none."""
    return facts.once(_funding_file)


def _funding_file(facts: Facts) -> FundingFile | Unknown | None:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    path = next((path for path in FILES if path in own.paths), "")
    if path:
        text = own.text(path)
        return Unknown(f"{path}: {text.reason}") if isinstance(text, Unknown) else _checked(path, text)
    inherited = document(facts, "funding")
    if isinstance(inherited, Document) and inherited.how == "inherited" and isinstance(inherited.text, str):
        return _checked(inherited.path, inherited.text)
    if own.tree.partial:
        return Unknown(own.tree.partial)
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
        if key not in _table()["keys"]:
            problems.append(f"{key} is not a platform that GitHub shows")
            if key not in _table()["retired"]:
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
    """The accounts of one platform that have the right form, and what is wrong with the others."""
    accounts = strings_or_numbers(value)
    problems = []
    most = _table()["keys"].get(key, 1)
    if len(accounts) > most:
        problems.append(f"{key} has {len(accounts)} values, at most {most} are shown")
    good = [account for account in accounts if _has_form(key, account)]
    if len(good) < len(accounts):
        problems.append(f"{key} holds a value that is no account or address")
    return good[:most], problems


def _has_form(key: str, account: str) -> bool:
    if key == "custom":
        return bool(re.match(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?$", account))
    if key == "tidelift":
        return bool(_PLATFORM_PACKAGE.match(account))
    return bool(_NAME.match(account)) and "replace" not in account.lower()


def channels(facts: Facts) -> dict[str, Evidence] | Unknown:
    """Every channel with where it was found, as an address where the platform is known."""
    return facts.once(_channels)


def _channels(facts: Facts) -> dict[str, Evidence] | Unknown:
    found = _Channels()
    file = funding_file(facts)
    if isinstance(file, FundingFile):
        for key, account in file.channels:
            found.add(_address(key, account), file.path)
    for manifest in manifests(facts):
        for url in manifest_funding(manifest):
            found.add(url, manifest.path)
    own = shelf(facts)
    if not isinstance(own, Unknown):
        _from_funding_json(own, found)
    readme = readme_markup(facts)
    if isinstance(readme, tuple):
        for link in readme[1].links:
            if is_funding_link(link.target):
                found.add(link.target, readme[0], link.line)
    if not found.found:
        for unseen in (file, own, readme, _unread(own)):
            if isinstance(unseen, Unknown):
                return unseen
    return found.found


def _unread(own: Shelf | Unknown) -> Unknown | None:
    """Why a file at the root that may name a channel could not be read; None when all were."""
    if isinstance(own, Unknown):
        return own
    there = (own.text(path) for path in (*MANIFESTS, *_PACKAGES) if path in own.paths)
    return next((text for text in there if isinstance(text, Unknown)), None)


def _account_page(url: str) -> str:
    """The address without query, fragment and what lies below an account on Open Collective."""
    bare = (
        re.split(r"[?#]", url, maxsplit=1)[0].rstrip("/")
        if is_funding_link(url) and "paypal" not in url
        else url.rstrip("/")
    )
    return re.sub(r"(opencollective\.com/[^/]+)/.*", r"\1", bare)


def _address(key: str, account: str) -> str:
    if "://" in account:
        return account
    return str(_table()["addresses"].get(key, "https://{}")).replace("{}", account.removeprefix("@"))


def manifest_funding(manifest: Manifest) -> Iterator[str]:
    """Funding addresses in a manifest: npm and Composer `funding`, labels of `[project.urls]` (PEP 753)."""
    value = manifest.value
    if manifest.name in {"package.json", "composer.json"}:
        funding = at(value, "funding")
        for item in funding if isinstance(funding, list) else [funding]:
            yield from (url for url in strings(at(item, "url") or item) if _URL.match(url))
    elif manifest.name == "pyproject.toml":
        for table in (at(value, "project", "urls"), at(value, "tool", "poetry", "urls")):
            for label, url in mapping(table).items():
                if (
                    _NOT_LETTERS.sub("", label).lower() in _LABELS
                    and isinstance(url, str)
                    and _URL.match(url)
                ):
                    yield url


def _from_funding_json(own: Shelf, found: _Channels) -> None:
    """A FLOSS/fund manifest, known by its keys and not by its name; Drips and others of that name are none."""
    for path in MANIFESTS:
        text = own.text(path) if path in own.paths else Unknown("not there")
        value = Unknown("not there") if isinstance(text, Unknown) else read_json(text)
        if at(value, "entity") is None or at(value, "funding", "plans") is None:
            continue
        given = at(value, "funding", "channels")
        for channel in given if isinstance(given, list) else []:
            address = strings(at(channel, "address"))
            found.add(address[0] if address else f"{at(channel, 'type')} in {path}", path)


def is_funding_link(url: str) -> bool:
    """Whether an address leads to a platform on the allow-list (ecosyste.ms and SchemaStore)."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip().lower())
    return bare != url and any(
        bare.startswith(start) and len(bare) > len(start) for start in _table()["links"]
    )


def _host(facts: Facts) -> Reading:
    """Words or links that say who receives and decides on money."""
    table = _table()
    unread: Unknown | None = None
    for kind in ("readme", "governance", "funding", "charter", "contributing"):
        found = document(facts, kind)
        if isinstance(found, Document) and isinstance(found.text, str) and found.path not in FILES:
            for hit in words_found(found.text, table["fiscal_words"]):
                return Value(
                    hit.text,
                    (Evidence("path", found.path, found.line + hit.line, "funding.fiscal_host", hit.text),),
                )
        unread = found if isinstance(found, Unknown) else unread
    listed = channels(facts)
    for url, evidence in ({} if isinstance(listed, Unknown) else listed).items():
        if any(host in url.lower() for host in table["fiscal_hosts"]):
            return Value(url, (evidence,))
    return unread or Value(
        "", (Evidence("absence", path="README, governance, funding", name="funding.fiscal_host"),)
    )


def _channel_list(facts: Facts) -> Reading:
    found = channels(facts)
    if isinstance(found, Unknown):
        return found
    places = (*FILES[:3], "manifests", "funding.json", "README")
    looked_at = (Evidence("absence", path=place, name="funding.channels") for place in places)
    return Value(tuple(found), tuple(found.values()) or tuple(looked_at))


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


def _in_manifests(facts: Facts) -> Reading:
    found = [
        Evidence("path", each.path, name="funding", value=url)
        for each in manifests(facts)
        for url in manifest_funding(each)
    ]
    return Value(
        bool(found), tuple(found) or tuple(Evidence("path", each.path) for each in manifests(facts)[:5])
    )


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(pkgutil.get_data("oshealth.facts", "data/funding.json") or b"{}")
    return table


_TEXTS: Final = (
    *FILES,
    *MANIFESTS,
    "readme*",
    *_PACKAGES,
    "*/package.json",
)
_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_NEEDS_OWNER: Final[frozenset[Group]] = frozenset({"tree", "texts", "inherited"})

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="funding.channels",
        kind="list",
        definition="Ways to give money: FUNDING.yml without empty values, funding fields of manifests, FLOSS/fund funding.json, "
        "and README links to platforms on the allow-list; each as an address.",
        read=_channel_list,
        needs=_NEEDS_OWNER,
        source="ecosyste.ms; SchemaStore github-funding; PEP 753; npm RFC 0017; FLOSS/fund",
        texts=_TEXTS,
    ),
    Fact(
        name="funding.file_state",
        kind="text",
        definition="FUNDING.yml: missing, empty (every value null), invalid, partial (a retired or unknown key, too many "
        "or malformed values beside good ones) or valid. Problems are its evidence.",
        read=_state,
        needs=_NEEDS_OWNER,
        source="GitHub docs, Displaying a sponsor button; SchemaStore github-funding.json",
        texts=FILES,
    ),
    Fact(
        name="funding.in_manifests",
        kind="yes/no",
        definition="Whether a package manifest names a way to give money.",
        read=_in_manifests,
        needs=_NEEDS,
        source="PEP 753; npm RFC 0017; Composer schema",
        texts=_TEXTS,
    ),
    Fact(
        name="funding.fiscal_host",
        kind="text",
        definition="Words in README, governance or funding texts, or a link to a fiscal host, that say who receives and "
        "decides on money; empty when there are none.",
        read=_host,
        needs=_NEEDS_OWNER,
        source="FLOSS/fund FAQ on fiscal clarity; Open Source Collective",
        texts=_TEXTS,
    ),
)
