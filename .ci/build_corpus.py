"""Build hook: the wheel carries the corpus, as YAML for people and compiled to one JSON file for a quick start.

Editable installs and bare checkouts read `rules/` as it stands, so nothing is added to them.
"""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CorpusHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `oshealth/corpus/` and its `corpus.json` to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is written; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        compiled = Path(self.directory) / "corpus.json"
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_text(json.dumps(compile_corpus(Path(self.root)), ensure_ascii=False), "utf-8")
        build_data["force_include"] |= {
            "rules": "oshealth/corpus",
            str(compiled): "oshealth/corpus/corpus.json",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling calls it so
        """Called by hatchling when the wheel is written; takes the compiled corpus away again."""
        (Path(self.directory) / "corpus.json").unlink(missing_ok=True)


def compile_corpus(root: Path) -> dict[str, Any]:
    """Every YAML file of `rules/` by its path in there, as plain values; rules without their examples."""
    read_yaml = _strict_reader(root)
    rules = root / "rules"
    files = sorted(path for path in rules.glob("**/*.yaml") if path.is_file() and not path.is_symlink())
    corpus = {
        path.relative_to(rules).as_posix(): read_yaml(path.read_bytes().decode("utf-8"), str(path)).data
        for path in files
    }
    for data in corpus.values():
        data.pop("examples", None)
    return corpus


def _strict_reader(root: Path) -> Any:
    """The package's own reading of YAML, so that compiled and written rules can never differ.

    Its folders are imported without their `__init__`, which would ask for everything that oshealth depends on.
    """
    before = dict(sys.modules)
    for name in ("oshealth", "oshealth.rulebook"):
        sys.modules[name] = folder = ModuleType(name)
        folder.__path__ = [str(root.joinpath("src", *name.split(".")))]
    try:
        return importlib.import_module("oshealth.rulebook.yaml_lines").read_yaml
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "oshealth"]:
            del sys.modules[name]
        sys.modules.update({name: module for name, module in before.items() if name.startswith("oshealth")})
