"""How we stand with a GitHub server: does it answer, which tokens does it accept, what is left of them. Costs no quota."""

from collections.abc import Iterable, Iterator, Mapping
from time import monotonic, time
from typing import Any, Final

from oshealth.sources.base import Api
from oshealth.sources.checked import Checked
from oshealth.sources.deadline import Deadline
from oshealth.sources.github.credentials import Found
from oshealth.sources.github.limits import HOW_TO_BE_TOLD, refusal, said_in, server_time
from oshealth.sources.http import Call, Http, Reply
from oshealth.sources.unanswered import Unanswered

SKEW: Final = 60.0
_KINDS: Final = {
    "ghp_": "classic token",
    "github_pat_": "fine-grained token",
    "gho_": "token of a login",
    "ghu_": "token of an App for a user",
    "ghs_": "token of an App or a workflow",
}
_BUDGETS: Final = {"graphql": "GraphQL points", "core": "REST requests"}


def standing(api: Api, tokens: Iterable[Found], seconds: float) -> Iterator[Checked]:
    """What is to be said of a server and of each token for it; within so many seconds for each."""
    found = list(tokens)
    if not found:
        yield from _asked(api, Found("", "", ""), seconds)
        yield Checked("token", "remark", f"none; {HOW_TO_BE_TOLD}")
    for number, one in enumerate(found):
        answers = _asked(api, one, seconds)
        yield from (item for item in answers if number == 0 or item.name != "server")


def _asked(api: Api, one: Found, seconds: float) -> Iterator[Checked]:
    begun = monotonic()
    try:
        call = Call("GET", f"{api.rest}/rate_limit", {"Accept": "application/vnd.github+json"})
        reply = Http(Deadline.after(seconds)).send(call, one.token, patient=False)
        trouble = None if _is_unlimited(reply) else refusal(reply)
        said = {} if trouble or _is_unlimited(reply) else said_in(reply)
    except Unanswered as unanswered:
        yield Checked("server", "bad", unanswered.reason, (api.rest,))
        return
    yield _server(api, reply, monotonic() - begun)
    if trouble:
        yield Checked("token", "bad", f"{_named(one)}: {trouble.reason}")
    elif one.token:
        yield Checked("token", "good", _named(one), tuple(_rights(reply, said)))
    else:
        yield Checked("without a token", "remark", "; ".join(_left(reply, said)))


def _is_unlimited(reply: Reply) -> bool:
    """A server of one's own may have no limits: it then knows no such page."""
    return reply.status == 404 and b"ate limiting is not enabled" in reply.body


def _server(api: Api, reply: Reply, seconds: float) -> Checked:
    skew = time() - server_time(reply, time())
    own = reply.headers.get("x-github-enterprise-version", "")
    more = (f"GitHub Enterprise Server {own[:20]}",) if own else ()
    if abs(skew) > SKEW:
        late = f"our clock is {abs(skew):.0f} seconds {'ahead of' if skew > 0 else 'behind'} its own"
        return Checked("server", "remark", f"{api.rest} answers in {seconds:.1f} s, but {late}", more)
    return Checked("server", "good", f"{api.rest} answers in {seconds:.1f} s", more)


def _named(one: Found) -> str:
    kind = next((name for start, name in _KINDS.items() if one.token.startswith(start)), "token")
    return f"{kind} from {one.origin}"


def _rights(reply: Reply, said: Mapping[str, Any]) -> Iterator[str]:
    if "x-oauth-scopes" in reply.headers:
        yield f"scopes: {reply.headers['x-oauth-scopes'][:200] or 'none, which is enough for public repositories'}"
    if ends := reply.headers.get("github-authentication-token-expiration", ""):
        yield f"expires {ends[:30]}"
    yield from _left(reply, said)


def _left(reply: Reply, said: Mapping[str, Any]) -> Iterator[str]:
    """What is left of each budget, and when it is full again by the clock of the server."""
    resources = said.get("resources")
    for name, unit in _BUDGETS.items():
        budget = resources.get(name) if isinstance(resources, dict) else None
        left, most, reset = (_whole(budget, key) for key in ("remaining", "limit", "reset"))
        if most:
            minutes = max(0.0, reset - server_time(reply, time())) / 60
            yield f"{left} of {most} {unit} left" + (
                f", all again in {minutes:.0f} min" if left < most else ""
            )
    if not said:
        yield "no limits"


def _whole(budget: object, name: str) -> int:
    value = budget.get(name) if isinstance(budget, dict) else None
    return value if isinstance(value, int) and 0 <= value < 1 << 40 else 0
