"""Putting a draft forward; the page of whoever signs; what somebody said on paper; taking back what one said."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from .....authority.identity.queries import find
from .....authority.identity.vocabulary import fold
from .....authority.policy.answers import Basis
from .....authority.policy.gate import judge_once
from .....authority.policy.queries import pack_of
from .....authority.policy.values.who import Named
from .....ground.kernel.moments import Moment
from .....ground.kernel.refusals import NotPermitted, OutOfTurn
from .....mechanisms.signoff.operations import OnPaper
from .....mechanisms.signoff.vocabulary import HEARD, Said
from .....work.governance.models import Draft
from .....work.governance.operations.signing import put_forward, sign, unsign, write_down
from .....work.governance.queries.drafts import DraftStands
from .....work.governance.queries.waiting import asked_as, last_signed
from .....work.governance.rules.differences import differences
from .....work.governance.vocabulary import Change
from ...forms.fields import Line, Narrative, OneOf
from ...forms.times import Day
from ...writing import filled, once
from .draft import called, how_far
from .keeping import keeper_on_draft, on_draft
from .words import CHANGES, naming

MOST_LINES = 6
"""In so many lines it is said what changed since somebody last signed."""
_ANSWERS = {
    Said.YES: _("Yes"),
    Said.NO: _("No: it goes back to whoever wrote it, with my reasons"),
}
_HEARD = {
    Said.YES: _("I have read it, and have nothing against it"),
    Said.NO: _("I would have it otherwise: they read why, and decide themselves"),
}


class ForwardForm(forms.Form):
    """How much a draft changes."""

    change = OneOf(
        label=_("How much does it change?"),
        choices=list(CHANGES.items()),
        hints={
            Change.TYPO: _("Spelling, a clearer word. The program compares what runs and holds you to it."),
            Change.SUBSTANCE: _(
                "Anything that is to be done otherwise from then on. A new policy always is."
            ),
        },
    )


class SignForm(forms.Form):
    """Yes or no to exactly the text that was shown."""

    draft = forms.UUIDField(widget=forms.HiddenInput)
    capacity = OneOf(label=_("In which post do you say it?"))
    said = OneOf(label=_("What do you say?"))
    words = Narrative(
        label=_("In words"),
        help_text=_(
            "With a no: what would have to change. It is kept encrypted, and whoever wrote it reads it."
        ),
        rows=4,
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], heard: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["capacity"].choices = posts  # type: ignore[attr-defined]
        self.fields["said"].choices = list((_HEARD if heard else _ANSWERS).items())  # type: ignore[attr-defined]


class PaperForm(SignForm):
    """What somebody else said, when, and what shows it."""

    basis = OneOf(
        label=_("What does it rest on?"),
        choices=[
            (Basis.DOCUMENT_SEEN, _("A signed paper or minutes that I have seen")),
            (Basis.SOMEBODYS_WORD, _("What somebody told me: it shows as unproven")),
        ],
    )
    day = Day(label=_("On which day did they say it?"))
    person = Line(
        label=_("Their name, as in the directory"),
        help_text=_("Leave it empty for somebody who has no entry there, and say below who it was."),
        required=False,
    )
    field_order = ("draft", "capacity", "said", "basis", "day", "person", "words")

    def __init__(self, *args: Any, moment: Moment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moment = moment
        words = self.fields["words"]
        words.label, words.required = _("What you saw, or who told you"), True
        words.help_text = _("For example: minutes of 4 March, item 7, in the board's folder.")

    def clean_person(self) -> UUID | None:
        """The one person of the directory with this name."""
        written = self.cleaned_data["person"]
        if not written:
            return None
        named = fold(written)
        # The whole name: whoever writes Ann does not mean Joanna.
        people = {row.person_id for row in find(written, self.moment)[:50] if fold(row.full_name) == named}
        if len(people) != 1:
            raise forms.ValidationError(
                _(
                    "Nobody in the directory is called this, or several are. Write both names, or leave it empty."
                )
            )
        return people.pop()


@require_http_methods(["GET", "POST"])
def forward(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Put a draft before whoever must be asked or must sign."""
    seen, page, _found = keeper_on_draft(request, begun)
    form = ForwardForm(request.POST or None)

    def write() -> None:
        change = Change(form.cleaned_data["change"])
        put_forward(begun=begun, change=change, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect("draft", begun=begun)
    lead = _(
        "It goes to whoever the edition in force names, in their order. Until they are done its text stays as it is."
    )
    page |= {"form": form, "title": _("Put it forward"), "lead": lead, "button": _("Put it forward")}
    return render(request, "desk/governance/step.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def signing(request: HttpRequest, begun: UUID) -> HttpResponse:
    """What changes, and the reader's yes or no to it."""
    seen, page, found = on_draft(request, begun)
    mine = asked_as(found, seen.who.person_id, seen.moment)
    if not mine and request.method == "GET":
        raise NotPermitted(
            "No word of yours is asked for on this draft now.",
            who_can_help="The page of the draft says whose turn it is.",
        )
    form = SignForm(
        request.POST or None,
        posts=_posts(mine or _all(found), seen.moment),
        heard=_heard(found),
        initial={"draft": found.row.id, "capacity": mine[0].plain() if mine else ""},
    )

    def write() -> None:
        said = form.cleaned_data
        sign(
            begun=begun,
            draft_id=said["draft"],
            capacity=Named.read(said["capacity"]),
            said=Said(said["said"]),
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("draft", begun=begun)
    page |= how_far(found, seen) | _changes(found, last_signed(found, seen.who.person_id, seen.moment))
    return render(
        request, "desk/governance/sign.html", page | {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Write down what somebody said on paper, or to somebody."""
    seen, page, found = keeper_on_draft(request, begun)
    turn = found.standing.turn_of if found.standing else None
    if turn is None and request.method == "GET":
        raise OutOfTurn("Nobody is asked about this draft now. Look again.")
    form = PaperForm(
        request.POST or None,
        posts=_posts(turn.meeting.lacking if turn else _all(found), seen.moment),
        heard=_heard(found),
        moment=seen.moment,
        initial={"draft": found.row.id},
    )

    def write() -> None:
        said = form.cleaned_data
        write_down(
            begun=begun,
            draft_id=said["draft"],
            capacity=Named.read(said["capacity"]),
            said=Said(said["said"]),
            on_paper=OnPaper(Basis(said["basis"]), said["day"], said["person"]),
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("draft", begun=begun)
    lead = _("For somebody who does not sign in here, or signed at a meeting. You answer for what you write.")
    page |= {
        "form": form,
        "title": _("What somebody said on paper"),
        "lead": lead,
        "button": _("Write it down"),
    }
    return render(request, "desk/governance/step.html", page, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, begun: UUID, saying_id: UUID) -> HttpResponse:
    """Take back what one said, or wrote down."""
    seen, _page, _found = on_draft(request, begun)
    with once(request):
        unsign(begun=begun, saying_id=saying_id, actor=seen.actor, now=seen.moment.as_at)
    return redirect("draft", begun=begun)


def _changes(found: DraftStands, signed: Draft | None) -> dict[str, Any]:
    """What a draft changes against the edition in force, and against what the reader last signed."""
    base = pack_of(found.row.base_id) if found.row.base_id else None
    before = judge_once(signed.text.encode(), f"{signed.policy}.md").pack if signed else None
    pack = found.judgement.pack
    return {
        "base": base,
        "differences": differences(base, pack) if pack else None,
        "signed": signed,
        "since_signed": differences(before, pack) if before and pack else None,
        "most": MOST_LINES,
        "left": [(gap, called(gap.address, pack)) for gap in found.gaps],
    }


def _all(found: DraftStands) -> tuple[Named, ...]:
    """Everybody whom the steps name. A form that is sent a second time, or too late, is answered by the operation."""
    steps = found.matter.steps.items if found.matter else ()
    return tuple(dict.fromkeys(named for step in steps for named in step.by.flatten()))


def _posts(named: tuple[Named, ...], moment: Moment) -> list[tuple[str, str]]:
    name = naming(moment)
    return [(one.plain(), str(name(one)).removeprefix("the ")) for one in named]


def _heard(found: DraftStands) -> bool:
    """Whether the step whose turn it is only asks, and decides nothing."""
    turn = found.standing.turn_of if found.standing else None
    return turn is not None and turn.step.verb in HEARD
