"""What every file of the package does and does not do: it explains itself, is quiet, and looks only where it may."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import Function, Module, modules

PUBLIC = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
REASONED = re.compile(r"# noqa: PLC0415\W+\w\w+")
CLOCKS = frozenset({"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter"})


def _names(tree: ast.AST) -> Iterator[str]:
    return (
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    )


def _without_docstring(module: Module) -> Iterator[str]:
    if ast.get_docstring(module.tree) is None and module.tree.body:
        yield module.path
    for node in module.tree.body:
        if isinstance(node, PUBLIC) and not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield f"{module.path}:{node.lineno} {node.name}"


def test_every_module_and_every_public_name_states_its_promise() -> None:
    """Modules, and the classes and functions that others may use; ruff sees to the methods."""
    assert [name for module in modules("src") for name in _without_docstring(module)] == []


def test_every_test_file_says_what_it_is_about() -> None:
    """A folder's empty `__init__` needs no words."""
    silent = [
        module.path for module in modules("tests") if module.tree.body and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_only_the_command_line_prints() -> None:
    """Everything else returns what it has to say."""
    loud = [
        f"{module.path}:{node.lineno}"
        for module in modules("src")
        if not module.path.startswith("src/oshealth/cli/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "input"}
    ]
    assert loud == []


def test_an_import_inside_a_function_gives_its_reason() -> None:
    """Nobody should have to guess what it would cost, or break, at the top of the file."""
    unexplained = [
        f"{module.path}:{node.lineno} {module.line(node.lineno).strip()}"
        for module in modules("src")
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not REASONED.search(module.line(node.lineno))
    ]
    assert unexplained == []


@pytest.mark.parametrize("wing", ["facts", "rulebook", "assessment", "formats", "reference"])
def test_only_a_look_reads_the_clock(wing: str) -> None:
    """Time is evidence: outside the sources every "now" is the snapshot's `as_of`."""
    ticking = [
        f"{module.path}:{node.lineno}"
        for module in modules(f"src/oshealth/{wing}")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and {*_names(node.func.value)} & {"datetime", "date", "time"}
    ]
    assert ticking == []


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_a_name_says_the_thing(folder: str) -> None:
    """No Manager, Helper or Utils, no Base or Abstract: such a name says that none was found."""
    vague = re.compile(r"(Manager|Helper|Utils?)$|_(helper|utils?)$|^(Base|Abstract)[A-Z]")
    named = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules(folder)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef | Function) and vague.search(node.name)
    ]
    assert named == []
