"""Screens speak the words of people, not ours, and every style and script comes from a file."""

import re

import pytest

from architecture.screen_text import Markup, said_by_python, said_by_template, templates
from architecture.sources import named

# design.md, "Words": inside only. An evidence pack and a subject access request are what people call them.
INSIDE_ONLY = re.compile(
    r"\b(?:(?<!evidence )packs?|controls?|clause ids?|ladders?|walls?|circles?|obligations?|sweeps?|ledgers?"
    r"|shred(?:s|ded|ding)?|break[- ]glass|archetypes?|subjects?(?! access)|merkle|confidential)\b",
    re.IGNORECASE,
)


def test_no_screen_uses_an_inside_word() -> None:
    said = [(path, text) for path in templates() for text in said_by_template(path.read_text())]
    found = [
        f"{named(path)}: {match[0]!r} in {text!r}"
        for path, text in [*said, *said_by_python()]
        for match in INSIDE_ONLY.finditer(text)
    ]
    assert found == []


def test_every_page_of_the_desk_has_a_title_of_its_own() -> None:
    desk = [path for path in templates() if '{% extends "desk/layout.html" %}' in path.read_text()]
    assert len(desk) > 50
    assert [named(path) for path in desk if "{% block title %}" not in path.read_text()] == []


def test_no_page_says_twice_in_its_title_that_something_is_wrong() -> None:
    """The frame of every page says it, where the page has a `form` with faults; a page says it of any other."""
    twice = re.compile(r"{% block title %}{% if form\.errors %}")
    assert [named(path) for path in templates() if twice.search(path.read_text())] == []


def test_no_template_styles_or_scripts_in_place() -> None:
    found = {named(path): places for path in templates() if (places := Markup(path.read_text()).in_place)}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Download the evidence pack", []),
        ("Choose a pack", ["pack"]),
        ("Who it goes to", []),
        ("The next rung of the ladder", ["ladder"]),
        ("Controller of the data", []),
        ("Make a subject access request", []),
        ("The subject of this concern", ["subject"]),
        ("This is CONFIDENTIAL", ["CONFIDENTIAL"]),
        ("Break-glass access", ["Break-glass"]),
        ("Wallet card", []),
    ],
)
def test_an_inside_word_is_known_when_read(text: str, words: list[str]) -> None:
    assert INSIDE_ONLY.findall(text) == words


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>Who it goes\n to</p>", ["Who it goes to"]),
        ('{% from "ladder.html" import ladder %}{{ ladder(circle) }}', []),
        ('{{ button({"text": _("Send it"), "name": "subject"}) }}', ["Send it"]),
        ("{% trans n=5 %}Due in {{ n }} days{% endtrans %}", ["Due in days", "Due in %(n)s days"]),
        ('<a href="/ladder" title="Go on">{# the ladder #}</a>', ["Go on"]),
        ('<script src="a.js">ladder</script>', []),
    ],
)
def test_a_template_says_what_people_read(template: str, said: list[str]) -> None:
    assert said_by_template(template) == said


@pytest.mark.parametrize(
    ("template", "places"),
    [
        ('<p class="a">\n<script src="{{ static("a.js") }}"></script>', []),
        ("<p>\n<script>1</script>", ["2: <script>"]),
        ("{% if\n x %}<style>p{}</style>{% endif %}", ["2: <style>"]),
        ('<p style="{{ x }}" onclick="y()">', ["1: onclick=", "1: style="]),
        ('<a href="javascript:history.back()">', ["1: javascript:"]),
    ],
)
def test_style_and_script_in_place_are_found(template: str, places: list[str]) -> None:
    assert Markup(template).in_place == places
