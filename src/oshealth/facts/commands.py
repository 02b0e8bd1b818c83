"""Commands in blocks of code: which of them work on the code itself, and which only install something by its name."""

from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.late import late
from oshealth.facts.markup import Markup

_FENCE: Final = compiled(r"\s{0,12}(?:`{3,}|~{3,}|\.\. |-{4,}\s*$|\[source)")
_PROSE: Final = compiled(r"\s*(?:#.*|//.*|REM .*)?$")
_BY_NAME: Final = late(
    r"\s*(?:[$>%] )?(?:sudo )?(?:python[\d.]* -m )?(?:(?:apt|apt-get|yum|dnf|pacman|brew|choco|scoop|winget|port|apk|zypper)\s|"
    r"(?:pip[\d.]*|pipx|uv pip|uv tool|npm|pnpm|gem|conda|mamba|cargo|go|helm|dotnet tool) (?:install|i|add|get)\s+\S|"
    r"(?:uv|poetry|yarn|yarn global|bundle|dotnet|cargo) add\s+\S|composer require\s+\S)"
    r"(?!.*\s(?:-e|-r|--editable|--requirement|\.(?:\s|\[|$)|\./|['\"]\.))"
)


def work_lines(markup: Markup) -> Iterator[int]:
    """The lines of code blocks that do more than install a program by its name; comments and fences apart."""
    for block in markup.code:
        for number in range(block.line, min(block.end, len(markup.lines)) + 1):
            line = markup.lines[number - 1][:500]
            if not (_FENCE.match(line) or _PROSE.match(line) or _BY_NAME().match(line)):
                yield number
