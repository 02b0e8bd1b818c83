"""The commands that a file of continuous integration runs, step by step."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, Final, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.limits import Plain
from oshealth.facts.lines import Lines
from oshealth.facts.reading import at, mapping, read_yaml, strings
from oshealth.facts.tables import shipped
from oshealth.snapshot import Unknown

DEEPEST: Final = 12

Command: TypeAlias = tuple[str, str, str]
"""What a step runs, the key it stands under, and the name of its step."""

_SHELL_STEP: Final = compiled(
    r"""^(?:[^{;]{0,200}[{;]){0,9}\s*(?:sh|bat|powershell)\s*\(?\s*(?:script:)?\s*["']{1,3}"""
)
_KEYS_WITH_COMMANDS: Final = frozenset(
    {"run", "script", "before_script", "after_success", "test_script", "command", "commands", "bash", "pwsh", "powershell",
     "before_test", "after_test", "install", "build_script", "tests", "test"}
)  # fmt: skip
_KEYS_WITHOUT: Final = frozenset({"if", "name", "description", "on", "env", "variables"})


class Step(Struct, frozen=True):
    """A command that a CI configuration runs, or an action it `uses`; its step's name, file and line (0 when not told)."""

    path: str
    line: int
    command: str
    name: str = ""
    uses: bool = False


def steps(path: str, lines: Lines) -> Iterator[Step] | Unknown:
    """The commands of one CI file. Jenkinsfiles and other scripts are read as text, YAML by its keys."""
    if not path.lower().endswith((".yml", ".yaml")):
        return _steps_of_script(path, lines.text)
    value = read_yaml(lines.text, ignore_tags=True)
    if isinstance(value, Unknown):
        return Unknown(f"{path}: {value.reason}")
    return chain(_travis_default(path, value), placed(path, lines, _commands(value)))


def placed(path: str, lines: Lines, commands: Iterable[Command]) -> Iterator[Step]:
    """The commands with their lines: they come in the order of the file, and some of them more than once."""
    last = 0
    first: dict[str, int] = {}
    none_after: dict[str, int] = {}
    for said, key, name in commands:
        line = lines.shows(said, last) if last < none_after.get(said, last + 1) else 0
        if not line:
            none_after[said] = last
            line = first[said] if said in first else first.setdefault(said, lines.shows(said))
        last = line or last
        yield Step(path, line, said, name, key == "uses")


def _steps_of_script(path: str, text: str) -> Iterator[Step]:
    """Lines without the shell steps of a pipeline script around them: `sh 'make test'` is `make test`."""
    for number, line in enumerate(text[:200_000].split("\n"), 1):
        if not line.lstrip().startswith(("#", "//", "*")):
            yield Step(path, number, _SHELL_STEP.sub("", line).strip("\"') }"))


def _commands(value: Plain, key: str = "", depth: int = 0) -> list[Command]:
    """The command of every step, wherever the configuration keeps them."""
    if depth > DEEPEST:
        return []
    if isinstance(value, list):
        return [command for inner in value for command in _commands(inner, key, depth + 1)]
    if not isinstance(value, dict):
        return [(value, key, "")] if key and isinstance(value, str) and value.strip() else []
    found: list[Command] = []
    for name, inner in value.items():
        if name == "uses" and isinstance(inner, str):
            found.append((inner, name, ""))
        elif name in _KEYS_WITH_COMMANDS:
            found += _of_step(value, name, inner, depth)
        elif isinstance(inner, dict | list) and name not in _KEYS_WITHOUT:
            found += _commands(inner, "", depth + 1)
    return found


def _of_step(step: dict[str, Any], key: str, inner: Plain, depth: int) -> list[Command]:
    """The commands under a key of a step that holds them: one script where the step has a name."""
    said = inner["command"] if isinstance(inner, dict) and "command" in inner else inner
    named = step.get("name")
    title = named if isinstance(named, str) else ""
    if isinstance(named, str) and (script := strings(said)):
        return [("\n".join(script), key, title)]
    return [(command, under, title) for command, under, _ in _commands(said, key, depth + 1)]


def _travis_default(path: str, value: Plain) -> Iterator[Step]:
    """What Travis CI runs for a language, of several the first, when the file names no script."""
    if path.startswith(".travis.") and "script" not in mapping(value) and "jobs" not in mapping(value):
        language = next(iter(strings(at(value, "language"))), "")
        if command := _travis_commands().get(language):
            yield Step(path, 0, command)


@cache
def _travis_commands() -> dict[str, str]:
    found: dict[str, str] = shipped("ci")["travis_defaults"]
    return found
