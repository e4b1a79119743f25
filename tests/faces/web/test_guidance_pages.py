"""A new edition of law or guidance as pages: shown before anything is kept, taken on, taken back; and bad files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.catalogue_files import MOST_BYTES, read_catalogue
from dueregard.authority.policy.catalogues import catalogue
from dueregard.faces.cli.main import dueregard
from dueregard.ground.tenancy.operations import here
from dueregard.work.governance.models import GuidanceEdition, ReviewEvent
from household import make_person
from work.governance.editions import FIRST, NEXT, written
from work.governance.governing import POLICY, Crew, governed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
CLAIMING = POLICY.replace("```control role director\n", '```control role director\nmeets = ["HC-02"]\n')
DAY = {"since-day": "1", "since-month": "2", "since-year": "2026"}


@pytest.fixture
def crew() -> Iterator[Crew]:
    with governed(CLAIMING) as found:
        yield found


def file(content: str | bytes) -> SimpleUploadedFile:
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile("code.csv", data, content_type="text/csv")


def boxes(page: Any) -> dict[str, str]:
    found = hidden(page)
    assert "text" in found
    return {"text": found["text"]}


def test_a_file_is_shown_and_not_kept_then_taken_on_and_taken_back(crew: Crew) -> None:
    client = sign_in(crew.writer, here())
    there = reverse("guidance")
    assert "it came with the program" in text(client.get(there))
    shown = client.post(there, {"file": file(FIRST)})
    assert "It is the first edition of this text here. It asks 3 things." in text(shown)
    assert 'value="2026"' in text(shown)  # the day the file gives stands in the boxes
    assert GuidanceEdition.objects.count() == 0
    assert client.post(there, boxes(shown) | DAY).status_code == 302

    shown = client.post(there, {"file": file(NEXT.replace("\n", "\r\n"))})
    page = text(shown)
    assert "Against the edition 2026: 1 new, 1 that say something else, 1 gone." in page
    assert "The bell is rung in fog." in page
    assert "<del>" in page
    assert "Care: 1 Who does this (HC-02)" in page
    assert "Look at Care again</a> by" in page
    answer = client.post(there, boxes(shown) | DAY | {"since-month": "4"})
    row = GuidanceEdition.objects.get(since="2026-04-01")
    its = reverse("guidance-edition", args=[row.id])
    assert (answer.status_code, answer.headers["Location"]) == (302, its)
    assert "Wyn Writer took it on" in text(client.get(its))
    listed = text(client.get(there))
    assert listed.count("another took its place") == 1
    assert listed.count("Wyn Writer took it on") == 2
    assert ReviewEvent.objects.count() == 2
    assert client.post(its).status_code == 302
    assert client.get(its).status_code == 404


def test_what_is_wrong_is_said_beside_the_file_and_nothing_is_kept(crew: Crew) -> None:
    client = sign_in(crew.writer, here())
    bad: list[tuple[Any, str]] = [
        ({}, "Choose the file of the new edition."),
        ({"file": file("")}, "There is nothing in this file."),
        ({"file": file(FIRST.replace("HC-02", "HC-01"))}, "Row 15, “id”: HC-01 is there already."),
        ({"file": file(FIRST.replace("requirement", "demand"))}, "Row 13, “demand”: no catalogue has such"),
        ({"file": file(FIRST.encode("utf-16"))}, "is not in UTF-8"),
        ({"file": file(b"x" * (MOST_BYTES + 1))}, "it is larger than 1 MB."),
        ({"file": file(b"PK\x03\x04\x00\x00")}, "This is not a catalogue"),
        ({"file": file(written(nation="wales"))}, "This holds in Wales, and so not here."),
    ]
    for sent, said in bad:
        answer = client.post(reverse("guidance"), sent)
        assert answer.status_code == 422, said
        assert said in answer.content.decode(), said
    assert GuidanceEdition.objects.count() == 0


def test_a_day_that_cannot_be_loses_nothing(crew: Crew) -> None:
    client = sign_in(crew.writer, here())
    kept = boxes(client.post(reverse("guidance"), {"file": file(FIRST)}))
    for day, said in [
        (dict.fromkeys(DAY, ""), "Give the day, like 27 3 2026."),
        (DAY | {"since-day": "31"}, "This is not a day in the calendar."),
        (DAY | {"since-year": "2050"}, "This day lies more than ten years away."),
    ]:
        answer = client.post(reverse("guidance"), kept | day)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
        assert boxes(answer) == kept
    broken = client.post(reverse("guidance"), {"text": "nothing", **DAY})
    assert (broken.status_code, "has no column" in broken.content.decode()) == (422, True)
    assert GuidanceEdition.objects.count() == 0


def test_only_whoever_adopts_policies_comes_here(crew: Crew) -> None:
    for who in (crew.board, make_person("Tu Tor")):
        client = sign_in(who, here())
        for answer in (
            client.get(reverse("guidance")),
            client.post(reverse("guidance"), {"file": file(FIRST)}),
            client.post(reverse("guidance"), {"text": FIRST, **DAY}),
            client.get(reverse("guidance-edition", args=[uuid4()])),
        ):
            assert answer.status_code == 403
    assert GuidanceEdition.objects.count() == 0


def test_the_list_of_what_is_asked_follows_the_edition(crew: Crew) -> None:
    client = sign_in(crew.writer, here())
    client.post(reverse("guidance"), {"text": FIRST, **DAY})
    page = text(client.get(reverse("coverage"), {"catalogue": "harbour-code"}))
    assert "Of 3 things that are asked, clauses in force claim 1." in page
    assert "Claims of what nobody asks" not in page


def test_the_list_is_taken_along_and_read_back_as_the_same(crew: Crew) -> None:
    client = sign_in(crew.writer, here())
    client.post(reverse("guidance"), {"text": FIRST, **DAY})
    for document, rows in (("kcsie", dict(catalogue("kcsie"))), ("harbour-code", None)):
        answer = client.get(reverse("guidance-file", args=[document]))
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{document}.csv"'
        assert rows is None or dict(read_catalogue(answer.content)) == rows
        same = client.post(reverse("guidance"), {"file": file(answer.content)})
        assert (same.status_code, "nothing in it is new" in same.content.decode()) == (422, True)
    assert client.get(reverse("guidance-file", args=["nothing"])).status_code == 404
    assert sign_in(crew.board, here()).get(reverse("guidance-file", args=["kcsie"])).status_code == 403


def run(*words: str) -> Any:
    return CliRunner().invoke(dueregard, ["guidance", "diff", *words])


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(FIRST, encoding="utf-8")
    new.write_text(NEXT, encoding="utf-8")
    return str(old), str(new)


def test_the_command_line_says_what_changed_and_what_it_touches(crew: Crew, files: tuple[str, str]) -> None:
    found = json.loads(run(*files, "--json").stdout)
    assert found == {
        "schema": 1,
        "document": "harbour-code",
        "old": {"edition": "2026", "dated": "2026-01", "in_force_from": "2026-02-01"},
        "new": {"edition": "2027", "dated": "2026-02", "in_force_from": "2026-04-01"},
        "added": [
            {
                "id": "HC-04",
                "section": "Part two",
                "requirement": "The bell is rung in fog.",
                "force": ["guidance"],
            }
        ],
        "gone": [
            {
                "id": "HC-03",
                "section": "Part two",
                "requirement": "Somebody keeps the gate.",
                "force": ["guidance"],
            }
        ],
        "changed": [
            {
                "id": "HC-02",
                "columns": {
                    "requirement": {"old": "Lamps are lit at dusk.", "new": "Lamps are lit before dusk."},
                    "force": {"old": ["guidance"], "new": ["statutory"]},
                },
            }
        ],
    }
    more = json.loads(run(*files, "--provider", "harbour", "--json").stdout)
    assert more["touched"] == [{"policy": "care", "clause": "1", "ids": ["HC-02"]}]
    assert [one["policy"] for one in more["look_again"]] == ["care"]
    assert (more["cites"], more["read_again"]) == ([], [])
    plain = run(*files, "--provider", "harbour")
    assert plain.exit_code == 0
    assert "care: “1 Who does this” claims HC-02." in plain.stdout
    assert GuidanceEdition.objects.count() == 0


def test_the_command_line_refuses_with_a_sentence(files: tuple[str, str], tmp_path: Path) -> None:
    assert "Every row is as before." in run("kcsie", "kcsie").stdout
    assert len(catalogue("kcsie")) == 37
    for words in (
        (files[0], "kcsie"),
        (files[0], str(tmp_path / "none.csv")),
        (*files, "--provider", "nobody"),
    ):
        done = run(*words)
        assert done.exit_code == 1
        assert done.exception is not None
