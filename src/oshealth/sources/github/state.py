"""From GitHub's answer to what the forge says of a repository."""

from collections.abc import Mapping
from typing import Final, Literal

from oshealth.snapshot import Project, Unknown
from oshealth.sources.github.part import NOT_GIVEN, Part

_OWNERS: Final = {"Organization": "organization", "User": "user"}
_LISTED: Final = 50
_NO_FORCE_PUSH: Final = frozenset({"NON_FAST_FORWARD", "PULL_REQUEST", "MERGE_QUEUE", "LOCK_BRANCH"})
_HIDDEN: Final = Unknown(
    "no rule for the default branch is shown, and classic branch protection is shown to administrators only"
)


def project_of(repository: Part) -> Project:
    """The state of a repository, each field by itself; what the answer lacks stays Unknown."""
    return Project(
        description=repository.text("description"),
        homepage=repository.text("homepageUrl"),
        archived=repository.flag("isArchived"),
        owner_kind=_owner(repository),
        has_issues=repository.flag("hasIssuesEnabled"),
        has_discussions=repository.flag("hasDiscussionsEnabled"),
        has_milestones=_some(repository.total("milestones")),
        has_release_notes=_notes(repository),
        private_vulnerability_reporting=Unknown("GitHub tells it to its REST interface only"),
        full_name=repository.text("nameWithOwner"),
        is_fork=repository.flag("isFork"),
        is_mirror=repository.flag("isMirror"),
        topics=_topics(repository),
        funding_links=_links(repository),
        has_sponsors=repository.flag("hasSponsorshipsEnabled"),
        has_security_policy=repository.flag("isSecurityPolicyEnabled"),
        has_rulesets=_rulesets(repository),
        protects_branch=_protects(repository),
        sponsored=_sponsored(repository),
    )


def trouble_in(repository: Part) -> str:
    """Why a repository that GitHub shows can still not be told about; empty when it can."""
    if repository.flag("isDisabled") is True:
        return "the forge has disabled this repository"
    return ""


def _owner(repository: Part) -> Literal["organization", "user"] | Unknown:
    owner = repository.part("owner")
    if isinstance(owner, Unknown):
        return owner
    kind = _OWNERS.get(str(owner.fields.get("__typename")))
    return Unknown("not given by the forge") if kind is None else "user" if kind == "user" else "organization"


def _some(count: int | Unknown) -> bool | Unknown:
    return count if isinstance(count, Unknown) else count > 0


def _notes(repository: Part) -> bool | Unknown:
    """Whether most of the latest published releases come with notes; no release has none."""
    releases = repository.nodes("releases")
    if isinstance(releases, Unknown):
        return releases
    published = [one for one in releases if one.flag("isDraft") is False]
    noted = [one for one in published if str(one.fields.get("description") or "").strip()]
    return bool(published) and 2 * len(noted) > len(published)


def _topics(repository: Part) -> tuple[str, ...] | Unknown:
    nodes = repository.nodes("repositoryTopics")
    if isinstance(nodes, Unknown):
        return nodes
    topics = (node.part("topic") for node in nodes)
    names = (topic.text("name") for topic in topics if isinstance(topic, Part))
    return tuple(name for name in names if isinstance(name, str) and name)[:_LISTED]


def _links(repository: Part) -> tuple[str, ...] | Unknown:
    links = repository.parts("fundingLinks")
    if isinstance(links, Unknown):
        return links
    urls = (link.text("url") for link in links)
    return tuple(url for url in urls if isinstance(url, str) and url)[:_LISTED]


def _rulesets(repository: Part) -> bool | Unknown:
    """Whether a ruleset on branches is enforced. That none is listed does not say that branches are not protected:
    classic protection is shown to administrators only.
    """
    rulesets = repository.nodes("rulesets")
    if isinstance(rulesets, Unknown):
        return rulesets
    if any(
        one.fields.get("enforcement") == "ACTIVE" and one.fields.get("target") == "BRANCH" for one in rulesets
    ):
        return True
    return Unknown("no ruleset is shown, and classic branch protection is shown to administrators only")


def _protects(repository: Part) -> bool | Unknown:
    """Whether a rule that any reader sees keeps the default branch from being overwritten."""
    branch = repository.part("defaultBranchRef")
    if isinstance(branch, Unknown):
        return Unknown("the forge names no default branch") if branch.reason == NOT_GIVEN else branch
    rules, classic = branch.nodes("rules"), branch.part("refUpdateRule")
    if not isinstance(rules, Unknown) and any(rule.fields.get("type") in _NO_FORCE_PUSH for rule in rules):
        return True
    if isinstance(classic, Part) and classic.flag("allowsForcePushes") is False:
        return True
    return rules if isinstance(rules, Unknown) and rules.reason != NOT_GIVEN else _HIDDEN


def _sponsored(repository: Part) -> Mapping[str, bool] | Unknown:
    """The owner, and whether they can be sponsored on the forge; by lower-case account."""
    owner = repository.part("owner")
    if isinstance(owner, Unknown):
        return owner
    login, listed = owner.text("login"), owner.flag("hasSponsorsListing")
    return (
        {login.lower(): listed} if isinstance(login, str) and isinstance(listed, bool) else Unknown(NOT_GIVEN)
    )
