"""Components of our own: what they say of moments, lengths, lists, figures and addresses."""

import re
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Any

import pytest
import segno
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from dueregard.faces.web.drawings import WIDTH, Bar, Figure, square_code
from dueregard.faces.web.environment import amount, london, span
from dueregard.faces.web.listings import Column, Kind, Listing, Standing, Waiting

NOW = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
DASH = "\N{EN DASH}"


def drawn(source: str, **context: Any) -> str:
    return engines.all()[0].from_string(source).render(context)


def texts(markup: str) -> list[str]:
    """What is read, element by element."""
    return [text for text in map(str.strip, re.sub(r"<[^>]+>", "\n", markup).splitlines()) if text]


@pytest.mark.parametrize(
    ("at", "to_the", "said"),
    [
        (datetime(2025, 1, 3, 14, 5, tzinfo=UTC), "minute", "Friday 3 January 2025 at 14:05"),
        (datetime(2025, 7, 3, 23, 30, tzinfo=UTC), "minute", "Friday 4 July 2025 at 00:30"),
        (datetime(2025, 7, 3, 23, 30, tzinfo=UTC), "day", "Friday 4 July 2025"),
    ],
)
def test_a_moment_is_said_in_london_time(at: datetime, to_the: str, said: str) -> None:
    assert london(at, to_the) == said


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (3, "working-hour", "3 working hours"),
        (1, "working-day", "1 working day"),
        (1, "term", "1 term"),
        (12, "month", "12 months"),
        (0, "day", "0 days"),
    ],
)
def test_a_length_is_said_as_the_policy_gives_it(number: int, unit: str, said: str) -> None:
    assert amount(number, unit) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(), "1 minute"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
    ],
)
def test_a_span_is_never_longer_than_it_was(length: timedelta, said: str) -> None:
    assert span(length) == said


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (Waiting(NOW - 2 * HOUR, None, NOW), ["Waiting 2 hours"]),
        (Waiting(NOW - 2 * HOUR, NOW + 6 * HOUR, NOW), ["Due in 6 hours"]),
        (Waiting(NOW - 2 * HOUR, NOW - HOUR, NOW), ["Overdue by 1 hour"]),
        (
            Waiting(NOW - 2 * HOUR, NOW + HOUR, NOW, NOW - HOUR),  # past its aim, and still not late
            ["Due in 1 hour", "Aim: Wednesday 4 March 2026 at 13:05"],
        ),
    ],
)
def test_an_age_stands_against_its_limit_and_shows_its_aim(waiting: Waiting, said: list[str]) -> None:
    source = '{% from "components/status.html" import age %}{{ age(*waiting) }}'
    assert texts(drawn(source, waiting=waiting)) == said


@pytest.mark.parametrize(
    ("since", "due", "kind"),
    [(-9, 4, "good"), (-9, 3, "good"), (-9, 2, "soon"), (-9, 0, "soon"), (-9, -1, "late")],
)
def test_soon_is_the_last_quarter(since: int, due: int, kind: str) -> None:
    source = '{% from "components/status.html" import age %}{{ age(*waiting) }}'
    markup = drawn(source, waiting=Waiting(NOW + since * HOUR, NOW + due * HOUR, NOW))
    assert re.findall(r"dr-status--(\w+)", markup) == [kind]


def listing(kind: Kind, *cells: Any, older: str = "") -> str:
    columns = [
        Column("Reference", itemgetter(0), link="/{0[0]}/".format),
        Column("What", itemgetter(1), kind),
    ]
    made = Listing("Things", columns, [(f"A{n}", cell) for n, cell in enumerate(cells)], "Nothing.", older)
    return drawn('{% from "components/table.html" import table %}{{ table(listing) }}', listing=made)


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        ("text", "<b>", ["&lt;b&gt;"]),
        ("text", None, [DASH, "nothing"]),
        ("words", "parent-or-partner", ["parent or partner"]),
        ("number", 0, ["0"]),
        ("moment", NOW, ["Wednesday 4 March 2026 at 14:05"]),
        ("day", date(2026, 3, 4), ["4 March 2026"]),
        ("status", [Standing("late", "Danger"), Standing("soon", "new")], ["Danger", "new"]),
        ("age", Waiting(NOW - HOUR, None, NOW), ["Waiting 1 hour"]),
    ],
)
def test_a_cell_is_drawn_by_its_kind(kind: Kind, cell: Any, said: list[str]) -> None:
    markup = listing(kind, cell)
    assert texts(markup) == ["Things", "Reference", "What", "A0", *said]
    assert re.findall(r'<th scope="row".*?href="([^"]*)', markup, re.DOTALL) == ["/A0/"]


def test_a_cell_tells_its_heading_where_a_phone_shows_none() -> None:
    assert re.findall(r'data-label="([^"]*)"', listing("text", "a", "b")) == ["What", "What"]


def test_an_empty_list_says_what_to_do_and_has_no_headings() -> None:
    assert texts(listing("text")) == ["Nothing."]


