"""The questions put to GitHub's GraphQL interface, as text: one about a single repository, one about several at once."""

from functools import cache
from importlib.resources import files
from typing import Final

AUDIT: Final = "query.graphql"
SURVEY: Final = "survey.graphql"
ASKED: Final = "asked.graphql"
TASKS: Final = "tasks.graphql"
TEXTS: Final = (
    "README.md", "README.rst", "README", "README.txt", "README.adoc", "README.markdown", "readme.md", "Readme.md",
    "LICENSE", "LICENSE.md", "LICENSE.txt", "LICENSE.rst", "LICENCE", "LICENCE.md", "License.txt", "license",
    "LICENSE-MIT", "LICENSE-APACHE", "MIT-LICENSE", "COPYING", "COPYING.txt", "COPYING.md", "NOTICE",
    "CONTRIBUTING.md", "CONTRIBUTING.rst", "CONTRIBUTING", "Contributing.md", "contributing.md",
    "CODE_OF_CONDUCT.md", "SECURITY.md", "SUPPORT.md", "GOVERNANCE.md", "MAINTAINERS.md", "MAINTAINERS", "CODEOWNERS",
    "AUTHORS", "AUTHORS.md", "ROADMAP.md", "ADOPTERS.md", "CITATION.cff", "codemeta.json", "publiccode.yml",
    "funding.json", "FUNDING.yml", ".mailmap", "docs/README.md", "docs/CONTRIBUTING.md",
    "pyproject.toml", "setup.cfg", "setup.py", "package.json", "Cargo.toml", "composer.json", "pom.xml",
    ".gitlab-ci.yml", ".travis.yml", ".circleci/config.yml",
)  # fmt: skip
"""The files whose contents a survey asks for, by their usual spelling: GraphQL finds none in another case."""
_LISTING: Final = "login ... on User { hasSponsorsListing } ... on Organization { hasSponsorsListing }"


def audit() -> str:
    """The question about one repository; variables `owner`, `name`, `stale`, `conversation`."""
    return "\n".join(_written(name) for name in (AUDIT, TASKS, ASKED))


@cache
def further(*, earlier: bool, closed: bool, labels: int, accounts: int) -> str:
    """What is asked in a second request where facts need it; variables for what is wanted only: `earlier` and `closed`
    (search terms), `owner` and `name` with `label0` …, `account0` ….
    """
    declared: list[str] = []
    asked = ["rateLimit { cost remaining resetAt }"]
    if closed:
        declared.append("$closed: String!")
        asked.append("closed: search(type: ISSUE, first: 1, query: $closed) { issueCount }")
    if earlier:
        declared.append("$earlier: String!")
        asked.append("earlier: search(type: ISSUE, first: 50, query: $earlier) { nodes { ...Asked } }")
    if labels:
        declared += ["$owner: String!", "$name: String!", *(f"$label{n}: String!" for n in range(labels))]
        each = " ".join(f"label{n}: label(name: $label{n}) {{ ...Tasks }}" for n in range(labels))
        asked.append(f"repository(owner: $owner, name: $name) {{ {each} }}")
    declared += [f"$account{n}: String!" for n in range(accounts)]
    asked += [f"account{n}: repositoryOwner(login: $account{n}) {{ {_LISTING} }}" for n in range(accounts)]
    parts = [f"query Further({', '.join(declared)}) {{\n  {_lines(asked)}\n}}"]
    parts += [_written(name) for name, wanted in ((ASKED, earlier), (TASKS, labels)) if wanted]
    return "\n".join(parts)


@cache
def survey(repositories: int, owners: int) -> str:
    """The question about several: variables `whole`, and counted from 0 `owner0`, `name0` … and `home0` … for the
    owners whose defaults are wanted.

    The answers stand under `r0` … and `d0` …. `whole` false leaves out the history and the conversation.
    """
    declared = ["$whole: Boolean!", *(f"$owner{n}: String!, $name{n}: String!" for n in range(repositories))]
    declared += [f"$home{n}: String!" for n in range(owners)]
    asked = ["rateLimit { cost remaining resetAt }"]
    asked += [
        f"r{n}: repository(owner: $owner{n}, name: $name{n}, followRenames: true) {{ ...Surveyed }}"
        for n in range(repositories)
    ]
    asked += [f'd{n}: repository(owner: $home{n}, name: ".github") {{ ...Defaults }}' for n in range(owners)]
    texts = [f't{n}: object(expression: "HEAD:{path}") {{ ...Text }}' for n, path in enumerate(TEXTS)]
    parts = [
        f"query Survey({', '.join(declared)}) {{\n  {_lines(asked)}\n}}",
        f"fragment Texts on Repository {{\n  {_lines(texts)}\n}}",
    ]
    if owners:
        parts.append(
            "fragment Defaults on Repository { defaultBranchRef { target { oid } } nameWithOwner ...Files }"
        )
    return "\n".join([*parts, _written(SURVEY)])


def _lines(parts: list[str]) -> str:
    return "\n  ".join(parts)


def _written(name: str) -> str:
    return files("oshealth.sources.github").joinpath(name).read_text("utf-8")
