"""Commands of a script that bring something, lay it ready or show it: a step called after tests may run nothing else."""

from functools import lru_cache
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.late import late

NO_COMMANDS: Final = frozenset({"", "fi", "done", "esac", "else", "then", "}", "end"})
"""Lines of a shell script that only hold others together."""
_PARTS: Final = compiled(r"\n|&&|\|\||;")
_CONDITION: Final = compiled(
    r"(?:if|elif|while|until|for|case|function)\b|\[|test\s+-|set\s|\w+=\S*$|fi\b|else\b"
)
# what follows a pipe is fed by what stands before it: `cat a | ./check` tests, `cat a | tail` shows
_PREPARING: Final = late(
    r"(?:(?:then|do|else)\s+)?(?:sudo\s+(?:-\w+\s+)*)?(?:\w+=\S*\s+)*(?:"
    r"cat|head|tail|less|echo|printf|ls|tree|cp|mv|rm|ln|mkdir|touch|chmod|chown|tar|zip|unzip|gzip|gunzip|cd|pushd|popd|export|"
    r"source|\.|git|curl|wget|sleep|true|exit|find|df|free|env|printenv|which|uname|apt|apt-get|apk|brew|choco|yum|dnf|pacman|pip3?|"
    r"python[\d.]*\s+-m\s+pip|uv\s+(?:sync|pip)|npm\s+(?:ci|install|i)|yarn(?:\s+install)?(?=\s*$|\s+-)|pnpm\s+(?:i|install)|"
    r"bundle\s+(?:install|config)|composer\s+(?:install|update)|go\s+(?:mod|get|install|env|version)|cargo\s+(?:install|fetch)|"
    r"rustup|conda|mamba|docker\s+(?:pull|login|images|ps|logs|cp)|docker[- ]compose\s+(?:pull|logs|down|ps)|gem\s+install|"
    r"systemctl|service|createdb|psql\s+-c)(?![\w/.-])(?![^|]*\|\s*+(?!(?:tee|head|tail|less|grep|sort|cat|xargs\s+rm)\b))"
)


@lru_cache(maxsize=4096)
def only_prepares(command: str) -> bool:
    """Whether every part of a script does no more than that; false where there is none."""
    parts = (part.strip() for part in _PARTS.split(command))
    told = [part for part in parts if part not in NO_COMMANDS and not _CONDITION.match(part)]
    return bool(told) and all(_PREPARING().match(part) for part in told)
