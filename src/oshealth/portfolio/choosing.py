"""Which repositories get a second, deeper look after the survey of `--depth auto`."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from oshealth.portfolio.kept import Kept


class Choice(Struct, frozen=True):
    """At most `top` repositories; with a `rule`, those on which it did not pass. `importance` (by key) goes before all
    else; what follows is how much a deeper look may still tell, the width of the range of the score.
    """

    top: int = 0
    rule: str = ""
    importance: Mapping[str, float] = field(default_factory=dict)


def chosen(looks: Iterable[Kept], choice: Choice) -> tuple[str, ...]:
    """The keys to look at again, the most important first. A repository too heavy for a survey is always one of them."""
    heavy: list[str] = []
    ranked: list[tuple[float, int, str]] = []
    for look in looks:
        if look.kind != "report":
            if _is_heavy(look):
                heavy.append(look.target)
        elif look.depth == "survey" and (not choice.rule or _failed(look, choice.rule)):
            width = (look.high or 0) - (look.low or 0)
            ranked.append((-choice.importance.get(look.target, 0.0), -width, look.target))
    most = choice.top if choice.top or not choice.rule else len(ranked)
    return (*heavy, *(key for _, _, key in sorted(ranked)[:most]))


def _is_heavy(look: Kept) -> bool:
    error = look.entry().error
    return error is not None and error["kind"] == "too-large"


def _failed(look: Kept, rule: str) -> bool:
    report = look.entry().report
    return report is not None and any(
        one["rule"] == rule and one["outcome"] not in ("pass", "not_applicable") for one in report["findings"]
    )
