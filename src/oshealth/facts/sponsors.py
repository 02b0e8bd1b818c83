"""Whether the accounts in FUNDING.yml can be sponsored on the forge. Links elsewhere are never followed."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS
from oshealth.facts.funding_file import FILES, FundingFile, funding_file
from oshealth.snapshot import Evidence, Group, Unknown

_PLATFORM: Final = "github"
_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts", "inherited"})


def _named(facts: Facts) -> FundingFile | Unknown:
    file = funding_file(facts)
    return Unknown("there is no FUNDING.yml") if file is None else file


def _accounts(file: FundingFile) -> tuple[str, ...]:
    return tuple(account for platform, account in file.channels if platform == _PLATFORM)


def _account_list(facts: Facts) -> Reading:
    file = _named(facts)
    if isinstance(file, Unknown):
        return file
    return Value(_accounts(file), (Evidence("path", file.path),))


def _can_be_sponsored(facts: Facts) -> Reading:
    """No as soon as one cannot; unknown when one was not told."""
    file, project = _named(facts), facts.snapshot.project
    if isinstance(file, Unknown):
        return file
    accounts = _accounts(file)
    if not accounts:
        elsewhere = ", ".join(platform for platform, _ in file.channels) or "nowhere"
        return Unknown(f"it leads elsewhere ({elsewhere}), and such links are never followed")
    told = project if isinstance(project, Unknown) else project.sponsored
    if isinstance(told, Unknown):
        return told
    seen = {account: told[account.lower()] for account in accounts if account.lower() in told}
    missing_first = sorted(seen.items(), key=lambda one: one[1])
    evidence = tuple(
        Evidence("api", name=f"sponsors page of {who}", value=there) for who, there in missing_first
    )
    if not all(seen.values()) or len(seen) == len(accounts):
        return Value(all(seen.values()), (*evidence, Evidence("path", file.path)))
    missing = ", ".join(account for account in accounts if account not in seen)
    return Unknown(f"the forge did not tell whether {missing} can be sponsored")


FACTS: Final = (
    Fact(
        name="funding.sponsor_accounts",
        kind="list",
        definition="Accounts that FUNDING.yml names under `github`.",
        read=_account_list,
        needs=_NEEDS,
        source="GitHub docs, Displaying a sponsor button",
        texts=(*FILES, *README_TEXTS),
    ),
    Fact(
        name="funding.sponsors_live",
        kind="yes/no",
        definition="Whether each account that FUNDING.yml names under `github` has a sponsors page, by the word of the forge; "
        "unknown when it names none, since no other link is ever followed.",
        read=_can_be_sponsored,
        needs=_NEEDS | {"project"},
        source="GitHub GraphQL, hasSponsorsListing",
        texts=(*FILES, *README_TEXTS),
    ),
)
