"""Checks of Repolinter as questions of ours: files, folders and texts; with examples that hold by construction."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

from oshealth.errors import AskedWrongly
from oshealth.facts.globs import choices
from oshealth.facts.languages import LANGUAGES
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, strings
from oshealth.rulebook.probes.literal import OutOfPatience, checked_pattern, lines_saying

Written: TypeAlias = Mapping[str, Any]

LONGEST_PATTERN: Final = 1000
_FOREIGN: Final = frozenset("!()[]+@")
_NOTHING: Final = "…\n"


class Obstacle(Exception):
    """Why something cannot be carried over."""


class Check(Struct, frozen=True):
    """A question, when it applies (None for always), and evidence that answers it with pass and with fail, where known."""

    probe: Written
    applies: Written | None = None
    passes: Written | None = None
    fails: Written | None = None


def asked_of(kind: str, options: Plain) -> Check:
    """The question behind a rule of this kind. Raises Obstacle for a kind that has no like here."""
    make = _KINDS.get(kind)
    if make is None:
        raise Obstacle(_WHY_NOT.get(kind, f"oshealth has nothing like {kind or 'a rule without a type'}"))
    return make(options)


def condition_of(where: tuple[str, ...], also: Written | None) -> Written | None:
    """Languages and licenses that a rule is for, and what its check needs. Raises Obstacle for another condition."""
    parts = [*([also] if also else []), *filter(None, map(_condition, where))]
    return parts[0] if len(parts) == 1 else {"all": parts} if parts else None


def examples_of(check: Check, plain: bool) -> list[Written]:
    """What satisfies it and what does not, where that is sure; and that nothing seen is unknown."""
    sure = [(check.passes, "pass"), (check.fails, "fail")] if plain else []
    shown = [{"given": given, "expect": expect} for given, expect in sure if given is not None]
    return [*shown, {"given": {"unknown": ["tree", "texts"]}, "expect": "unknown"}]


def _condition(text: str) -> Written | None:
    key, _, value = text.partition("=")
    if key == "language":
        language = next((name for name in LANGUAGES if name.lower() == value.lower()), "")
        if language:
            return {"fact": "tree.main_languages", "contains": language}
    if key == "license":
        if value == "*":
            return {"fact": "license.files", "at_least": 1}
        return {"fact": "license.expression", "equals": value[:100]}
    if text in {"language=*", "all"}:
        return None
    raise Obstacle(f"it is only asked where {text[:60]}, which oshealth does not tell")


def _globs(options: Plain, *keys: str) -> list[str]:
    """The globs under the first of these keys that has some. Raises Obstacle for a kind of glob that we do not know."""
    found = next((found for key in keys if (found := strings(at(options, key)))), [])
    wanted = [glob.removeprefix("./") for glob in found if not glob.startswith("!")]
    if not wanted:
        raise Obstacle("it names no files")
    for glob in wanted:
        if _FOREIGN & set(glob):
            raise Obstacle(f"the glob {glob[:60]!r} is of a kind that oshealth does not know")
        try:
            choices(glob)
        except AskedWrongly as error:
            raise Obstacle(str(error)) from error
    return wanted


def _example_of(glob: str) -> str:
    """A path that a glob matches."""
    return choices(glob)[0].replace("**/", "").replace("**", "x").replace("*", "x").replace("?", "x")


def _existence(options: Plain) -> Check:
    globs = _globs(options, "globsAny", "globsAll", "files")
    folders = [f"{glob}/**" for glob in globs] if at(options, "dirs") is True else []
    there = {"files": {_example_of(globs[0]): "x"}}
    return Check({"file": [*globs, *folders]}, passes=there, fails={})


def _folder(options: Plain) -> Check:
    globs = [f"{glob.rstrip('/')}/**" for glob in _globs(options, "globsAny", "globsAll", "directories")]
    return Check({"file": globs}, passes={"files": {_example_of(globs[0]): "x"}}, fails={})


def _absence(options: Plain) -> Check:
    globs = _globs(options, "globsAll", "globsAny", "type", "files")
    return Check({"not": {"file": globs}}, passes={}, fails={"files": {_example_of(globs[0]): "x"}})


def _pattern(options: Plain) -> str:
    several = strings(at(options, "contents")) or strings(at(options, "content"))
    pattern = "|".join(f"(?:{one})" for one in several) if len(several) > 1 else "".join(several)
    if not pattern or len(pattern) > LONGEST_PATTERN:
        raise Obstacle("it has no pattern" if not pattern else "its pattern is too long")
    try:
        checked_pattern(pattern)
        if any(True for _ in lines_saying(_NOTHING, pattern)):
            raise Obstacle("its pattern is found in every text")
    except (ValueError, OutOfPatience) as error:
        raise Obstacle(str(error)) from error
    return pattern


def _places(globs: list[str]) -> list[str]:
    """Globs that cannot be taken for a kind of document: a name without a sign of a glob gets a choice."""
    return [glob if set(glob) & set("*./?[") else f"{{{glob},{glob}.}}" for glob in globs]


def _contents(options: Plain) -> Check:
    globs, pattern = _globs(options, "globsAll", "globsAny", "files"), _pattern(options)
    must_exist = at(options, "fail-on-non-existent") is True
    says_nothing = {"files": {_example_of(globs[0]): _NOTHING}}
    probe = {"text": {"in": _places(globs), "says": pattern}}
    return Check(probe, None if must_exist else {"file": globs}, fails=says_nothing)


def _not_contents(options: Plain) -> Check:
    globs, pattern = _globs(options, "globsAll", "globsAny", "files"), _pattern(options)
    says_nothing = {"files": {_example_of(globs[0]): _NOTHING}}
    return Check({"not": {"text": {"in": _places(globs), "says": pattern}}}, passes=says_nothing)


def _notice(_options: Plain) -> Check:
    return _existence({"globsAny": ["NOTICE*"]})


_KINDS: Final[Mapping[str, Callable[[Plain], Check]]] = {
    "file-existence": _existence,
    "directory-existence": _folder,
    "file-not-exists": _absence,
    "file-type-exclusion": _absence,
    "file-contents": _contents,
    "file-not-contents": _not_contents,
    "apache-notice": _notice,
}
_WHY_NOT: Final[Mapping[str, str]] = {
    "file-starts-with": "oshealth does not ask for the first lines of files; see the rule spdx-headers",
    "file-hash": "oshealth compares no hashes",
    "file-hashes-not-exist": "oshealth compares no hashes",
    "file-no-broken-links": "oshealth fetches no links; see the rule working-relative-links",
    "git-grep-commits": "oshealth does not search old versions of files",
    "git-grep-log": "oshealth does not search commit messages",
    "git-list-tree": "oshealth does not search old versions of the tree",
    "git-working-tree": "oshealth judges what is committed",
    "json-schema-passes": "oshealth knows no foreign schemas",
    "large-file": "oshealth does not ask how large files are",
    "license-detectable-by-licensee": "oshealth tells licenses itself; see the rule license-file",
    "best-practices-badge-present": "see the rule fair-checklist",
}
