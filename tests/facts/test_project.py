"""What kind of project a tree is, its languages and manifests, and what CI runs."""

from collections.abc import Mapping

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.facts.ci import runs_tests
from oshealth.facts.ci_steps import Step
from oshealth.snapshot import Texts, Tree, Unknown
from tests.builders import a_snapshot

LIST = "# Awesome kites\n\n" + "".join(f"- [Kite {n}](https://example.org/{n}) - flies\n" for n in range(60))


def fact(files: Mapping[str, str | Unknown], name: str) -> FactValue:
    reading = facts_of(a_snapshot(files)).get(name)
    assert isinstance(reading, Value)
    return reading.value


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("library", {"pyproject.toml": '[build-system]\nrequires = ["x"]\n[project]\nname = "kite"\n', "src/kite/a.py": ""}),
        ("library", {"package.json": '{"name": "kite", "main": "index.js"}', "index.js": "", "Dockerfile": ""}),
        ("tool", {"pyproject.toml": '[project]\nname = "kite"\n[project.scripts]\nkite = "kite:main"\n', "kite.py": ""}),
        ("tool", {"action.yml": "", "package.json": '{"private": true}', "src/main.ts": ""}),
        ("tool", {"go.mod": "", "cmd/kite/main.go": "", "README.md": "# Kite\n\nKite is a command-line program for kites.\n"}),
        ("tool", {"go.mod": "", "main.go": "", "fly.go": "", "README.md": "# Kite\n\n`kite` is a CLI tool for flying kites.\n"}),
        ("library", {"go.mod": "", "kite.go": "", "tools.go": "", "cmd/kite/main.go": ""}),
        ("tool", {"configure.ac": "", "include/kite.h": "", "src/kited.c": "", "src/kited.8.in": ""}),
        ("application", {"Dockerfile": "", "requirements.txt": "", "app.py": ""}),
        ("application", {"package.json": '{"name": "kite", "private": true}', "src/app.vue": ""}),
        ("application", {"manage.py": "", "requirements.txt": "", "kite/models.py": ""}),
        ("application", {"wsgi.py": "", "setup.py": "", "package.json": '{"name": "kite"}', "kite/views.py": ""}),
        ("application", {"birds/pyproject.toml": '[project]\nname = "birds"\n', "birds/scrapy.cfg": "", "birds/nests/a.py": ""}),
        ("application", {"Dockerfile": "", "setup.py": "", "package.json": '{"name": "kite"}', "src/manage.py": "", "a.py": ""}),
        ("library", {"Dockerfile": "", "setup.py": "", "kite/a.py": "", "example/manage.py": ""}),
        ("application", {"mix.exs": "", "config/runtime.exs": "", "lib/kite/a.ex": "", "lib/kite_web/b.ex": ""}),
        ("library", {"mix.exs": "", "config/config.exs": "", "lib/kite.ex": ""}),
        ("application", {"pyproject.toml": '[build-system]\n[project]\nname = "cdk"\n', "cdk/cdk.json": "", "api/main.py": ""}),
        ("application", {"pom.xml": "", "kite-web/src/main/webapp/WEB-INF/web.xml": "", "kite-core/src/main/java/Kite.java": ""}),
        ("library", {"pom.xml": "", "examples/src/main/webapp/WEB-INF/web.xml": "", "src/main/java/Kite.java": "",
                     "README.md": "# Kite\n\nKite is a Java library for kites.\n"}),
        ("application", {"lerna.json": "", "package.json": '{"name": "a", "main": "index.js"}', "packages/front/src/a.ts": ""}),
        ("library", {"configure.ac": "", "kite.c": "", "man/kite_fly.3x": "", "LICENSE-LGPL-2.1": ""}),
        ("documentation", {f"guide/{n}.md": "" for n in range(20)} | {"README.md": "# Kite\n"}),
        ("data", {f"data/{n}.csv": "" for n in range(20)} | {"README.md": "# Kite\n"}),
        ("data", {"all.csv": "", "two.csv": "", "three.csv": "", "all.json": "", "make.rb": "", "README.md": "# Kite\n"}),
        ("library", {"DESCRIPTION": "Package: kite\n", "R/kite.R": "", "Dockerfile": ""}),
        ("library", {"Makefile.PL": "", "cpanfile": "", "lib/Kite.pm": "", "script/kite": ""}),
        ("library", {"package.json": '{"private": true, "workspaces": ["packages/*"]}', "packages/wind/src/a.ts": "",
                     "packages/wind/package.json": '{"name": "wind", "exports": "./a.js", "files": ["dist"]}'}),
        (
            "library",
            {"package.json": '{"main": "a.js", "name": "a"}', "a.js": "", **{f"test/{n}.json": "" for n in range(12)}},
        ),
        ("data", {"data/kites.csv": "", "datapackage.yml": "", **{f"scripts/{n}.py": "" for n in range(9)}}),
        ("list", {"readme.md": LIST}),
        ("site", {"_config.yml": "", "index.html": "", "_layouts/a.html": "", "Gemfile": ""}),
        ("template", {"cookiecutter.json": "{}", "{{cookiecutter.name}}/setup.py": ""}),
    ],
)  # fmt: skip
def test_the_kind_of_a_project_is_told_from_its_tree(kind: str, files: dict[str, str | Unknown]) -> None:
    assert fact(files, "project.kind") == kind


