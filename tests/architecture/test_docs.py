"""The written house agrees with the built one: examples pass the gate, links lead somewhere, commands exist.

A link whose text is a name in backticks and whose target is a Python file promises that the name is defined there.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner

from architecture.sources import ROOT, named, repository_files, tree
from architecture.test_words import INSIDE_ONLY
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.header import Header
from dueregard.authority.policy.kinds import KINDS
from dueregard.authority.policy.problems import Severity
from dueregard.authority.policy.values.time import Rule
from dueregard.authority.policy.values.when import UNKNOWN
from dueregard.config.environment import Environment
from dueregard.faces.cli.main import dueregard
from dueregard.work.casework.controls.facts import CASE_FACTS, Happening
from dueregard.work.casework.vocabulary import Question

GUIDE = ROOT / "docs" / "packs.md"
FENCE = re.compile(r"^(`{3,}) ?([^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
A_POLICY = """+++
language = 1
policy = "example"
title = "An example"
nation = "england"
owner = "role:dsl"
+++

## 1 An example {#1}

"""


def documents() -> list[Path]:
    """Everything we wrote in Markdown, but for the policies that ship: those have tests of their own."""
    return [path for path in repository_files() if path.suffix == ".md" and "archetypes" not in path.parts]


def fences(path: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a document: what they say they are, and what they hold."""
    return [(found[2], found[3]) for found in FENCE.finditer(path.read_text())]


def prose(path: Path) -> str:
    """A document without its fenced blocks."""
    return FENCE.sub("", path.read_text())


def ids(path: Path) -> str:
    return named(path)


# Examples of policies


def policies() -> Iterator[tuple[str, str]]:
    """Every example: whole policies as they are, clauses and single blocks after the front matter of another."""
    for path in documents():
        for number, (info, text) in enumerate(fences(path)):
            if info == "markdown":
                yield f"{named(path)} {number}", text if text.startswith("+++") else f"{A_POLICY}{text}"
            elif info.startswith("control "):
                yield f"{named(path)} {info}", f"{A_POLICY}```{info}\n{text}```\n"


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in policies()])
def test_every_example_passes_the_gate(text: str) -> None:
    problems = [
        p.render("policy.md")
        for p in judge(text.encode(), "policy.md").problems
        if p.severity is Severity.ERROR
    ]
    assert problems == []


def test_the_guide_shows_what_the_gate_really_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = fences(GUIDE)
    policy = next(text for info, text in blocks if info == "markdown")
    accepted, refused = (text for info, text in blocks if info == "text")
    monkeypatch.chdir(tmp_path)
    Path("policy.md").write_text(policy)
    assert CliRunner().invoke(dueregard, ["pack", "check", "policy.md"]).output == accepted
    spoilt = policy.replace("limit = { limit", "limt = { limit", 1)
    assert (
        "".join(f"{p.render('policy.md')}\n" for p in judge(spoilt.encode(), "policy.md").problems) == refused
    )


def test_the_guide_names_every_kind_and_every_key() -> None:
    sections = dict(
        re.findall(r"^### `([a-z-]+)`\n(.*?)(?=^##)", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    )
    assert {name: keys_in(text) for name, text in sections.items()} == {
        kind.name: keys_of(kind.Block) - {"meets", "note"} for kind in KINDS
    }
    assert {"meets", "note"} <= words(GUIDE)
    assert keys_of(Header) <= words(GUIDE)


def test_the_guide_names_every_answer_and_power() -> None:
    facts = {
        answer for fact in CASE_FACTS.values() for answer in fact.values or () if answer not in ("yes", "no")
    }
    rules = {rule.value.replace("-", "_") for rule in Rule}
    missing = {*facts, *CASE_FACTS, *Capability, *Happening, *Question, *rules, UNKNOWN} - words(GUIDE)
    assert missing == set()


def keys_in(section: str) -> set[str]:
    return set(re.findall(r"^\| `([a-z_]+)`", section, re.MULTILINE))


def keys_of(model: Any) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def words(path: Path) -> set[str]:
    """Every word that stands in backticks in a document."""
    return {word for code in re.findall(r"`([^`\n]+)`", prose(path)) for word in re.findall(r"[\w-]+", code)}


def test_the_words_of_the_glossary_that_stay_inside_are_those_the_screens_are_held_to() -> None:
    table = (
        (ROOT / "docs" / "glossary.md")
        .read_text()
        .partition("| inside | on screen |")[2]
        .partition("\n\n")[0]
    )
    inside = re.findall(r"^\| ([a-z][\w -]*) \|", table, re.MULTILINE | re.IGNORECASE)
    assert len(inside) > 10
    assert [word for word in inside if not INSIDE_ONLY.fullmatch(word)] == []


# Links, pictures and names


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_links_lead_somewhere(path: Path) -> None:
    assert [link for _, _, link in LINK.findall(prose(path)) if not leads(path, link)] == []


def test_every_document_can_be_reached() -> None:
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path in documents()
        for _, _, link in LINK.findall(prose(path))
    }
    assert [named(path) for path in documents() if path not in linked and path.name != "README.md"] == []


