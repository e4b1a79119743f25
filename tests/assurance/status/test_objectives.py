"""An objective stands as what bears it does: live, on a past day, under another edition, and on the pages."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.status.lapsing import DONE_ON, LAPSED, POLICY, clause, learns, noon
from assurance.status.reporting import pack
from desk_support import sign_in, text
from dueregard.assurance.status.effects.reckoning import effects
from dueregard.assurance.status.keeping import keep_reading
from dueregard.assurance.status.past import stood
from dueregard.assurance.status.queries import clause_of, clauses
from dueregard.assurance.status.rules.findings import Flaw
from dueregard.assurance.status.self_audit import self_audit
from dueregard.authority.policy.answers import Status
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment, utc_now
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
DAY = timedelta(days=1)
AIMS = (
    POLICY.replace(b'["manage-registers"]', b'["manage-registers", "see-board-figures"]')
    + b"""
## 3 What it is for {#3}

Everybody is safe.

```control objective safe
aim = "Keep everybody safe."
audience = { standing = ["learner", "staff"] }
borne_by = ["training.yearly", "course.safeguarding"]
```

```control objective above
aim = "Be a place to be proud of"
area = "Leading"
borne_by = ["objective.safe"]
```

## 4 What else {#4}

We are kind.

```control objective kind
aim = "Be kind"
```
"""
)


def begin() -> UUID:
    """The policy in force, and somebody who did what it asks, once."""
    adopt(data=AIMS, path="learning.md", actor=SETUP, now=NOON)
    person = make_person("Lin Learner")
    learns(person, on=DONE_ON, now=NOON)
    return person


def statuses(moment: Moment, id: str = "3", circle: Stream = Stream.OPEN) -> list[Status]:
    return [one.reading.status for one in clause(clauses(moment, circle=circle), id).controls]


def test_it_turns_when_what_bears_it_lapses_and_says_what() -> None:
    with inside():
        begin()
        assert statuses(Moment.end_of(DONE_ON)) == [Status.MET, Status.MET]
        late = Moment.end_of(LAPSED)
        assert statuses(late) == [Status.AT_RISK, Status.AT_RISK]
        safe, above = clause(clauses(late), "3").controls
        assert (
            safe.reading.because
            == "at risk: training (“2 What we learn”); no occasion: course (“2 What we learn”)"
        )
        assert above.reading.because == "at risk: objective (“3 What it is for”)"
        assert safe.reading.count is None
        assert [(one.clause, one.reading.status) for one in safe.borne_by] == [
            ("2", Status.AT_RISK), ("2", Status.NO_OCCASION),
        ]  # fmt: skip
        assert statuses(late, "4") == [Status.NOT_SET]
        # The page of one clause asks what bears it as well, and finds the same.
        found = clause_of("learning", "3", late)
        assert found
        assert found[1] == clause(clauses(late), "3")


def test_what_was_learnt_later_does_not_change_what_was_known() -> None:
    with inside():
        person = begin()
        keep_reading(Moment.end_of(LAPSED), actor=SETUP, now=noon(LAPSED + DAY))
        later = noon(LAPSED + 30 * DAY)
        learns(person, on=LAPSED - DAY, now=later)
        past = stood(LAPSED)
        assert past.kept
        assert past.difference is None
        assert clause(past.clauses, "3").status is Status.AT_RISK
        since = stood(LAPSED, known_at=later)
        assert clause(since.clauses, "3").status is Status.MET
        assert since.difference
        assert since.difference.clauses == ("learning 2", "learning 3")


def test_another_edition_that_bears_it_otherwise_is_reckoned_with_it() -> None:
    with inside():
        begin()
        now = Moment.end_of(LAPSED)
        longer = pack(AIMS.replace(b'grace = "2 weeks"', b'grace = "1 day"'))
        tried = {
            one.place.words: one for one in effects(longer, now).dry_runs if one.place.kind == "objective"
        }
        assert [(one.before.status, one.after.status) for one in tried.values() if one.before and one.after] == [
            (Status.AT_RISK, Status.NOT_MET), (Status.AT_RISK, Status.NOT_MET),
        ]  # fmt: skip
        assert effects(pack(AIMS), now).nothing
        gone = pack(AIMS.replace(b'borne_by = ["training.yearly", "course.safeguarding"]', b"borne_by = []"))
        (safe, _above) = (one.after for one in effects(gone, now).dry_runs)
        assert safe
        assert safe.status is Status.NOT_SET


def test_it_asks_no_more_than_what_bears_it() -> None:
    with inside():
        begin()
        now = Moment.end_of(LAPSED)
        clauses(now)
        counts = []
        for data in (AIMS[: AIMS.index(b"## 3")], AIMS):
            adopt(data=data, path="learning.md", actor=SETUP, now=noon(LAPSED))
            clauses(now)
            scope.forget()
            with CaptureQueriesContext(connection) as asked:
                clauses(now)
            counts.append(len(asked))
        assert counts[0] == counts[1]


def test_looking_through_names_one_for_which_nothing_is_done() -> None:
    with inside():
        begin()
        (one,) = self_audit(Moment.now(NOON))
        found = [(each.clause, each.sentence) for each in one.findings if each.flaw is Flaw.BORNE_BY_NOTHING]
        assert found == [("4", "Objective “kind”: the policy does not say what is done for it.")]


def page(client: Client, clause: str) -> str:
    return text(client.get(reverse("clause", args=["learning", clause])))


def test_its_page_lists_and_draws_what_bears_it_each_as_it_stands() -> None:
    with inside() as provider:
        begin()
        learns(make_person("Nia New"), on=utc_now().date(), now=utc_now())
        client = sign_in(make_holder("Bo Ard", "hr"), provider)
        shown = page(client, "3")
        assert "Keep everybody safe (for all learners and staff)." in shown
        assert shown.count("What bears it</h4>") == len(["safe", "above"])
        assert f'href="{reverse("clause", args=["learning", "2"])}">2 What we learn</a> (training)' in shown
        drawn = re.search(r'<svg class="dr-figure__drawing"[^>]*bears-1-title.*?</svg>', shown, re.DOTALL)
        assert drawn
        assert drawn[0].count("<rect") == drawn[0].count("2 What we learn</text>") == 1 + 1
        assert "What bears it</h4>" not in page(client, "4")
        assert "the policy does not say what bears it" in page(client, "4").casefold()
        assert "What it is for</h2>" in page(client, "2")
        assert (
            sign_in(make_person("Tu Tor"), provider)
            .get(reverse("clause", args=["learning", "3"]))
            .status_code
            == 404
        )


def test_everybody_reads_what_bears_it_and_not_how_that_stands() -> None:
    with inside() as provider:
        begin()
        shown = text(Client().get(reverse("report-policy", args=[provider.short_code, "learning"])))
        part = shown[shown.index('id="objective-safe"') :]
        assert "Keep everybody safe (for all learners and staff)" in part
        assert '<a class="govuk-link" href="#clause-2">2 What we learn</a>' in part
        assert part.count("<circle") == len(["safe", "above"])
        assert "This policy does not say yet what is done for it." in part
        told = re.sub(r"<[^>]+>", " ", part).casefold()
        assert not any(re.search(rf"\b{status}\b", told) for status in Status)
        assert "dr-stack" not in part