@pytest.mark.parametrize(
    ("files", "reason", "among"),
    [
        (
            {"package.json": '{"name": "a", "main": "b.json"}', "build.py": "", **{f"data/{n}.json": "" for n in range(12)}},
            "it may be data (13 data files, 1 of code) or a library (package.json: a package)",
            ("data", "library"),
        ),
        (
            {"package.json": '{"name": "a", "bin": "./a.js"}', "README.md": "# Kite\n\nKite is a real-time editor for kites.\n"},
            "it may be a tool (package.json: a command) or an application (called real-time editor in README.md)",
            ("tool", "application"),
        ),
        (
            {"pom.xml": "", "src/Kite.java": ""},
            "it may be a library (pom.xml), a tool or an application",
            ("library", "tool", "application"),
        ),
        (
            {
                "package.json": '{"private": true}', "pnpm-workspace.yaml": "", "packages/cli/src/a.ts": "",
                "packages/cli/package.json": '{"name": "@kite/cli", "bin": "bin.js", "files": ["bin.js"]}',
                "packages/wind/package.json": '{"name": "@kite/wind", "main": "./a.js", "publishConfig": {"access": "public"}}',
            },
            "it may be a tool (packages/cli/package.json: a command) or a library (packages/wind/package.json: a package)",
            ("tool", "library"),
        ),
        (
            {
                "package.json": '{"private": true, "workspaces": ["packages/*"]}', "packages/app/src/a.ts": "",
                "packages/app/package.json": '{"name": "app", "main": "a.js"}',
                "packages/style/package.json": '{"name": "@kite/style", "files": ["dist"]}',
            },
            "it may be a library, a tool or an application",
            ("library", "tool", "application"),
        ),
        ({"src/a.c": "", "src/b.c": ""}, "it may be a library, a tool or an application", ("library", "tool", "application")),
        (
            {"README.md": "# Serif\n", "OFL.txt": ""} | {f"fonts/{n}.otf": "" for n in range(9)},
            "it may be documentation (11 files, 0 of code) or data",
            ("documentation", "data"),
        ),
        (
            {"README.md": "# Kite\n\nKite is a library for kites.\n", "src/lib.rs": ""} | {f"docs/{n}.md": "" for n in range(9)},
            "it may be documentation (11 files, 1 of code) or a library (src/lib.rs)",
            ("documentation", "library"),
        ),
    ],
)  # fmt: skip
def test_where_signs_speak_for_several_kinds_they_are_named(
    files: dict[str, str | Unknown], reason: str, among: tuple[str, ...]
) -> None:
    """A wrong kind asks a project for what does not concern it; of an unknown one it is still known what it is not."""
    assert facts_of(a_snapshot(files)).get("project.kind") == Unknown(reason, among)


@pytest.mark.parametrize(
    ("readme", "kind"),
    [
        ("GLFW is an Open Source, multi-platform library for OpenGL application development.", "library"),
        ("C/C++ library for processing structured configuration files.", "library"),
        ("Fast, unopinionated, minimalist web framework for Node.js.", "library"),
        (
            "containerd is an industry-standard container runtime with an emphasis on simplicity.",
            "application",
        ),
        ("`xsv` is a command line program for indexing, slicing and joining CSV files.", "tool"),
        ("This is the Ruby on Rails application that powers the website and API.", "application"),
        ("It helps you write a web application faster.", None),
        (
            "Foo is a graphics library for Delphi. The documentation can be found at https://example.org.",
            "library",
        ),
        ("Describe the portal you want: your agent scaffolds it.", None),
    ],
)
def test_a_readme_calls_a_project_what_it_is(readme: str, kind: str | None) -> None:
    reading = facts_of(a_snapshot({"a.c": "", "README.md": f"# Kite\n\n{readme}\n"})).get("project.kind")
    assert (reading.value if isinstance(reading, Value) else None) == kind


