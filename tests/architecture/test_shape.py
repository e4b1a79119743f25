"""Files and functions stay of a size to be read at one sitting, and every import stands at the top or says why not."""

import ast
from collections.abc import Iterator

import pytest

from architecture.sources import ROOT, SRC, modules, named, tree

MOST_LINES_OF_A_FILE = 350
MOST_LINES_OF_A_FUNCTION = 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
IN_TIME = {
    # A sheet is used up when its code was typed.
    "src/dueregard/authority/identity/second_steps.py: _use_recovery",
    # What is owed was asked then, and is held against what was closed since.
    "src/dueregard/mechanisms/clocks/operations/reconciling.py: _settle",
}


def test_no_file_is_too_long() -> None:
    long = {
        named(path): lines
        for path in modules(SRC)
        if (lines := _lines(path.read_text())) > MOST_LINES_OF_A_FILE
    }
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{named(path)}: {node.name}": length
        for path in modules(SRC)
        for node in ast.walk(tree(path))
        if isinstance(node, FUNCTIONS) and (length := _length(node)) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_every_deferred_import_says_why() -> None:
    """An import inside a function usually hides one that goes up; where it is right, a comment tells why."""
    silent = [
        f"{named(path)}:{line}"
        for path in modules(SRC, ROOT / "tests", ROOT / "scripts")
        for line in silent_deferred_imports(path.read_text())
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import os\ndef f():\n    pass\n", []),
        ("def f():\n    import os\n", [2]),
        ("def f():\n    import os  # noqa: PLC0415\n", [2]),
        ("def f():\n    import os  # models are ready only now\n", []),
        ("def f():\n    # models are ready only now\n    import os\n", []),
        ("class C:\n    def f(self):\n        if True:\n            from os import path\n", [4]),
        ("def f():\n    '''# not a comment'''\n    import os\n", [3]),
    ],
)
def test_a_deferred_import_is_found(source: str, lines: list[int]) -> None:
    assert silent_deferred_imports(source) == lines


def silent_deferred_imports(source: str) -> list[int]:
    """The lines of imports inside functions with no reason on the same line or on the line above."""
    text = source.splitlines()
    deferred = {
        statement.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, FUNCTIONS)
        for statement in _within(function)
    }
    return [
        line
        for line in sorted(deferred)
        if not (_reason(text[line - 1]) or _reason(text[line - 2], alone=True))
    ]


def _within(function: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.walk(function):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def _reason(line: str, *, alone: bool = False) -> bool:
    code, _, comment = line.partition("#")
    if alone and code.strip():
        return False
    return len([word for word in comment.split() if word.isalpha()]) >= 3


def _lines(text: str) -> int:
    return text.count("\n")


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_in_a_turn_no_operation_uses_the_clock_that_was_read_before_it() -> None:
    """Between looking at the clock and the turn others may have written; what is dated before them lies under them."""
    too_early = {
        f"{named(path)}: {function.name}"
        for path in modules(SRC)
        for function in ast.walk(tree(path))
        if isinstance(function, FUNCTIONS)
        for block in ast.walk(function)
        if isinstance(block, ast.With) and any(_takes_turn(item.context_expr) for item in block.items)
        for node in (node for statement in block.body for node in ast.walk(statement))
        if isinstance(node, ast.Name) and node.id == "now"
    }
    assert too_early == IN_TIME


def _takes_turn(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Call) and getattr(expression.func, "id", "") == "turn"
