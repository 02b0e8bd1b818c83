"""Test commands as two real projects write them, which were once overlooked."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.ci import runs_tests
from oshealth.facts.ci_steps import Step
from tests.builders import a_snapshot

WORKFLOW = "on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {}\n"


@pytest.mark.parametrize(
    "command", ["python -Im tox run -e py311", "python3 -W error -m pytest", "python -m unittest"]
)
def test_a_python_module_with_options_joined(command: str) -> None:
    """`-Im` is `-I -m`."""
    reading = facts_of(a_snapshot({".github/workflows/ci.yml": WORKFLOW.format(command)})).get(
        "ci.test_commands"
    )

    assert isinstance(reading, Value)
    assert reading.value == (command,)


@pytest.mark.parametrize(
    ("command", "is_test"),
    [
        ("cover -test -report coveralls", True),
        ("./Build test", True),
        ("perl Build testall", True),
        ("cover -delete", False),
        ("perl Build.PL", False),
    ],
)
def test_a_distribution_of_perl_tests_by_its_build_or_its_coverage(command: str, is_test: bool) -> None:
    """`cover -test` of Devel::Cover runs the tests and measures them."""
    assert runs_tests(Step(".github/workflows/ci.yml", 1, command)) is is_test


@pytest.mark.parametrize(
    ("command", "is_test"),
    [
        ("mvn -Ddoclint=all --show-version --batch-mode", True),
        ("mvn -B -P ci", True),
        ("mvn install -DskipTests=false", True),
        ("./gradlew build -x integrationTest", True),
        ("mvn --version", False),
        ("mvn -B -DskipTests", False),
        ("mvn package -Dmaven.test.skip=true", False),
        ("./gradlew build -x test", False),
    ],
)
def test_a_build_tool_tests_unless_it_is_told_not_to(command: str, is_test: bool) -> None:
    """Without a goal Maven runs the project's default one; with its tests left out a build is only a build."""
    reading = facts_of(a_snapshot({".github/workflows/ci.yml": WORKFLOW.format(command)})).get(
        "ci.test_commands"
    )

    assert isinstance(reading, Value)
    assert reading.value == ((command,) if is_test else ())


@pytest.mark.parametrize(
    ("action", "is_test"),
    [
        ("kite/shared/.github/workflows/R-CMD-check.yaml@v1", True),
        ("kite/actions/.github/workflows/reusable-go-test.yaml@main", True),
        ("kite/test-reporter@v1", False),
        ("kite/publish-latest@v1", False),
    ],
)
def test_a_shared_workflow_tests_by_its_name(action: str, is_test: bool) -> None:
    """What tells others of the results tests nothing."""
    text = f"on: push\njobs:\n  t:\n    uses: {action}\n"
    reading = facts_of(a_snapshot({".github/workflows/ci.yml": text})).get("ci.test_commands")

    assert isinstance(reading, Value)
    assert reading.value == ((action,) if is_test else ())


def test_the_line_named_is_that_of_the_test_among_steps_that_begin_alike() -> None:
    text = """steps:
  - name: build
    commands:
      - eval $(opam env)
      - make build
  - name: tests
    commands:
      - eval $(opam env)
      - make testsuite
  - name: extra tests
    commands:
      - eval $(opam env)
      - dune build @runtest-js
"""
    reading = facts_of(a_snapshot({".woodpecker/main.yaml": text})).get("ci.test_commands")

    assert isinstance(reading, Value)
    assert [(each.line, each.value) for each in reading.evidence] == [
        (9, "make testsuite"),
        (13, "dune build @runtest-js"),
    ]


def test_what_only_prepares_tests_runs_none() -> None:
    facts = facts_of(
        a_snapshot({".github/workflows/ci.yml": WORKFLOW.format("make php-test-dependencies test-setup")})
    )

    assert facts.get("ci.test_commands") == Value((), ())


def test_a_jenkins_stage_on_one_line() -> None:
    """The shell step stands behind braces."""
    text = "pipeline {\n  stages {\n    stage('Build') { steps { sh 'mvn -B clean verify' } }\n  }\n}\n"
    reading = facts_of(a_snapshot({"Jenkinsfile": text})).get("ci.test_commands")

    assert isinstance(reading, Value)
    assert len(reading.value if isinstance(reading.value, tuple) else ()) == 1


@pytest.mark.parametrize(
    ("name", "command", "is_test"),
    [
        ("Results of tests", "cat ${{github.workspace}}/tests/test-suite.log || true", False),
        ("Test", "cp scripts/ci/proj.tests.js out_node", False),
        ("Tests", "sudo apt-get update && sudo apt-get install -y valgrind\npip install -r requirements.txt", False),
        ("Unit tests", "if [ -f build/test.log ]; then\n  cat build/test.log | tail -n 50\nfi", False),
        ("Show test log", "./show.sh", False),
        ("Test", "make ci", True),
        ("Run tests", "cd build && ./all", True),
        ("Test", "cat cases.txt | ./kite --check", True),
        ("Test", "npm ci\nnode run.js", True),
        ("Tests", "git diff --exit-code\npytest", True),
    ],
)  # fmt: skip
def test_a_step_called_after_tests_runs_them_unless_it_only_prepares_or_shows(
    name: str, command: str, is_test: bool
) -> None:
    assert runs_tests(Step("ci.yml", 1, command, name=name)) is is_test
