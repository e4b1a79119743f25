"""The facts that ship with the product, as files beside this one; `domain.md` of the project is where they come from.

What no source confirms is not among them.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from ..rules.contents import Statement


def shipped_facts() -> Iterator[Statement]:
    """Every fact in the files beside this one, checked."""
    for file in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            for raw in tomllib.loads(file.read_text(encoding="utf-8"))["fact"]:
                yield Statement.model_validate(raw)
