"""What may import what: the contracts in pyproject.toml, and no circles anywhere."""

from graphlib import TopologicalSorter

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.house.sources import ROOT


def test_imports_go_downwards_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Every wing has a floor, and the floors, and what judging may not touch, are as pyproject.toml says."""
    ended = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert ended == 0, capsys.readouterr().out


def test_no_module_imports_itself_by_way_of_others() -> None:
    """A circle would raise CycleError, which names the modules on it."""
    graph = grimp.build_graph("oshealth", cache_dir=None, exclude_type_checking_imports=True)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    order = [*TopologicalSorter(imports).static_order()]
    assert len(order) == len(graph.modules)
