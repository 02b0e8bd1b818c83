"""Continuous integration: which systems are configured, and whether a step runs tests."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any, Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.ci_steps import Step, steps
from oshealth.facts.documents import shelf
from oshealth.facts.globs import hidden
from oshealth.facts.lines import Lines
from oshealth.facts.paths import either, in_folders, with_pieces
from oshealth.facts.preparing import NO_COMMANDS, only_prepares
from oshealth.facts.seen import told_of
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Unknown

MOST_FILES: Final = 60
MOST_COMMANDS: Final = 20
KEPT: Final = 8192

SYSTEMS: Final[Mapping[str, str]] = {
    "GitHub Actions": r"\.github/workflows/[^/]+\.ya?ml",
    "GitLab CI": r"\.gitlab-ci\.ya?ml",
    "Forgejo Actions": r"\.(?:forgejo|gitea)/workflows/[^/]+\.ya?ml",
    "Travis CI": r"\.travis\.ya?ml",
    "CircleCI": r"\.circleci/config\.ya?ml",
    "Jenkins": r"(?:[^/]+/)?Jenkinsfile[^/]*",
    "Azure Pipelines": r"(?:\.?azure[-_]?pipelines?[^/]*\.ya?ml|\.azure-pipelines/[^/]+\.ya?ml|\.azure/pipelines/[^/]+\.ya?ml)",
    "AppVeyor": r"\.?appveyor\.ya?ml",
    "Cirrus CI": r"\.cirrus\.(?:ya?ml|star)",
    "Woodpecker": r"\.woodpecker(?:/[^/]+)?\.ya?ml",
    "Drone": r"\.drone\.(?:ya?ml|star|jsonnet)",
    "Buildkite": r"(?:\.buildkite/[^/]*|buildkite)\.ya?ml",
    "Semaphore": r"\.semaphore/semaphore\.ya?ml",
    "Bitbucket Pipelines": r"bitbucket-pipelines\.ya?ml",
    "SourceHut": r"\.build(?:s/[^/]+)?\.ya?ml",
    "Zuul": r"\.?zuul(?:\.d/[^/]+)?\.ya?ml",
    "Codemagic": r"codemagic\.ya?ml",
    "Google Cloud Build": r"cloudbuild\.ya?ml",
    "Wercker": r"wercker\.yml",
    "TeamCity": r"\.teamcity/.*",
    "Prow": r"\.prow(?:/[^/]+)?\.ya?ml",
    "Tekton": r"\.tekton/[^/]+\.ya?ml",
    "Evergreen": r"(?:\.evergreen/config|evergreen)\.yml",
    "Concourse": r"ci/pipeline\.yml",
    "own script": r"\.ci/run",
}
_SYSTEMS: Final = {name: compiled(rf"(?:{source})$", re.I) for name, source in SYSTEMS.items()}
_WITH_SYSTEMS: Final = either(
    lambda known: known.in_folders(lambda top: not top or top.startswith((".", "ci", "buildkite", "zuul"))),
    with_pieces("jenkinsfile"),
)
_LIKELIHOODS: Final = (compiled(r"tests?|specs?", re.I), compiled(r"ci|checks?|build|main|verify", re.I))
"""In the names of files that are likeliest to run tests, and of those that come next."""
_LOCAL_ACTION: Final = compiled(r"\.github/actions/(?:[^/]+/){1,3}action\.ya?ml")
_START: Final = (
    r"(?:^|[;&|(`\n]|\b(?:run|exec|then|do|sudo|time|env|xvfb-run|pg_virtualenv|npx|bunx|uvx|with)\s|"
    r"[ \t](?=[\w.-]{0,60}/(?:[\w.-]{1,60}/){0,3}bin/))"
    r"[ \t]{0,20}(?:\w{1,60}=\S{0,200}[ \t]{1,9}){0,9}(?:-\S{1,60}[ \t]{1,9}(?:[\w$\"{][^\s-]{0,60}[ \t]{1,9})?){0,9}"
    r"(?:[\w.${}-]{0,60}/){0,9}"
)
_SCRIPT: Final = compiled(
    r"(?:^|[;&|]\s|\b(?:bash|sh|python[\d.]*|node|ruby|run|exec|perl|pwsh)\s)\s{0,20}(?:\w{1,60}=\S{0,200}\s{1,9}){0,9}(?:\./)?"
    r"(?:(?:[\w.$-]{1,60}/){0,7}(?:[\w-]{0,60}[-_])?(?:run)?(?:tests?|specs?|testing)(?:[-_][\w-]{0,60})?\.(?:sh|bash|py|ps1|bat|rb|m?js|pl)|"
    r"(?:[\w.-]{1,60}/){0,4}tests?/(?:[\w-]{1,40}/){0,2}run(?:[-_][\w-]{1,30})?\.(?:sh|bash|py|pl)|"
    r"(?:bin|scripts?|ci|tools|\.ci)/(?:tests?|check|ci))(?:\s|$)",
    re.M,
)
# a tool in a variable that bears its name: ${{ env.CARGO }} test, $PYTHON -m pytest, "${MAKE_CMD}" check
_VARIABLE: Final = compiled(
    r"\"?(?:\$\{\{\s{0,9}(?:env|matrix|vars|inputs)\.([A-Za-z]{2,30})(?:[-_](?i:cmd|bin|exe|command|tool))?\s{0,9}\}\}|"
    r"\$\{?([A-Z]{2,30})(?:_(?:CMD|BIN|EXE|COMMAND|TOOL))?\b\}?)\"?(?=\s)"
)
_STEP_NAME: Final = compiled(
    r"(?i)\W*(?!(?:upload|publish|install|build(?! and (?:run )?(?:the )?tests?\b)|compile|download|"
    r"prepare|set|cache|collect|archive|report|lint|list|split|results?|show|print|display|dump|view|output|logs?|copy|save|"
    r"store|fetch|get|generate|create|clean)\b)"
    r"(?:build and )?(?:(?:run|execute|launch|perform)\s+)?(?:(?:the|all|our)\s+)?(?:[\w/+.-]+\s+){0,2}"
    r"(?:tests?|specs?|test[- ]?suite|unittests?)(?:\s+(?:with|using|on|for|in|against|and)\s.*|\s*[^\w\s].*)?$"
)
_NOT_RUN: Final = compiled(
    r"(?m)^[ \t]*(?:echo|printf|apt-get|apt|brew|pip3?|python[\d.]* -m pip|choco)\s.*$"
)
_COMMENT: Final = compiled(r"(?m)^[ \t]*#.*$")
_CONTINUED: Final = compiled(r"\\\n\s*")


def systems(facts: Facts) -> dict[str, tuple[str, ...]] | Unknown:
    """Configured systems with the paths of their files; at most MOST_FILES of each."""
    return facts.once(_systems)


def _systems_of(path: str) -> tuple[str, ...]:
    """The systems that a file configures."""
    if path.startswith((".", "ci/", "buildkite", "zuul")) or "/" not in path or "Jenkinsfile" in path:
        return tuple(name for name, pattern in _SYSTEMS.items() if pattern.match(path))
    return ()


def _systems(facts: Facts) -> dict[str, tuple[str, ...]] | Unknown:
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    found: dict[str, list[str]] = {}
    for path, names in told_of(tree.paths, _systems_of, _WITH_SYSTEMS).items():
        for name in names:
            found.setdefault(name, []).append(path)
    return {name: tuple(paths[:MOST_FILES]) for name, paths in found.items()}


def runs_tests(step: Step) -> bool:
    """Whether a step runs tests: a test runner as a command, a script named so, or an action for it."""
    if step.uses:
        return bool(_patterns()[1].match(step.command))
    is_called_so = bool(step.name and _STEP_NAME.match(step.name[:200]))
    return (is_called_so and not only_prepares(_joined(step.command))) or _is_of_tests(step.command)


@lru_cache(maxsize=KEPT)
def _is_of_tests(command: str) -> bool:
    """Whether a script runs tests, told once for all the steps that say the same, at one moment or another."""
    return _tests_in(_NOT_RUN.sub("", _joined(command)))


@lru_cache(maxsize=KEPT)
def _tests_in(command: str) -> bool:
    spelled = _VARIABLE.sub(lambda found: (found[1] or found[2]).lower(), command)
    return bool(_patterns()[0].search(spelled) or _SCRIPT.search(spelled))


def _joined(command: str) -> str:
    """A script without comments, its continued lines joined."""
    return _CONTINUED.sub(" ", _COMMENT.sub("", command[:20_000]))


def _list(facts: Facts) -> Reading:
    found = systems(facts)
    if isinstance(found, Unknown):
        return found
    tree = facts.snapshot.tree
    if not found and not isinstance(tree, Unknown) and (reason := hidden(tree, WANTED)):
        return Unknown(reason)
    paths = [path for several in found.values() for path in several]
    evidence = tuple(Evidence("path", path) for path in paths[:10]) or (
        Evidence("absence", name="CI configuration"),
    )
    return Value(tuple(found), evidence)


def _is_local_action(path: str) -> bool:
    return _LOCAL_ACTION.fullmatch(path) is not None


def _tests(facts: Facts) -> Reading:
    """The test commands of the first file that has any; Unknown when none has and one could not be read."""
    found, own = systems(facts), shelf(facts)
    if isinstance(found, Unknown):
        return found
    if isinstance(own, Unknown):
        return own
    unread: Unknown | None = None
    parts = (
        [*told_of(own.tree.paths, _is_local_action, in_folders(".github"))]
        if "GitHub Actions" in found
        else []
    )
    for path in sorted((*chain.from_iterable(found.values()), *parts[:MOST_FILES]), key=_unlikelihood):
        text = own.text(path)
        seen = (
            text
            if isinstance(text, Unknown)
            else facts.same((_test_commands, path, text), partial(_test_commands, path, text))
        )
        if isinstance(seen, Unknown):
            unread = unread or seen
        elif seen:
            return Value(tuple(dict.fromkeys(str(each.value) for each in seen))[:MOST_COMMANDS], seen[:5])
    elsewhere = hidden(own.tree, WANTED)
    return unread or (Unknown(elsewhere) if elsewhere else Value(()))


def _unlikelihood(path: str) -> int:
    """By what its name says, how much later a file is read: no further one is, once tests were found."""
    name = path.rpartition("/")[2]
    return next((rank for rank, words in enumerate(_LIKELIHOODS) if words.search(name)), len(_LIKELIHOODS))


def _test_commands(path: str, text: str) -> tuple[Evidence, ...] | Unknown:
    """The commands of one file that run tests."""
    lines = Lines.of(text)
    found = steps(path, lines)
    if isinstance(found, Unknown):
        return found
    return tuple(_shown(step, lines) for step in found if runs_tests(step))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How test commands and actions that run tests are recognised (data/ci.json)."""
    commands = compiled(rf"{_START}(?:{'|'.join(_table()['commands'])})(?![\w-])", re.M)
    return commands, compiled("|".join(_table()["actions"]), re.I)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = shipped("ci")
    return table


