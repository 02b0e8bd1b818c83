"""Packs: folders of rules with a `pack.yaml`. The bundled corpus is one; others come by `--pack` and bring data, never code."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, json

from oshealth.compiled import compiled
from oshealth.errors import AskedWrongly, InvalidRule, UnknownName
from oshealth.rulebook.kept import KeptCorpus
from oshealth.rulebook.located import MAX_BYTES, Located
from oshealth.rulebook.plain import Strict, written
from oshealth.rulebook.rule import Rule, RuleText
from oshealth.rulebook.written import checked

BUNDLED: Final = "oshealth"
COMPILED: Final = "corpus.json"
MAX_FILES: Final = 2_000
ENTRY_POINTS: Final = "oshealth.packs"
_PACKAGE: Final = Path(__file__).resolve().parent.parent
# The key, and then to the end only lines that belong to it: indented, of its list, empty, or comments.
_LINE: Final = r"[^\n\r\x85\u2028\u2029]*"  # what YAML calls a line
_EXAMPLES: Final = compiled(rf"^examples:(?=[ \n])(?:{_LINE}\n(?=[ #\n]|- |\Z))*+{_LINE}\Z", re.MULTILINE)


@written
class Category(Strict):
    """A category of a pack: its title, and the share a profile gives it when it says nothing (percent)."""

    title: str
    share: int = field(default=0, metadata={"ge": 0, "le": 100})


@written
class PackText(Strict):
    """What stands in `pack.yaml`."""

    name: str = field(metadata={"pattern": r"^[a-z][a-z0-9-]*$"})
    title: str
    about: str = ""
    license: str = ""
    categories: dict[str, Category]


class Pack(Struct, frozen=True):
    """A pack as read: its rules by id, its profiles and standards as written, and the folder it came from."""

    text: PackText
    rules: Mapping[str, Rule]
    profiles: Mapping[str, Located]
    folder: Path
    standards: Mapping[str, Located] = {}


def corpus_folder() -> Path:
    """Where the bundled rules lie: in the package, else beside a checkout."""
    for folder in (_PACKAGE / "corpus", _PACKAGE.parent.parent / "rules"):
        if (folder / "pack.yaml").is_file():
            return folder
    raise AskedWrongly("the bundled rules are missing", "reinstall oshealth, or run it from a whole checkout")


@cache
def bundled_pack() -> Pack:
    """The corpus that comes with oshealth, without examples: as the build compiled it, else as this user's cache keeps
    it of just these files, else from YAML.
    """
    folder = corpus_folder()
    compiled = folder / COMPILED
    if compiled.is_file():
        return _tested(json.decode(compiled.read_bytes()), folder)
    place = KeptCorpus(folder)
    if (kept := place.read()) is not None:
        return _tested(kept, folder)
    files = _parsed({name: without_examples(text) for name, text in _texts(folder)}, folder)
    pack = _pack(files, folder, bundled=True)
    place.keep({name: located.data for name, located in files.items()})
    return pack


def _tested(files: Mapping[str, Any], folder: Path) -> Pack:
    located = {name: Located(data, str(folder / name), {}, tested=True) for name, data in files.items()}
    return _pack(located, folder, bundled=True)


def without_examples(text: str) -> str:
    """The text of a rule up to its examples, which are most of it, where nothing but examples follows."""
    found = _EXAMPLES.search(text)
    return text[: found.start()] if found else text


def find_pack(name: str) -> Pack:
    """A pack by folder, or by the name of an installed one. Raises UnknownName or InvalidRule."""
    folder = Path(name)
    if folder.is_dir():
        return read_pack(folder)
    import importlib.metadata  # noqa: PLC0415 - start-up: only installed packs need it

    installed = {entry.name: entry for entry in importlib.metadata.entry_points(group=ENTRY_POINTS)}
    if name not in installed:
        raise (
            UnknownName("pack", name, installed)
            if installed
            else AskedWrongly(f"no pack at {name!r}", "give a folder that holds a pack.yaml")
        )
    return read_pack(_folder_of(installed[name].value))


def _folder_of(dotted: str) -> Path:
    """The folder that an entry point names, found without importing anything of it."""
    import importlib.util  # noqa: PLC0415 - start-up: only installed packs need it

    top, *rest = dotted.replace(":", ".").split(".")
    spec = importlib.util.find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        raise AskedWrongly(f"the pack {dotted!r} is registered but not installed", "reinstall it")
    return Path(spec.submodule_search_locations[0], *rest)


def read_pack(folder: Path) -> Pack:
    """A pack read from YAML files. Raises InvalidRule with file, line and column for the first mistake."""
    return _pack(_parsed(dict(_texts(folder)), folder), folder)


def _parsed(texts: Mapping[str, str], folder: Path) -> dict[str, Located]:
    from oshealth.rulebook.yaml_lines import read_yaml  # noqa: PLC0415 - start-up

    return {name: read_yaml(text, str(folder / name)) for name, text in texts.items()}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    if not folder.exists():
        raise InvalidRule(f"{folder} does not exist", "name the folder of a pack")
    if not (folder / "pack.yaml").is_file():
        raise InvalidRule(f"{folder} holds no pack.yaml", "see `oshealth rules new --pack`")
    files = sorted(path for path in folder.glob("**/*.yaml") if path.is_file() and not path.is_symlink())
    if len(files) > MAX_FILES:
        raise InvalidRule(f"{folder} holds more than {MAX_FILES} YAML files", "split the pack")
    for path in files:
        yield path.relative_to(folder).as_posix(), _text(path)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            # Room for the most that may come, asked for again and again, would cost more than the reading.
            size = min(os.fstat(stream.fileno()).st_size, MAX_BYTES)
            return stream.read(size + 1).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRule(f"{path}: cannot be read as UTF-8 text", "save it as UTF-8") from error


def _pack(files: Mapping[str, Located], folder: Path, bundled: bool = False) -> Pack:
    text = checked(PackText, files["pack.yaml"])
    rules: dict[str, Rule] = {}
    beside: dict[str, dict[str, Located]] = {"profiles": {}, "standards": {}}
    for name, located in files.items():
        place, _, file = name.rpartition("/")
        if name == "pack.yaml":
            continue
        if place in beside:
            beside[place][file.removesuffix(".yaml")] = located
        else:
            rule = _rule(text, place, file.removesuffix(".yaml"), located, bundled)
            if rule.id in rules:
                raise InvalidRule(
                    f"{located.file}: {rule.id!r} exists twice", f"the other is {rules[rule.id].file}"
                )
            rules[rule.id] = rule
    return Pack(text, rules, beside["profiles"], folder, beside["standards"])


def _rule(pack: PackText, category: str, name: str, located: Located, bundled: bool) -> Rule:
    if category not in pack.categories:
        known = ", ".join(pack.categories)
        raise InvalidRule(
            f"{located.file}: the folder {category!r} is no category of pack.yaml", f"known: {known}"
        )
    text = checked(RuleText if bundled else _with_examples(), located)
    if pack.name == BUNDLED:
        return Rule(name, category, text, located.file)
    return Rule(f"{pack.name}/{name}", category, _namespaced(text, pack.name), located.file)


def _with_examples() -> type[RuleText]:
    from oshealth.rulebook.given import WrittenRule  # noqa: PLC0415 - start-up: it takes pydantic

    return WrittenRule


def _namespaced(text: RuleText, pack: str) -> RuleText:
    """In a pack of its own, a bare name in `requires` means a rule of that pack; `oshealth/…` means a bundled one."""
    requires = tuple(
        name.removeprefix(f"{BUNDLED}/")
        if name.startswith(f"{BUNDLED}/")
        else name
        if "/" in name
        else f"{pack}/{name}"
        for name in text.requires
    )
    return replace(text, requires=requires)