def leads(path: Path, link: str) -> bool:
    """Whether a link from a document reaches a file of the repository, and in it the heading it names."""
    if re.match(r"[a-z]+:", link):
        return not link.startswith("http:")
    where, _, heading = link.partition("#")
    target = (path.parent / where).resolve() if where else path
    if heading and target.suffix == ".md":
        return heading in {slug(title) for title in re.findall(r"^#+ (.*)$", prose(target), re.MULTILINE)}
    return target.is_dir() or target in repository_files()


def slug(title: str) -> str:
    """The anchor of a heading, as repository pages make it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_what_is_said_to_be_in_a_file_is_in_it(path: Path) -> None:
    missing = [
        f"{name} in {link}"
        for _, text, link in LINK.findall(prose(path))
        if link.endswith(".py") and (found := re.fullmatch(r"`(\w+)(?:\(\))?`", text))
        for name in [found[1]]
        if name not in defined((path.parent / link).resolve())
    ]
    assert missing == []


def defined(path: Path) -> set[str]:
    """The functions, classes and names a module defines, with the methods of its classes; or the module itself."""
    names = {path.stem}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    for node in tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else (getattr(node, "target", None),)
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_paths_in_the_text_are_there(path: Path) -> None:
    named_paths = re.findall(r"`((?:src|tests|docs|scripts|bench|frontend)/[\w./-]*)`", prose(path))
    assert [where for where in named_paths if not (ROOT / where).exists()] == []


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_every_picture_has_words(path: Path) -> None:
    pictures = [(text, path.parent / link) for mark, text, link in LINK.findall(prose(path)) if mark]
    assert [str(picture) for text, picture in pictures if len(text.split()) < 5 or not titled(picture)] == []


def titled(picture: Path) -> bool:
    """Whether a drawing says itself what it shows, for whoever cannot see it."""
    drawing = ElementTree.parse(picture).getroot()
    return all(drawing.findtext(f"{{http://www.w3.org/2000/svg}}{part}") for part in ("title", "desc"))


# Commands and settings


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_commands_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    code = "\n".join([*re.findall(r"`([^`\n]+)`", prose(path)), *(text for _, text in fences(path))])
    made = re.findall(r"^(?:\$ )?make ([a-z]+)", code, re.MULTILINE)
    run = re.findall(r"^(?:\$ )?dueregard ((?:[a-z]+(?:-[a-z]+)* ?)+)", code, re.MULTILINE)
    assert [target for target in made if target not in targets] == []
    assert [command for command in run if not is_command(command.split())] == []


def is_command(names: list[str]) -> bool:
    """Whether the command line knows the command these words begin with."""
    command: click.Command | None = dueregard
    while isinstance(command, click.Group) and names:
        command, names = command.commands.get(names[0]), names[1:]
    return command is not None


@pytest.mark.parametrize("path", documents(), ids=ids)
def test_settings_exist(path: Path) -> None:
    known = {f"DUEREGARD_{name.upper()}" for name in Environment.model_fields} | {
        "DUEREGARD_TEST_POSTGRES_URL"
    }
    assert set(re.findall(r"DUEREGARD_[A-Z_]+[A-Z]", path.read_text())) <= known
