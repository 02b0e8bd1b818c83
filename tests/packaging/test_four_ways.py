"""oshealth knows the same rules however it came: as a wheel, by way of an sdist, editable, or as a bare checkout."""

import json
import shutil
import sys
import tarfile
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from oshealth.rulebook.packs import read_pack
from oshealth.rulebook.plain import plain
from oshealth.rulebook.yaml_lines import read_yaml
from oshealth.version import VERSION
from tests.packaging.environments import CARRIED, ROOT, TO_BUILD, Environment, an_environment, site_packages

EVERY_RULE = """
import json
from oshealth.rulebook.packs import bundled_pack
from oshealth.rulebook.plain import plain
pack = bundled_pack()
rules = {rule.id: plain(rule.text) for rule in pack.rules.values()}
print(json.dumps([rules, {name: profile.data for name, profile in pack.profiles.items()}]))
"""
COMMAND_LINE = "from oshealth.cli import main; main()"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as it stands, so that nobody can change it while we look."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in CARRIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name,
                copy / name,
                ignore=shutil.ignore_patterns("__pycache__", "node_modules", "*.tgz"),
            )
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What an isolated build has: the requirements of `[build-system]`, and none of our dependencies."""
    return an_environment(tmp_path_factory.mktemp("builder"), only=TO_BUILD)


@pytest.fixture(scope="module")
def wheel(checkout: Path, builder: Environment) -> Path:
    """The wheel built from the checkout."""
    return built(builder, checkout, "wheel")


@pytest.fixture(scope="module")
def unpacked(checkout: Path, builder: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the sdist holds."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(built(builder, checkout, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"oshealth-{VERSION}"


def built(builder: Environment, source: Path, target: str) -> Path:
    """Builds a target from a source; where it lies."""
    into = builder.home / f"{source.name}-{target}"
    builder.run("python", "-m", "hatchling", "build", "-t", target, "-d", str(into), cwd=source)
    (artifact,) = into.iterdir()
    return artifact


def rules_of(checkout: Path) -> Any:
    """The rules and profiles of a checkout in the shape that EVERY_RULE prints."""
    pack = read_pack(checkout / "rules")
    rules = {rule.id: plain(rule.text) for rule in pack.rules.values()}
    for rule in rules.values():
        del rule["examples"]
    return json.loads(json.dumps([rules, {name: profile.data for name, profile in pack.profiles.items()}]))


def test_installed_from_a_wheel(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    """The command runs, and every rule and profile is there as written."""
    environment = an_environment(tmp_path / "venv")
    environment.install(str(wheel))
    assert environment.run("oshealth", "--version") == f"oshealth {VERSION}\n"
    assert environment.asked(EVERY_RULE) == rules_of(checkout)


def test_installed_from_a_wheel_that_was_built_from_an_sdist(
    checkout: Path, builder: Environment, unpacked: Path, tmp_path: Path
) -> None:
    """A distributor who starts from the sdist gets the same."""
    environment = an_environment(tmp_path / "venv")
    environment.install(str(built(builder, unpacked, "wheel")))
    assert environment.run("oshealth", "--version") == f"oshealth {VERSION}\n"
    assert environment.asked(EVERY_RULE) == rules_of(checkout)


def test_installed_editable_a_changed_rule_takes_effect_at_once(checkout: Path, tmp_path: Path) -> None:
    """An editable install reads the rules of the checkout, and keeps no copy that could grow old."""
    mine = tmp_path / "mine"
    shutil.copytree(checkout, mine)
    environment = an_environment(tmp_path / "venv")
    environment.install("-e", str(mine))
    assert environment.run("oshealth", "--version") == f"oshealth {VERSION}\n"
    assert environment.asked(EVERY_RULE) == rules_of(checkout)
    rule = mine / "rules" / "sustainability" / "bus-factor.yaml"
    rule.write_text(rule.read_text("utf-8").replace("\nweight: ", "\nweight: 1 # was "), "utf-8")
    assert environment.asked(EVERY_RULE)[0]["bus-factor"]["weight"] == 1
    assert not (site_packages(environment.home) / "oshealth").exists()


def test_run_from_a_bare_checkout(checkout: Path, tmp_path: Path) -> None:
    """Nothing was built or installed; the source folder on the path is enough."""
    environment = an_environment(tmp_path / "venv")
    path = str(checkout / "src")
    told = environment.run("python", "-c", COMMAND_LINE, "--version", path=path)
    assert told == f"oshealth {VERSION}\n"
    assert environment.asked(EVERY_RULE, path=path) == rules_of(checkout)


def test_the_wheel_carries_the_rules_the_schemas_and_the_license(checkout: Path, wheel: Path) -> None:
    """Every file of `rules/` and of the package is in the wheel, and nothing of the tests."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {
        f"oshealth/{path.relative_to(checkout / 'src' / 'oshealth')}"
        for path in (checkout / "src" / "oshealth").glob("**/*")
        if path.is_file()
    }
    corpus = {
        f"oshealth/corpus/{path.relative_to(checkout / 'rules')}"
        for path in (checkout / "rules").glob("**/*")
        if path.is_file()
    }
    about = f"oshealth-{VERSION}.dist-info"
    assert {"oshealth/py.typed", "oshealth/corpus/pack.yaml"} <= package | corpus
    assert names == package | corpus | {"oshealth/corpus/corpus.json"} | {
        f"{about}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }


def test_the_compiled_corpus_says_what_the_files_say(checkout: Path, wheel: Path) -> None:
    """Compiled values are those of our own strict reader, `no` and `1.10` included; examples stay behind."""
    with zipfile.ZipFile(wheel) as archive:
        compiled = json.loads(archive.read("oshealth/corpus/corpus.json"))
    rules = checkout / "rules"
    written = {
        path.relative_to(rules).as_posix(): read_yaml(path.read_text("utf-8"), str(path)).data
        for path in rules.glob("**/*.yaml")
    }
    assert compiled == {
        name: {key: value for key, value in data.items() if key != "examples"}
        for name, data in written.items()
    }


def test_the_sdist_holds_everything_that_a_distributor_needs(checkout: Path, unpacked: Path) -> None:
    """Tests and rules are in it, so that it can be checked where it is built."""
    carried = {path.relative_to(checkout).as_posix() for path in checkout.glob("**/*") if path.is_file()}
    holds = {path.relative_to(unpacked).as_posix() for path in unpacked.glob("**/*") if path.is_file()}
    assert holds == carried | {"PKG-INFO"}


def test_building_does_not_disturb_who_has_oshealth_loaded() -> None:
    """The build borrows our reader under our name; whoever builds in the same process keeps their own."""
    spec = spec_from_file_location("build_corpus", ROOT / ".ci" / "build_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    hook = module_from_spec(spec)
    spec.loader.exec_module(hook)
    before = {name: module for name, module in sys.modules.items() if name.startswith("oshealth")}
    assert "pack.yaml" in hook.compile_corpus(ROOT)
    assert {name: module for name, module in sys.modules.items() if name.startswith("oshealth")} == before
