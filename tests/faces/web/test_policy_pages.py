"""A policy's life on the desk: every page of it, for whoever writes, whoever signs and whoever may do neither."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.governance.models import Draft, Publication
from household import make_person
from work.governance.governing import POLICY, Crew, changed, governed, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
ALL = "/desk/policies/drafts/"
HOSTILE = "<script>alert(1)</script> ![x](https://example.org/p.png) [y](javascript:alert(2)) **really**"


class House:
    """A director, a writer and somebody of the board, a tutor without a post, and the policy they keep."""

    def __init__(self, provider: Provider, crew: Crew) -> None:
        self.provider, self.crew = provider, crew
        self.tutor_id = make_person("Tu Tor")

    def sign_in(self) -> None:
        """Each in a browser of their own."""
        people = (self.crew.director, self.crew.writer, self.crew.board, self.tutor_id)
        self.director, self.writer, self.board, self.tutor = (sign_in(one, self.provider) for one in people)

    def begun(self, new: str = "", by: Client | None = None) -> str:
        """A draft of the policy in force, with another text where one is given: its address."""
        who = by or self.writer
        one = str(who.post(f"{ALL}begin/", {"form": "in-force", "policy": "care"}).headers["Location"])
        if new:
            assert self.keep(one, new, who).status_code == 302
        return one

    def keep(self, one: str, new: str, by: Client | None = None) -> Any:
        """Type another text over the one that stands."""
        who = by or self.writer
        return who.post(f"{one}file/", hidden(who.get(f"{one}file/")) | {"text": new})

    def put(self, new: str, change: str = "substance") -> str:
        """A draft that waits for those who sign."""
        one = self.begun(new)
        assert self.writer.post(f"{one}forward/", {"change": change}).status_code == 302
        return one

    def says(self, who: Client, one: str, said: str = "yes", words: str = "") -> Any:
        """Yes or no, in the one post of theirs."""
        page = who.get(f"{one}sign/")
        assert page.status_code == 200
        capacity = re.findall(r'name="capacity" type="radio" value="([^"]*)"', page.content.decode())
        return who.post(f"{one}sign/", hidden(page) | {"capacity": capacity[0], "said": said, "words": words})

    def signed(self, new: str) -> str:
        """A draft that can be published."""
        one = self.put(new)
        assert self.says(self.writer, one).status_code == 302
        assert self.says(self.director, one).status_code == 302
        return one


@pytest.fixture(scope="module")
def built(lasting: Callable[[], AbstractContextManager[None]]) -> House:
    """Built once; each test undoes what it did."""
    with lasting(), governed() as crew:
        return House(Provider.objects.get(pk=scope.provider_id()), crew)


@pytest.fixture
def there(built: House) -> Iterator[House]:
    with enter(built.provider):
        built.sign_in()
        yield built


def test_from_a_draft_to_an_edition_in_force(there: House) -> None:
    one = there.begun(changed(reworded()))
    page = text(there.writer.get(one))
    assert "Being written" in page
    assert "is looked at again: within 6 months" in page
    assert there.writer.post(f"{one}forward/", {"change": "substance"}).headers["Location"] == one
    assert "Yours: read it and sign" in text(there.writer.get(ALL))
    page = text(there.writer.get(f"{one}sign/"))
    assert "12 months" in page
    assert "6 months" in page
    assert "Everybody</del>" in re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    assert there.says(there.writer, one).headers["Location"] == one
    assert there.says(there.board, one).headers["Location"] == one
    assert "Signed: it can be published" in text(there.writer.get(one))
    edition = there.writer.post(f"{one}publish/", {"changes": "Clearer."}).headers["Location"]
    page = text(there.tutor.get(edition))
    assert "in force" in page
    assert "Bo Board" in page
    assert "signed, step by step" in page
    assert text(there.tutor.get("/desk/policies/")).count(edition) == 1
    pack = shelf(Moment.now(utc_now())).pack("care")
    assert pack
    assert pack.text == changed(reworded())
    assert verify().fault is None


def test_a_draft_waits_on_every_page_of_whoever_is_asked(there: House) -> None:
    one = there.put(changed())
    assert "1 policy waits for a word of yours." in text(there.writer.get("/desk/my-reports/"))
    for nobody in (there.director, there.board, there.tutor):
        assert "waits for a word of yours" not in text(nobody.get("/desk/my-reports/"))
    there.says(there.writer, one)
    assert "waits for a word of yours" not in text(there.writer.get("/desk/my-reports/"))
    assert "1 policy waits for a word of yours" in text(there.board.get("/desk/policies/"))
    assert "Yours: read it and sign" in text(there.board.get(ALL))


def test_begin_from_what_ships_and_from_a_text_of_ones_own(there: House) -> None:
    page = text(there.writer.get(f"{ALL}begin/"))
    assert "Change a policy in force" in page
    shipped = there.writer.post(f"{ALL}begin/", {"form": "shipped", "shipped": "safeguarding-core"})
    assert "Keeping people safe" in text(there.writer.get(shipped.headers["Location"]))
    own = POLICY.replace('policy = "care"', 'policy = "brand-new"')
    made = there.writer.post(f"{ALL}begin/", {"form": "own", "text": own, "policy": ""})
    assert "The director answers for it." in text(there.writer.get(made.headers["Location"]))
    assert Draft.objects.filter(policy="brand-new").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"form": "in-force", "policy": "cure"}, "Choose one of the answers"),
        ({"form": "own", "text": "", "policy": "x"}, "This needs an answer"),
        ({"form": "own", "text": "Some words.", "policy": ""}, "small letters, digits and hyphens"),
        ({"form": "own", "text": "Some words.", "policy": "No Slug"}, "small letters, digits and hyphens"),
        ({"form": "own", "text": "a\u202eb", "policy": "x"}, "cannot be seen"),
    ],
)
def test_a_draft_that_cannot_begin(there: House, sent: dict[str, str], said: str) -> None:
    page = there.writer.post(f"{ALL}begin/", sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert sent.get("text", "") in page.content.decode()
    assert not Draft.objects.exists()


def test_the_file_says_what_is_wrong_and_where(there: House) -> None:
    broken = POLICY.replace('verb = "approve"', 'verb = "aprove"')
    one = there.begun(broken)
    page = there.writer.get(f"{one}file/").content.decode()
    line = broken[: broken.index("aprove")].count("\n") + 1
    assert f'href="#line-{line}"' in page
    assert f'<li id="line-{line}" value="{line}" class="dr-listing__wrong"><code>verb = ' in page
    assert "signing.policy" in page
    assert "2 places to put right" in text(there.writer.get(one))
    refused = there.writer.post(f"{one}forward/", {"change": "substance"})
    assert refused.status_code == 422
    assert "signing.policy" in refused.content.decode()


@pytest.mark.parametrize("bad", ["", "a\u200bb\n", "x" * 4_001])
def test_what_cannot_be_kept_stays_in_the_box(there: House, bad: str) -> None:
    one = there.begun()
    typed = "Mine, typed for an hour.\n" + bad if bad else ""
    page = there.keep(one, typed)
    assert page.status_code == 422
    assert typed in page.content.decode()
    if bad:
        assert 'href="#line-2"' in page.content.decode()
    assert Draft.objects.count() == 1


def test_two_who_write_at_once_see_both(there: House) -> None:
    one = there.begun()
    read = hidden(there.writer.get(f"{one}file/"))
    assert there.keep(one, changed(), there.director).status_code == 302
    mine = POLICY.replace("Every year", "Once a year")
    page = there.writer.post(f"{one}file/", read | {"text": mine})
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Dara Director kept another text" in " ".join(shown.split())
    assert "Once a year, and after new guidance." in shown
    assert "every = &#34;6 months&#34;" in shown
    assert there.writer.post(f"{one}file/", hidden(page) | {"text": mine}).status_code == 302
    assert Draft.objects.order_by("-recorded_at").values_list("text", flat=True)[0] == mine
    history = text(there.writer.get(f"{one}texts/"))
    assert history.count(f"{one}texts/") == 3


def test_what_was_typed_outlives_the_draft(there: House) -> None:
    """Put forward or given up by somebody else while it was written."""
    one = there.begun(changed())
    read = hidden(there.writer.get(f"{one}file/"))
    there.director.post(f"{one}forward/", {"change": "substance"})
    late = there.writer.post(f"{one}file/", read | {"text": "Mine."})
    assert late.status_code == 422
    assert "not changed while people sign it" in late.content.decode()
    assert ">\nMine.</textarea>" in late.content.decode().replace("\n\n", "\n")
    there.director.post(f"{one}back/")
    assert there.director.post(f"{one}drop/").headers["Location"] == ALL
    gone = there.writer.post(f"{one}file/", read | {"text": "Mine."})
    assert gone.status_code == 422
    assert "Mine.</textarea>" in gone.content.decode()
    assert there.writer.get(one).status_code == 404


def test_a_text_of_another_draft_is_not_written_over(there: House) -> None:
    one, other = there.begun(), there.begun()
    read = hidden(there.writer.get(f"{other}file/"))
    assert there.writer.post(f"{one}file/", read | {"text": "x"}).status_code == 404


def test_every_text_and_what_it_changed(there: House) -> None:
    one = there.begun(changed())
    page = there.writer.get(f"{one}texts/").content.decode()
    latest, first = re.findall(rf'href="({one}texts/[^"]+/)"', page)
    assert "6 months" in text(there.writer.get(latest))
    assert "word for word" in text(there.writer.get(first))
    assert there.writer.get(f"{one}texts/{uuid4()}/").status_code == 404


def test_a_value_is_left_open_with_a_reason(there: House) -> None:
    one = there.begun(POLICY.replace('within = "2 months"', 'within = "not set"'))
    assert "Leave it open, because" in text(there.writer.get(one))
    address = f"{one}open/care/review.yearly.within/"
    kept_back = there.writer.post(f"{one}forward/", {"change": "substance"})
    assert "1 value is not set" in kept_back.content.decode()
    assert there.writer.post(address, {"why": " "}).status_code == 422
    assert there.writer.post(address, {"why": "The board decides <b>in May</b>."}).headers["Location"] == one
    page = there.writer.get(one).content.decode()
    assert "The board decides &lt;b&gt;in May&lt;/b&gt;." in page
    assert "The board decides" in text(there.writer.get(address))
    assert there.writer.get(f"{one}open/care/review.yearly.every/").status_code == 404
    assert there.writer.post(f"{one}forward/", {"change": "substance"}).status_code == 302
    assert "The board decides" in text(there.writer.get(f"{one}sign/"))


def test_all_reasons_that_keep_it_back_stand_together(there: House) -> None:
    one = there.begun(changed(POLICY.replace('within = "2 months"', 'within = "not set"')))
    page = there.writer.post(f"{one}forward/", {"change": "typo"}).content.decode()
    assert "This changes what is done" in page
    assert "1 value is not set" in page
    assert there.writer.post(f"{one}forward/", {"change": ""}).status_code == 422


def test_what_changed_since_somebody_last_signed(there: House) -> None:
    one = there.signed(changed())
    there.writer.post(f"{one}publish/", {"changes": "Clearer."})
    many = changed()
    for number in range(9):
        many += f"\n## 4.{number} More {{#4.{number}}}\n\nMore.\n"
    two = there.put(many.replace("Every year", "Once a year"))
    page = text(there.writer.get(f"{two}sign/"))
    since = page.partition("What changed since you last signed")[2].partition("</ul>")[0]
    assert since.count("<li>") == 6
    assert "and 5 more" in since
    rest = text(there.writer.get(f"{two}changes/?since=signed"))
    assert rest.count("4.8 More") >= 1
    assert "Held against the text you last signed" in rest
    there.says(there.writer, two)
    assert "since you last signed" not in text(there.board.get(f"{two}sign/"))


def test_a_no_needs_words_and_sends_it_back(there: House) -> None:
    one = there.put(changed())
    there.says(there.writer, one)
    silent = there.says(there.director, one, "no")
    assert silent.status_code == 422
    assert "Say why not" in silent.content.decode()
    assert there.says(there.director, one, "no", "Six months <i>are</i> too few.").status_code == 302
    page = there.writer.get(one).content.decode()
    assert "Somebody said no" in page
    assert "Six months &lt;i&gt;are&lt;/i&gt; too few." in page


def test_a_word_is_taken_back_by_whoever_said_it(there: House) -> None:
    one = there.put(changed())
    there.says(there.writer, one)
    back = re.findall(r'action="([^"]*/said/[^"]*)"', there.writer.get(one).content.decode())
    assert len(back) == 1
    assert "/said/" not in there.director.get(one).content.decode()
    assert there.director.post(back[0]).status_code == 403
    assert there.writer.post(back[0]).headers["Location"] == one
    assert "Yours: read it and sign" in text(there.writer.get(ALL))


def test_a_signature_on_paper_that_nobody_saw_is_unproven(there: House) -> None:
    one = there.put(changed())
    there.says(there.writer, one)
    paper = hidden(there.writer.get(f"{one}paper/")) | {
        "capacity": "role:board", "said": "yes", "basis": "somebody's word", "day-day": "4", "day-month": "3",
        "day-year": "2026", "person": "Bo Board", "words": "The chair told me.",
    }  # fmt: skip
    for wrong in (
        {"person": "Nobody Here"},
        {"person": "Bo"},
        {"words": ""},
        {"day-year": "2199"},
        {"basis": "happened here"},
    ):
        refused = there.writer.post(f"{one}paper/", paper | wrong)
        assert refused.status_code == 422
        assert "The chair told me." in refused.content.decode() or "words" in wrong
    assert there.writer.post(f"{one}paper/", paper).status_code == 302
    edition = there.director.post(f"{one}publish/", {"changes": "Clearer."}).headers["Location"]
    page = text(there.tutor.get(edition))
    assert "unproven" in page
    assert "Bo Board" in page
    assert "The chair told me." not in page
    assert "The chair told me." in text(there.writer.get(edition))


def test_called_back_it_is_changed_and_signed_anew(there: House) -> None:
    one = there.put(changed())
    read = hidden(there.writer.get(f"{one}sign/"))
    assert there.director.post(f"{one}back/").headers["Location"] == one
    there.keep(one, reworded(changed()))
    there.writer.post(f"{one}forward/", {"change": "substance"})
    said = {"capacity": "role:writer", "said": "yes", "words": "My reasons."}
    stale = there.writer.post(f"{one}sign/", read | said)
    assert stale.status_code == 422
    assert "Read it again before you sign" in stale.content.decode()
    assert "My reasons." in stale.content.decode()


def test_nothing_is_published_unless_somebody_says_what_changed(there: House) -> None:
    one = there.signed(changed())
    for said, why in (
        ("", "Say in a sentence or more what changed"),
        ("x" * 1001, "longer than 1,000 characters"),
    ):
        sent = {"changes": said, "since-day": "1", "since-month": "6", "since-year": "2099"}
        refused = there.writer.post(f"{one}publish/", sent)
        assert refused.status_code == 422
        assert why in refused.content.decode()
        assert 'value="2099"' in refused.content.decode()


def test_it_is_published_from_a_day(there: House) -> None:
    one = there.signed(changed())
    for day in ("1", "32"):
        past = there.writer.post(
            f"{one}publish/",
            {"changes": "Clearer.", "since-day": day, "since-month": "1", "since-year": "2026"},
        )
        assert past.status_code == 422
    year = str(utc_now().year + 1)
    sent = {"changes": "The time is shorter.", "since-day": "1", "since-month": "6", "since-year": year}
    edition = there.writer.post(f"{one}publish/", sent).headers["Location"]
    page = text(there.tutor.get(edition))
    assert "not in force now" in page
    assert f"1 June {year}" in page
    assert page.count("The time is shorter.") == 2
    old = str(re.findall(r'href="(/desk/policies/edition/[^"]+)"', page)[0])
    assert "put in at the beginning, without being signed here" in text(there.tutor.get(old))


def test_a_policy_is_looked_at_again(there: House) -> None:
    there_ = "/desk/policies/care/again/"
    page = text(there.tutor.get(there_))
    assert "31 December 2026" in page
    assert "Write down a review" not in page
    assert there.tutor.post(there_, {"form": "review"}).status_code == 403
    today = utc_now().date()
    day = {"done_on-day": str(today.day), "done_on-month": str(today.month), "done_on-year": str(today.year)}
    said = {"form": "review", "found": "stands", "words": "Read <b>with</b> the board."} | day
    assert there.writer.post(there_, said | {"words": ""}).status_code == 422
    assert there.writer.post(there_, said | {"done_on-year": "2190"}).status_code == 422
    assert there.writer.post(there_, said).headers["Location"] == there_
    assert "Read &lt;b&gt;with&lt;/b&gt; the board." in text(there.writer.get(there_))
    assert "the board." not in text(there.tutor.get(there_))
    event = {"form": "event", "event": "guidance", "whose": "every"} | {
        name.replace("done_on", "happened_on"): value for name, value in day.items()
    }
    assert there.writer.post(there_, event).headers["Location"] == there_
    assert ["What happened since" in text(one.get(there_)) for one in (there.board, there.tutor)] == [
        True,
        False,
    ]
    assert there.writer.get("/desk/policies/cure/again/").status_code == 404


def test_hostile_words_run_nothing(there: House) -> None:
    bad = reworded().replace("Every year, and after new guidance.", HOSTILE).replace("Looking again", HOSTILE)
    one = there.put(bad)
    pages = [one, f"{one}file/", f"{one}changes/", f"{one}sign/", f"{one}texts/", ALL]
    for page in (there.writer.get(address) for address in pages):
        shown = page.content.decode()
        assert page.status_code == 200
        assert "<script>alert" not in shown
        assert "<img src" not in shown.replace('<img class="dr-header__mark" src', "")
        assert 'href="javascript' not in shown
    assert "<strong>really</strong>" in there.writer.get(one).content.decode()


def test_whoever_has_no_part_in_it_is_told_who_can_help(there: House) -> None:
    one = there.put(changed())
    paths = ["", "file/", "changes/", "texts/", "forward/", "sign/", "paper/", "publish/", "open/care/x.y.z/"]
    for address in (ALL, f"{ALL}begin/", *(f"{one}{path}" for path in paths)):
        refused = there.tutor.get(address)
        assert refused.status_code == 403
        assert "Whoever adopts policies here" in refused.content.decode()
        assert "6 months" not in refused.content.decode()
    for path in ("back/", "drop/", f"said/{uuid4()}/back/"):
        assert there.tutor.post(f"{one}{path}").status_code == 403
    never = there.tutor.get(f"{ALL}{uuid4()}/")
    assert never.status_code == 403
    assert there.writer.get(f"{ALL}{uuid4()}/").status_code == 404
    # The board is named in a step: it reads, and writes nothing.
    assert "Whoever adopts policies here changes a draft" in text(there.board.get(one))
    for path in ("file/", "forward/", "paper/", "publish/"):
        assert there.board.get(f"{one}{path}").status_code == 403
    assert there.tutor.get(reverse("edition", args=[uuid4()])).status_code == 404


def twice(who: Client, address: str, said: dict[str, str]) -> list[Any]:
    """The same form, by a double click."""
    return [who.post(address, said | {"csrfmiddlewaretoken": "of-one-form"}) for _ in range(2)]


def test_what_is_sent_twice_is_done_once(there: House) -> None:
    begun = twice(there.writer, f"{ALL}begin/", {"form": "in-force", "policy": "care"})
    assert [answer.status_code for answer in begun] == [302, 302]
    one = begun[0].headers["Location"]
    assert Draft.objects.count() == 1
    kept = twice(there.writer, f"{one}file/", hidden(there.writer.get(f"{one}file/")) | {"text": changed()})
    forward = twice(there.writer, f"{one}forward/", {"change": "substance"})
    said = {"capacity": "role:writer", "said": "yes"}
    signed = twice(there.writer, f"{one}sign/", hidden(there.writer.get(f"{one}sign/")) | said)
    said = {"capacity": "role:board", "said": "yes"}
    signed += twice(there.board, f"{one}sign/", hidden(there.board.get(f"{one}sign/")) | said)
    published = twice(there.writer, f"{one}publish/", {"changes": "Clearer."})
    answers = [answer.status_code for answer in (*kept, *forward, *signed, *published)]
    assert answers == [302] * len(answers)
    assert (Draft.objects.count(), Publication.objects.count()) == (2, 1)
