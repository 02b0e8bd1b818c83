"""The project's own Python files as syntax trees, for tests that read the house itself."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

ROOT = Path(__file__).resolve().parents[2]
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One file: its path from the top, its text, and what Python makes of it."""

    path: str
    text: str
    tree: ast.Module

    def line(self, number: int) -> str:
        """A line of the text, counted from 1."""
        return self.text.splitlines()[number - 1]

    def functions(self) -> Iterator[Function]:
        """Every function and method in it."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def modules(folder: str) -> tuple[Module, ...]:
    """Every Python file under a folder of the project."""
    return tuple(_module(path) for path in sorted((ROOT / folder).glob("**/*.py")))


@cache
def _module(path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def length(function: Function) -> int:
    """How many lines a function has below its signature, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0