@pytest.mark.parametrize(
    ("older", "links"),
    [("", []), ("2026-03-04T14:05:00+00:00&x", ["?after=2026-03-04T14%3A05%3A00%2B00%3A00%26x"])],
)
def test_the_way_to_older_rows_is_an_address_of_this_page(older: str, links: list[str]) -> None:
    assert re.findall(r'rel="next" href="([^"]*)"', listing("text", "a", older=older)) == links


POINTS = [("January", 6), ("February", 12), ("March", None), ("April", 3), ("May", 0)]


def figure(points: list[tuple[str, float | None]]) -> Figure:
    return Figure("Concerns", "Month", "Number", points)


def test_bars_are_as_long_as_their_numbers_and_a_hidden_one_is_a_gap() -> None:
    assert figure(POINTS).bars == [  # type: ignore[arg-type]
        Bar("January", 6, 0, 125),
        Bar("February", 12, 36, 250),
        Bar("March", None, 72, 0),
        Bar("April", 3, 108, 62.5),
        Bar("May", 0, 144, 0),
    ]


def test_a_line_breaks_at_what_is_not_shown() -> None:
    drawing = figure(POINTS)  # type: ignore[arg-type]
    assert drawing.places == [(34, 82), (102.5, 14), None, (239.5, 116), (308, 150)]
    assert drawing.strokes == ["34.0,82.0 102.5,14.0", "239.5,116.0 308.0,150.0"]


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_a_figure_says_all_its_numbers_in_words_too(kind: str) -> None:
    source = '{% from "components/figure.html" import figure %}{{ figure(of, "a", kind=kind) }}'
    markup = drawn(source, of=figure(POINTS), kind=kind)  # type: ignore[arg-type]
    table = texts(markup[markup.index("<table") :])
    assert table == [
        "Concerns",
        "Month",
        "Number",
        "January",
        "6",
        "February",
        "12",
        "March",
        "not shown",
        "April",
        "3",
        "May",
        "0",
    ]
    assert texts(re.findall(r"<desc.*?</desc>", markup)[0]) == [
        "Highest: February, 12. The table has every number."
    ]


@given(st.lists(st.tuples(st.just("a"), st.none() | st.floats(0, 1e9))))
def test_a_figure_of_any_numbers_stays_in_its_drawing(points: list[tuple[str, float | None]]) -> None:
    drawing = figure(points)
    assert all(0 <= bar.length <= WIDTH for bar in drawing.bars)
    assert all(0 <= x <= WIDTH and 14 <= y <= 150 for x, y in filter(None, drawing.places))


@given(st.from_regex(r"\Ahttps://[a-z]{1,20}\.example\.org/r/[a-z0-9]{6}/\Z"))
def test_a_square_code_has_the_modules_of_its_address(address: str) -> None:
    code = square_code(address)
    dark = {(int(x) - 4, int(y) - 4) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", code.path)}
    modules = segno.make_qr(address, error="q", boost_error=False).matrix
    assert dark == {(x, y) for y, row in enumerate(modules) for x, module in enumerate(row) if module}
    assert code.size == len(modules) + 8


def test_a_poster_writes_its_address_out() -> None:
    source = (
        '{% from "components/poster.html" import poster %}'
        '{% call poster("Worried?", address) %}<p>Tell us.</p>{% endcall %}'
    )
    markup = drawn(source, address="https://safe.example.org/r/ab3de5/")
    assert texts(markup) == ["Worried?", "Tell us.", "safe.example.org/r/ab3de5/"]
    assert re.findall(r'aria-label="(Square[^"]*)"', markup) == [
        "Square code of https://safe.example.org/r/ab3de5/"
    ]


@pytest.mark.parametrize(
    ("may_we_speak", "why", "said"),
    [
        ("yes", None, ["We may speak to them"]),
        ("no", "It is not safe.", ["Do not speak to them", "It is not safe."]),
        ("not-asked", None, ["Not asked whether we may speak to them"]),
        (None, None, []),
    ],
)
def test_a_person_says_whether_we_may_speak_to_them(
    may_we_speak: str | None, why: str | None, said: list[str]
) -> None:
    person = {"name": "Sam <b>", "part": "Witness", "may_we_speak": may_we_speak, "why": why}
    source = '{% from "components/cards.html" import person_card %}{{ person_card(person) }}'
    assert texts(drawn(source, person=person)) == ["Sam &lt;b&gt;", "Witness", *said]


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"made_at": NOW}, [f"Ada, Bo {DASH} Wednesday 4 March 2026 at 14:05"]),
        ({"made_at": None, "waits_for": "Waits for Cy"}, ["Ada, Bo", "Waits for Cy"]),
    ],
)
def test_a_decision_says_by_whom_when_and_why(decision: dict[str, Any], said: list[str]) -> None:
    whole = {
        "outcome": "Refer",
        "by": ["Ada", "Bo"],
        "rows": [{"key": "Reasons", "value": "Harm"}, {"key": "Told", "value": None}],
    }
    source = '{% from "components/cards.html" import decision_card %}{{ decision_card(decision) }}'
    assert texts(drawn(source, decision=whole | decision)) == [
        "Refer",
        *said,
        "Reasons",
        "Harm",
        "Told",
        "Not given",
    ]