def test_a_library_within_a_larger_work_makes_it_none() -> None:
    """A daemon beside a library of its own that pkg-config knows; and a library all of whose code lies in that folder."""
    daemon = dict.fromkeys((*(f"usr/{name}.c" for name in "abcdefgh"), "doc/kited.8"), "")
    library = dict.fromkeys((*(f"libkite/{name}.c" for name in "abcde"), "libkite/libkite.pc.in"), "")
    assert [fact(files, "project.kind") for files in (daemon | library, library)] == ["tool", "library"]


def test_an_empty_tree_tells_no_kind() -> None:
    assert facts_of(a_snapshot({})).get("project.kind") == Unknown(
        "nothing in the tree tells what kind of project this is"
    )


def test_vendored_code_is_not_the_projects_own() -> None:
    files: dict[str, str | Unknown] = {
        "a.py": "",
        "b.py": "",
        "c.sh": "",
        "vendor/x.go": "",
        "node_modules/y/z.js": "",
        "d.min.js": "",
    }
    assert fact(files, "tree.code_files") == 3
    assert fact(files, "tree.main_languages") == ("Python", "Shell")
    assert fact(files, "tree.files") == 6


def test_counts_of_a_tree_seen_in_part_are_unknown() -> None:
    facts = facts_of(a_snapshot({}, (), None, tree=Tree(("a.py",), partial="stopped early")))
    assert facts.get("tree.code_files") == Unknown("stopped early")


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        (tuple(f"guide/{n}.md" for n in range(20)), Unknown("cut; there may be more code than was seen")),
        (tuple(f"data/{n}.csv" for n in range(20)), Unknown("cut; there may be more code than was seen")),
        (("go.mod", "main.go"), "tool"),
        (("manage.py", "requirements.txt"), "application"),
    ],
)
def test_little_code_in_a_tree_seen_in_part_tells_no_kind(
    paths: tuple[str, ...], kind: str | Unknown
) -> None:
    """The code may lie where nobody looked; a manifest stays a manifest."""
    snapshot = a_snapshot({}, (), None, tree=Tree(paths, partial="cut"), texts=Texts({}))
    reading = facts_of(snapshot).get("project.kind")
    assert (reading.value if isinstance(reading, Value) else reading) == kind


def test_a_helper_with_a_command_makes_a_published_library_no_tool() -> None:
    """A crate with a small program for debugging beside it; where nothing is published at the root, that program is it."""
    root = '[package]\nname = "birds"\n\n[lib]\nname = "birds"\n'
    helper = '[package]\nname = "birds-debug"\n\n[[bin]]\nname = "birds-debug"\n'
    files: dict[str, str | Unknown] = {"birds-debug/Cargo.toml": helper, "birds-debug/src/main.rs": ""}
    assert fact({**files, "src/lib.rs": "", "Cargo.toml": root}, "project.kind") == "library"
    said = "# Birds\n\nBirds is a command-line tool that counts birds.\n"
    alone = '[workspace]\nmembers = ["birds-debug"]\n'
    assert fact({**files, "Cargo.toml": alone, "README.md": said}, "project.kind") == "tool"


def test_manifests_of_examples_and_tests_do_not_count() -> None:
    files: dict[str, str | Unknown] = {
        "a.rs": "",
        "b.py": "",
        "Cargo.toml": "",
        "examples/pyproject.toml": "",
        "tests/data/setup.py": "",
    }
    assert fact(files, "manifests.paths") == ("Cargo.toml",)
    assert fact(files, "manifests.missing_languages") == ("Python",)


def test_scripts_without_an_extension_may_make_a_language_a_small_part() -> None:
    """Of a monitor whose plugins are scripts in many languages, two files in Java are not seen to be a quarter."""
    told: dict[str, str | Unknown] = {
        "Build.PL": "",
        "lib/Kite.pm": "",
        "javalib/A.java": "",
        "javalib/B.java": "",
    }
    plugins = dict.fromkeys((f"plugins/node.d/{name}" for name in ("cpu", "df", "if_", "load", "swap")), "")

    assert fact(told, "manifests.missing_languages") == ("Java",)
    assert facts_of(a_snapshot({**told, **plugins})).get("manifests.missing_languages") == Unknown(
        "5 files such as scripts have no extension: how much of the code is in Java is not known"
    )


