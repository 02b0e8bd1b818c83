"""Files and functions stay small enough to be read whole."""

from statistics import median

from tests.house.sources import length, modules

LINES, LINES_AT_MOST = 300, 350
TEST_LINES_AT_MOST = 600
BODY, BODY_AT_MOST = 40, 60
USUAL_BODY = 8


def test_no_file_outgrows_a_reader() -> None:
    """Some 300 lines a file; very few may have a little more."""
    sizes = {module.path: len(module.text.splitlines()) for module in modules("src")}
    assert {path: size for path, size in sizes.items() if size > LINES_AT_MOST} == {}
    assert sum(size > LINES for size in sizes.values()) <= len(sizes) // 50


def test_no_test_file_outgrows_a_reader() -> None:
    """Tests may be longer, because tables of examples are."""
    sizes = {module.path: len(module.text.splitlines()) for module in modules("tests")}
    assert {path: size for path, size in sizes.items() if size > TEST_LINES_AT_MOST} == {}


def test_functions_are_short() -> None:
    """Half of them have at most eight lines, almost none over forty, none over sixty."""
    sizes = {
        f"{module.path}:{function.lineno} {function.name}": length(function)
        for module in modules("src")
        for function in module.functions()
    }
    assert {name: size for name, size in sizes.items() if size > BODY_AT_MOST} == {}
    assert sum(size > BODY for size in sizes.values()) <= len(sizes) // 100
    assert median(sizes.values()) <= USUAL_BODY