def _shown(step: Step, lines: Lines) -> Evidence:
    """The line of a script that runs the tests, shortened; where none is known to, the last one: the others prepare it."""
    lines_said = (" ".join(line.split()) for line in _joined(step.command).split("\n"))
    said = [line for line in lines_said if line not in NO_COMMANDS]
    telling = next((line for line in said if _tests_in(line)), said[-1] if said else "")[:120]
    line = lines.shows(telling, max(step.line - 1, 0)) or step.line
    return Evidence("path", step.path, line, "test command", telling)


WANTED: Final = (
    ".github/workflows/*", ".gitlab-ci.yml", ".gitlab-ci.yaml", ".forgejo/workflows/*", ".gitea/workflows/*", ".travis.yml",
    ".circleci/config.yml", "*jenkinsfile*", "*/jenkinsfile*", "*azure-pipelines*", ".azure*/*", "*appveyor.yml", ".cirrus.*",
    ".woodpecker*", ".woodpecker/*", ".drone.*", ".buildkite/*", ".semaphore/*", "bitbucket-pipelines.yml", ".build*.yml",
    ".builds/*", "*zuul*", "zuul.d/*", ".prow*", ".prow/*", ".tekton/*", "codemagic.yaml", "cloudbuild.yaml", ".ci/run",
    "ci/pipeline.yml", "package.json", ".github/actions/**/action.y*ml"
)  # fmt: skip

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="ci.systems",
        kind="list",
        definition="Systems of continuous integration that the tree configures.",
        read=_list,
        needs=frozenset({"tree"}),
    ),
    Fact(
        name="ci.test_commands",
        kind="list",
        definition="Commands in CI steps that run tests, in the first file that has any: known runners, test targets of build "
        "tools, scripts and actions named so. At most 20. Whether the last run passed cannot be seen in the tree.",
        read=_tests,
        needs=frozenset({"tree", "texts"}),
        source="OSPS-QA-06.01; OpenSSF Best Practices, test",
        texts=WANTED,
    ),
)
