"""A new edition of guidance: its list is chosen as a file, seen beside the one before, taken on, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.screens import DESKTOP
from journeys.steps import login, look, press, sign_in
from work.governance.editions import FIRST, NEXT
from work.governance.governing import POLICY, governed

pytestmark = pytest.mark.django_db(transaction=True)
CLAIMING = POLICY.replace("```control role director\n", '```control role director\nmeets = ["HC-02"]\n')
SEE, TAKE_ON = "See what it changes", "Take this edition on"


def test_a_list_is_seen_before_it_is_taken_on(somebody: Callable[..., Page], tmp_path: Path) -> None:
    with governed(CLAIMING) as crew:
        name = login(crew.writer, "wyn")
    files: list[Path] = []
    for text in (FIRST, FIRST.replace("HC-02", "HC-01"), NEXT):
        files.append(tmp_path / f"{len(files)}.csv")
        files[-1].write_text(text, encoding="utf-8")
    page = somebody(DESKTOP)
    sign_in(page, name)
    page.goto("/desk/policies/")
    page.get_by_role("link", name="New editions of law and guidance").click()
    look(page)
    chosen(page, files[0])
    press(page, TAKE_ON)
    page.get_by_role("link", name="Editions of law and guidance").click()
    chosen(page, files[1])
    expect(page.get_by_role("link", name="Row 15, “id”: HC-01 is there already.")).to_be_visible()
    look(page)
    chosen(page, files[2])
    expect(page.get_by_text("1 new, 1 that say something else, 1 gone")).to_be_visible()
    look(page)
    page.get_by_label("Month").fill("13")
    press(page, TAKE_ON)
    expect(page.get_by_role("link", name="This is not a day in the calendar.")).to_be_visible()
    look(page)
    page.get_by_label("Month").fill("4")
    press(page, TAKE_ON)
    expect(page.get_by_text("Wyn Writer took it on")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Which clauses answer it").click()
    expect(page.get_by_text("Of 3 things that are asked, clauses in force claim 1.")).to_be_visible()
    look(page)
    page.go_back()
    press(page, "Take it back")
    expect(page.get_by_text("another took its place")).to_have_count(0)
    look(page)


def chosen(page: Page, file: Path) -> None:
    """Choose the file of an edition."""
    page.get_by_label("The list of what the new edition asks").set_input_files(file)
    press(page, SEE)