def test_a_language_of_tests_and_examples_needs_no_manifest() -> None:
    """Their manifests do not count, so they are not missed either."""
    files: dict[str, str | Unknown] = {
        "lib/a.c": "",
        "lib/b.c": "",
        "test/c.py": "",
        "test/d.py": "",
        "docs/assets/search.js": "",
        "docs/assets/theme.js": "",
        "CMakeLists.txt": "",
    }
    main = fact(files, "tree.main_languages")
    assert isinstance(main, tuple)
    assert set(main) == {"C", "Python", "JavaScript"}
    assert fact(files, "manifests.missing_languages") == ()


@pytest.mark.parametrize(
    "command",
    [
        "pytest -q",
        "uv run --locked --group dev tox run",
        "uv run \\\n  --frozen \\\n  pytest",
        "cd web && npm run test:unit -- --ci",
        "yarn workspace web test",
        "go test ./...",
        "cargo +nightly test --all",
        "./gradlew check",
        "mvn -B verify",
        "bundle exec rake test:all",
        "make -C src test",
        "CI=1 ./scripts/run-tests.sh",
        "python manage.py test",
        "ctest --output-on-failure",
        "dotnet test --no-build",
        "openfisca test tests/",
        "script/test",
        "${{ env.CARGO }} test --verbose $TARGET",
        "$PYTHON -m pytest",
        "check .venv/bin/pytest -n auto",
        "nice -n 5 ./venv/bin/tox",
        '"${MAKE_CMD}" check',
        "${{ matrix.pytest }} -q",
    ],
)
def test_commands_that_run_tests(command: str) -> None:
    assert runs_tests(Step("ci.yml", 1, command))


@pytest.mark.parametrize(
    "command",
    [
        "pip install pytest",
        "echo running tests",
        "npm install -g test",
        "apt-get install -y test-utils",
        "make latest",
        "cat test.log",
        "git checkout test",
        "bundle exec rake rubocop",
        "mkdir test",
        "# pytest",
        "docker build -t test .",
        "npm run lint",
        "${{ env.CARGO }} build --verbose",
        "$TEST_DIR/prepare",
        "echo $PYTEST",
        "ls .venv/bin/",
        "echo .venv/bin/pytest",
    ],
)
def test_commands_that_merely_speak_of_tests(command: str) -> None:
    assert not runs_tests(Step("ci.yml", 1, command))


def test_a_step_that_is_called_run_tests_runs_them() -> None:
    assert runs_tests(Step("ci.yml", 1, "make ci", name="Run unit tests with Python 3.13"))
    assert not runs_tests(Step("ci.yml", 1, "make ci", name="Upload test results"))


