"""Closed components: found where they are needed to run, and only in versions that are closed."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.public_good.closed import markers
from oshealth.facts.public_good.dependencies import dependencies
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import a_snapshot


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("package.json", '{"dependencies": {"a": ""}, "devDependencies": {"b": ""}, "peerDependencies": {"c": ""}}', ["a", "c"]),
        ("composer.json", '{"require": {"php": ">=8"}, "require-dev": {"x/y": "*"}}', ["php"]),
        ("pyproject.toml", '[project]\ndependencies = ["Django>=4", "pkg[extra] ; python_version < \'3\'"]\n', ["Django", "pkg"]),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.11"\nx = {version = "1"}\n', ["python", "x"]),
        ("Cargo.toml", '[dependencies]\nserde = "1"\n[dev-dependencies]\ntokio = "1"\n', ["serde"]),
        ("requirements.txt", "# comment\nDjango==4.2\n-r more.txt\ntwilio[async]>=8  # texts\n", ["Django", "twilio"]),
        ("requirements/base.txt", "boto3\n", ["boto3"]),
        ("requirements-dev.txt", "pytest\n", []),
        ("requirements/test.txt", "pytest\n", []),
        ("Gemfile", "source 'https://rubygems.org'\ngem 'rails', '~> 7'\n  gem \"pg\"\n", ["rails", "pg"]),
        ("Gemfile", "gem 'rails'\ngroup :development, :test do\n  gem 'mongoid'\nend\ngem 'pg'\n", ["rails", "pg"]),
        ("a.gemspec", "  s.add_dependency 'rack'\n  s.add_development_dependency 'rspec'\n", ["rack"]),
        (
            "pom.xml",
            "<dependency><groupId>a.b</groupId><artifactId>c</artifactId></dependency>"
            "<dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency>",
            ["a.b:c"],
        ),
        ("app/build.gradle", "implementation 'a.b:c:1.0'\n  testImplementation 'junit:junit:4'\n// api 'x.y:z:1'\n", ["a.b:c"]),
        ("build.gradle.kts", 'implementation("a.b:c:1.0")\n', ["a.b:c"]),
        (
            "gradle/libs.versions.toml",
            '[libraries]\na = "x.y:z:1.0"\nb = {module = "b.c:d", version = "1"}\nc = {group = "e.f", name = "g"}\n',
            ["x.y:z", "b.c:d", "e.f:g"],
        ),
        ("go.mod", "module m\n\nrequire (\n\tgo.mongodb.org/mongo-driver v1.2.3\n)\n", ["go.mongodb.org/mongo-driver"]),
        ("pubspec.yaml", "dependencies:\n  firebase_core: ^2.0\ndev_dependencies:\n  lints: any\n", ["firebase_core"]),
        ("A.csproj", '<PackageReference Include="Twilio" Version="6" />', ["Twilio"]),
        ("docker-compose.yml", "services:\n  db:\n    image: 'docker.io/library/mongo:6'\n", ["image:mongo"]),
        ("setup.py", "setup(install_requires=['openai>=1', \"numpy\"])", ["openai", "numpy"]),
        (
            "mix.exs",
            '[\n{:phoenix, "~> 1.7"},\n{:credo, "~> 1.6", only: [:dev, :test]},\n{:ex_doc, ">= 0.0.0", only: :docs}]',
            ["phoenix"],
        ),
        ("Project.toml", 'name = "Kite"\n[deps]\nStatsAPI = "82ae8749"\n[extras]\nTest = "8dfed614"\n', ["StatsAPI"]),
        ("DESCRIPTION", "Depends: R (>= 3.5)\nImports:\n    curl,\n    xml2 (>= 1.2)\nSuggests: testthat\n", ["curl", "xml2"]),
        ("cpanfile", "requires 'Moo', '2.0';\non test => sub {\n  requires 'Test::More';\n};\n", ["Moo"]),
        ("CMakeLists.txt", "Find_Package( Boost 1.50 REQUIRED)\n# find_package(Old)\n", ["Boost"]),
        ("meson.build", "a = dependency('libusb-1.0', required: true)\n", ["libusb-1.0"]),
        (
            "configure.ac",
            "PKG_CHECK_MODULES([FOO], [foo >= 1.2])\nAC_CHECK_LIB(sasl2, sasl_version)\nAC_SEARCH_LIBS([dlopen], [dl])\n",
            ["foo", "sasl2", "dl"],
        ),
        (
            "build.sbt",
            '"org.typelevel" %% "cats-core" % "2.9.0",\n"org.scalatest" %% "scalatest" % "3.2" % Test\n',
            ["org.typelevel:cats-core"],
        ),
        (
            "Package.swift",
            '.package(name: "Nio", url: "https://github.com/apple/swift-nio.git", from: "2.0.0")',
            ["github.com/apple/swift-nio"],
        ),
        ("ios/Podfile", "  pod 'Firebase/Core', '~> 8'\n  # pod 'Old'\n", ["Firebase"]),
        ("package.json", "{", []),
        ("README.md", "twilio\n", []),
    ],
)  # fmt: skip
def test_dependencies_are_read_from_each_format(path: str, text: str, found: list[str]) -> None:
    assert [name for name, _ in dependencies(path, text)] == found


@pytest.mark.parametrize(
    ("name", "version", "component"),
    [
        ("firebase", "^10", "Firebase"),
        ("@firebase/app", "", "Firebase"),
        ("firebaseui-like", "", ""),
        ("mapbox-gl", "^1.13.1", ""),
        ("mapbox-gl", "^2.0", "Mapbox"),
        ("mapbox-gl", "latest", "Mapbox"),
        ("maplibre-gl", "1", ""),
        ("image:mongo", "3.6", ""),
        ("image:mongo", "4.4", "MongoDB server"),
        ("image:mongo", "", "MongoDB server"),
        ("image:redis", "7.2-alpine", ""),
        ("image:redis", "7.4", "Redis under RSAL or SSPL"),
        ("image:redis", "8.0", ""),
        ("image:redis", "alpine", ""),
        ("image:elasticsearch", "7.10.2", ""),
        ("image:elasticsearch", "8.4.1", "Elasticsearch"),
        ("image:elasticsearch", "8.16.0", ""),
        ("image:example/mongo", "6", ""),
        ("stripes", "", ""),
        ("boto3", "", ""),
        ("google/apiclient", "^2.11", "Google APIs"),
        ("google/protobuf", "^3", ""),
        ("edwinhoksberg/php-fcm", "^1.2", "Firebase"),
    ],
)
def test_only_closed_versions_are_marked(name: str, version: str, component: str) -> None:
    assert markers().component(name, version) == component


def test_a_marker_says_where_and_what_could_stand_there_instead() -> None:
    seen = a_snapshot({"web/package.json": '{\n "dependencies": {\n  "twilio": "^4"\n }\n}', "a.js": ""})
    reading = facts_of(seen).get("public_good.closed_components")
    assert reading == Value(
        ("Twilio: twilio in web/package.json",),
        (
            Evidence(
                "path", "web/package.json", 3, "closed component; open instead: RapidPro, Kannel, Jasmin",
                "Twilio: twilio in web/package.json",
            ),
            Evidence("fact", name="manifests read", value="1 of 1, at most two folders deep"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "path",
    ["examples/package.json", "tests/package.json", "node_modules/a/package.json", "docs/package.json"],
)
def test_examples_tests_and_foreign_code_do_not_count(path: str) -> None:
    reading = facts_of(a_snapshot({path: '{"dependencies": {"twilio": "4"}}'})).get(
        "public_good.closed_components"
    )
    assert isinstance(reading, Value)
    assert reading.value == ()


def test_a_gemfile_beside_a_gemspec_is_for_developers() -> None:
    library = {"geo.gemspec": "s.add_dependency 'csv'\n", "Gemfile": "gem 'mongoid'\n"}
    reading = facts_of(a_snapshot(library)).get("public_good.closed_components")
    assert isinstance(reading, Value)
    assert reading.value == ()


def test_an_unread_manifest_is_no_absence() -> None:
    unread = a_snapshot({"package.json": ""}, texts=Texts({}, partial="too much"))
    assert facts_of(unread).get("public_good.closed_components") == Unknown("package.json: too much")
    cut = a_snapshot(tree=Tree(("a.py",), partial="cut"))
    assert facts_of(cut).get("public_good.closed_components") == Unknown("cut")


def test_the_list_names_its_source_and_an_alternative_for_each_component() -> None:
    known = markers()
    packages = {*known.exact.values(), *dict(known.starts).values()}
    images = {what for name, what in known.exact.items() if name.startswith("image:")}
    assert packages - images - set(known.instead) == set()
    assert all(known.instead.values())


@pytest.mark.parametrize(
    ("paths", "texts", "read"),
    [
        (("Makefile", "kite.c"), {}, 0),
        (("setup.py", "requirements.txt", "tests/requirements.txt"), {"setup.py": "", "requirements.txt": ""}, 2),
        (("CMakeLists.txt", "lib/CMakeLists.txt"), {"CMakeLists.txt": "", "lib/CMakeLists.txt": Unknown("too large")}, 1),
    ],
)  # fmt: skip
def test_how_many_manifests_were_read_is_told(
    paths: tuple[str, ...], texts: dict[str, str | Unknown], read: int
) -> None:
    found = facts_of(a_snapshot({}, tree=Tree(paths), texts=Texts(texts))).get("public_good.manifests")
    assert isinstance(found, Value)
    assert found.value == read


def test_where_no_manifest_could_be_read_their_number_is_unknown() -> None:
    unread = facts_of(a_snapshot({"setup.py": Unknown("binary")})).get("public_good.manifests")
    hidden = facts_of(a_snapshot({}, tree=Tree((), partial="too many files"))).get("public_good.manifests")
    assert (unread, hidden) == (Unknown("setup.py: binary"), Unknown("too many files"))
