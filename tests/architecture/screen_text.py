"""What a person may read on a screen: the text of templates, translated messages, sentences of refusals and rulings.

Code in templates (names, paths, keys) is left out; what a template translates is taken in, wherever it stands.
"""

import ast
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from jinja2 import Environment
from jinja2.ext import babel_extract

from architecture.sources import SRC, modules, tree

_SAID_ATTRIBUTES = {"alt", "aria-label", "content", "label", "placeholder", "title", "value"}
_RULINGS = {"allow", "deny", "Ruling"}
_JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_KEYWORDS: Any = DEFAULT_KEYWORDS | {f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items()}


def templates() -> list[Path]:
    """Every template of every package."""
    return sorted(
        path for path in SRC.rglob("*") if path.is_file() and "templates" in path.relative_to(SRC).parts
    )


class Markup(HTMLParser):
    """What is said, and what is styled or scripted in place, in one template's markup."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.in_place: list[str] = []
        self._silent = False
        # The code is cut out first, so that the rest is plain markup; its line breaks stay, for the numbers of lines.
        pieces = (
            value if kind == "data" else "\n" * value.count("\n") for _, kind, value in _JINJA.lex(source)
        )
        self.feed("".join(pieces))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says in its attributes, and a style or script that stands in the page."""
        names = {name for name, _ in attrs}
        line = self.getpos()[0]
        self._silent = tag in {"script", "style"}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.in_place.append(f"{line}: <{tag}>")
        self.in_place += [
            f"{line}: {name}=" for name in sorted(names) if name == "style" or name.startswith("on")
        ]
        self.in_place += [
            f"{line}: javascript:" for _, value in attrs if (value or "").startswith("javascript:")
        ]
        self.said += [value for name, value in attrs if name in _SAID_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        """What follows a script or style is said again."""
        self._silent = False

    def handle_data(self, data: str) -> None:
        """Note what is said between elements."""
        if data.strip() and not self._silent:
            self.said.append(" ".join(data.split()))


def said_by_template(source: str) -> list[str]:
    """The sentences of a template: its markup's, and whatever its code translates."""
    found = babel_extract(BytesIO(source.encode()), _KEYWORDS, [], {})
    translated = [message for _, _, messages, _ in found for message in _strings(messages)]
    return [*Markup(source).said, *translated]


def said_by_python() -> Iterator[tuple[Path, str]]:
    """Translated messages, and the sentences of refusals and rulings, with the module that says them.

    Left out are the command line and the language of policies, which speak to whoever writes policies and runs servers.
    """
    inside = (SRC / "config", SRC / "faces" / "cli", SRC / "authority" / "policy")
    shown = [path for path in modules(SRC) if not any(path.is_relative_to(folder) for folder in inside)]
    refusals = _refusals(shown)
    for path in shown:
        with path.open("rb") as file:
            for _, _, messages, _ in extract_python(file, _KEYWORDS, [], {"encoding": "utf-8"}):
                yield from ((path, message) for message in _strings(messages))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and node.name in refusals:
                yield path, ast.get_docstring(node) or ""
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in refusals | _RULINGS:
                yield from (
                    (path, sentence) for part in [*node.args, *node.keywords] for sentence in _constants(part)
                )


def _refusals(paths: list[Path]) -> set[str]:
    """The names of all classes that descend from `Refusal`."""
    classes = [node for path in paths for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    known = {"Refusal"}
    while more := {c.name for c in classes if {getattr(base, "id", "") for base in c.bases} & known} - known:
        known |= more
    return known


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _strings(messages: Any) -> list[str]:
    """What one call translates: a sentence, or several where there is a plural; None where it is computed."""
    return [message for message in ([messages] if isinstance(messages, str) else messages or ()) if message]