@pytest.mark.parametrize("attack", ["-a ", "a=b ", "make ", "\n", "a/", "npm run ", "$(", "mvn a "])
def test_a_hostile_script_is_searched_to_its_end(attack: str) -> None:
    assert not runs_tests(Step("ci.yml", 1, attack * (1_000_000 // len(attack))))


@pytest.mark.parametrize(
    ("path", "text", "system", "line"),
    [
        (
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    steps:\n      - run: pytest\n",
            "GitHub Actions",
            5,
        ),
        (".gitlab-ci.yml", "a:\n  script:\n    - !reference [.b, script]\n    - pytest\n", "GitLab CI", 4),
        (".travis.yml", "language: python\nscript: pytest\n", "Travis CI", 2),
        (
            ".circleci/config.yml",
            "jobs:\n  a:\n    steps:\n      - run:\n          command: pytest\n",
            "CircleCI",
            5,
        ),
        ("Jenkinsfile", "pipeline {\n  sh 'pytest'\n}\n", "Jenkins", 2),
        (".forgejo/workflows/a.yaml", "jobs:\n  a:\n    steps:\n      - run: pytest\n", "Forgejo Actions", 4),
        ("azure-pipelines.yml", "steps:\n  - script: pytest\n", "Azure Pipelines", 2),
        (".woodpecker.yml", "steps:\n  a:\n    commands: [pytest]\n", "Woodpecker", 3),
    ],
)
def test_every_system_of_ci_is_read_by_its_steps(path: str, text: str, system: str, line: int) -> None:
    facts = facts_of(a_snapshot({path: text}))
    systems, tests = facts.get("ci.systems"), facts.get("ci.test_commands")
    assert isinstance(systems, Value)
    assert systems.value == (system,)
    assert isinstance(tests, Value)
    assert tests.value == ("pytest",)
    assert (tests.evidence[0].path, tests.evidence[0].line) == (path, line)


def test_travis_runs_the_tests_of_a_language_by_default() -> None:
    assert fact({".travis.yml": "language: node_js\n"}, "ci.test_commands") == ("npm test",)
    assert fact({".travis.yml": "language:\n- ruby\n- go\n"}, "ci.test_commands") == ("rake",)
    assert fact({".travis.yml": "language: {a: b}\n"}, "ci.test_commands") == ()


def test_a_broken_workflow_leaves_the_tests_unknown() -> None:
    reading = facts_of(a_snapshot({".github/workflows/ci.yml": "jobs: ["})).get("ci.test_commands")
    assert isinstance(reading, Unknown)
    assert reading.reason.startswith(".github/workflows/ci.yml: not valid YAML")


@pytest.mark.parametrize(
    "path",
    [
        ".github/dependabot.yml",
        "renovate.json",
        ".github/renovate.json5",
        ".renovaterc",
        ".gitlab/renovate.json",
        ".pyup.yml",
    ],
)
def test_configurations_of_dependency_updates(path: str) -> None:
    assert fact({path: ""}, "ci.dependency_updates") == (path,)


def test_renovate_may_live_in_package_json() -> None:
    assert fact({"package.json": '{"renovate": {"extends": ["x"]}}'}, "ci.dependency_updates") == (
        "package.json",
    )


RECORDS = {f"kites-{name}.yaml": "" for name in ("current", "historical", "places", "lines", "people")}
KEEPERS = {f"scripts/{name}.py": "" for name in "abcdefgh"} | {
    "Pipfile": "",
    "lookup.py": "",
    "test/validate.py": "",
}


@pytest.mark.parametrize(
    ("told", "more", "kind"),
    [
        ("This project provides the following data files:", {}, "data"),
        ("Kites in YAML.\n\n### Data Dictionary\n\n* name", {}, "data"),
        ("A library that tells of kites.", {}, "library"),
        ("A library with data files.", {f"src/{name}.py": "" for name in "abcd"}, "library"),
        ("This project provides data files.", {"Dockerfile": ""}, "application"),
        ("This project provides data files.", {"_config.yml": "", "index.html": ""}, "site"),
    ],
)
def test_records_are_data_however_many_scripts_keep_them(told: str, more: dict[str, str], kind: str) -> None:
    """As with a parliament's members in eight files and forty scripts; a program with settings at its root is none."""
    files: dict[str, str | Unknown] = {**RECORDS, **KEEPERS, **more, "README.md": f"# Kites\n\n{told}\n"}
    assert fact(files, "project.kind") == kind


def test_an_ontology_is_data_however_it_is_built_and_explained() -> None:
    """Its releases lie at the root; what makes them are shell scripts, and its handbook has more files than it."""
    releases = {
        f"kito{form}.{kind}": "" for form in ("", "-base", "-full") for kind in ("owl", "obo", "json")
    }
    workings = {f"src/ontology/{name}.sh": "" for name in ("run", "build", "test", "release", "patterns")}
    pages = {f"docs/odk-workflows/{name}.md": "" for name in "abcdefghijkl"}
    readme = "# KITO - the Kite and Tail Ontology\n\nSee the [editors guide](src/ontology).\n"
    files: dict[str, str | Unknown] = {**releases, **workings, **pages, "README.md": readme}
    assert fact(files, "project.kind") == "data"


@pytest.mark.parametrize(
    ("readme", "kind"),
    [
        ("```js\nimport { kite } from 'kite'\n```\n\n`npx kite` makes one in a terminal.", "library"),
        ("```js\nconst fly = require('kite/fly')\n```", "library"),
        ("```sh\nnpm install kite\nkite --size 10\n```", "tool"),
        ("```js\nimport { line } from 'lines'\n```", "tool"),
    ],
)
def test_a_package_that_programs_import_is_a_library_with_a_command(readme: str, kind: str) -> None:
    manifest = '{"name": "kite", "bin": "./bin/kite.js", "exports": {".": "./index.js"}}'
    files: dict[str, str | Unknown] = {
        "package.json": manifest,
        "index.js": "",
        "README.md": f"# Kite\n\n{readme}\n",
    }
    assert fact(files, "project.kind") == kind
