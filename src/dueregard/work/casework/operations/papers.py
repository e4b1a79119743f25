"""The paper of a referral: begun from the record, read and changed by a person, made into a file. A person
sends it; nothing here does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from ....authority.access.powers import post_titles
from ....authority.access.vocabulary import Circle, Part
from ....authority.identity.queries import details
from ....ground.audit.operations import turn
from ....ground.audit.vocabulary import Read
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import LONDON, Moment, london_day
from ....ground.kernel.refusals import BadInput, OutOfTurn
from ....mechanisms.documents.pdf_out import pdf_file
from ....mechanisms.documents.sheets import Sheet
from ....mechanisms.documents.word_out import word_file
from ..labels import capital, said
from ..models import Copy, Entry, Paper, Referral
from ..queries.before_sending import in_danger
from ..queries.ways_out import addressee_of
from ..rules.ages import both_ages
from ..rules.papers import blank_boxes, sheet_of, template, template_for
from ..verbs import PaperCopied, PaperWritten
from ..vocabulary import EntryKind, PaperForm
from .checking import of_hand, standing, take_referral
from .handling import Hand, seal_words
from .reading import File, Worded, words_of

_IT_IS_ABOUT = (Part.HARMED, Part.WORRIED_ABOUT, Part.SAID_TO_HAVE_HARMED)
_SAW = ("seen", "told", "said")
_DISCUSSED = {EntryKind.SPOKE_TO, EntryKind.MEETING, EntryKind.VISIT}
_DONE = {EntryKind.CALL, EntryKind.CONSULTATION, EntryKind.SUPPORT, EntryKind.CHALLENGED}
"""A call may be with anybody, and mostly is with somebody outside: nobody is to read that it was with the person."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, what it is to be called, and the row that says so."""

    row: Copy
    data: bytes
    name: str


def write_paper(*, referral_id: UUID, words: Mapping[str, str], actor: Actor, now: datetime) -> Paper:
    """Keep what whoever it is for is to be told, as far as it is written. A later one replaces it; both stay readable.

    Raises `BadInput` when every box is empty.
    """
    with turn(actor=actor, now=now) as t:
        hand, referral = take_referral(t, referral_id)
        asked = template_for(referral.route)
        kept = {box.id: words.get(box.id, "") for box in asked.boxes}
        if not any(said.strip() for said in kept.values()):
            raise BadInput("Write in at least one box before you save.", field=next(iter(kept)))
        row = Paper(
            referral=referral,
            template=asked.id,
            edition=asked.edition,
            **of_hand(hand, standing(Paper, referral, t)),
        )
        promise = seal_words(hand, row, kept)
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(PaperWritten(row.id), hand.subject, stream=stream, commitments=[promise])
        hand.move()
    return row


def copy_paper(*, referral_id: UUID, form: PaperForm, actor: Actor, now: datetime) -> Made:
    """Make a file of the paper as it stands, and write down that it was made. It is drawn with no turn held: drawing
    takes longer than a writer may hold up the others.

    Raises `OutOfTurn` while there is no paper, or a box of it is blank and nobody is in danger.
    """
    with turn(actor=actor, now=now, always=True) as t:
        hand, referral = take_referral(t, referral_id)
        paper = standing(Paper, referral, t)
        sheet = _sheet(hand, referral, paper)
        t.record(Read((hand.concern.id,)), hand.subject, stream=Circle(hand.concern.circle).stream)
    data = pdf_file(sheet, now=now) if form is PaperForm.PDF else word_file(sheet, author="", now=now)
    with turn(actor=actor, now=now) as t:
        hand, _referral = take_referral(t, referral_id)
        row = Copy(paper=paper, form=form, **of_hand(hand))
        promise = seal_words(hand, row, {"sha256": sha256(data).hexdigest(), "bytes": str(len(data))})
        row.save()
        stream = Circle(hand.concern.circle).stream
        t.record(PaperCopied(row.id, form), hand.subject, stream=stream, commitments=[promise])
    return Made(row, data, f"referral-{hand.concern.reference}.{form.ending}")


def _sheet(hand: Hand, referral: Referral, paper: Paper | None) -> Sheet:
    moment = hand.t.moment
    if paper is None:
        raise OutOfTurn("Write first what they are told. The file is made of that.")
    asked, words = template(paper.template, paper.edition), words_of(paper)
    blank = blank_boxes(asked, words)
    if blank and not in_danger(hand.concern, moment):
        named = "; ".join(f"“{box.ask}”" for box in blank)
        raise OutOfTurn(f"These boxes are blank: {named}. Fill each in, or write: not known.")
    me = details([hand.who.person_id], moment).get(hand.who.person_id)
    facts = (
        ("For", addressee_of(referral.governed_by, referral.to, moment) or capital(said(referral.route))),
        ("Our record", hand.concern.reference),
        ("Made by", me.full_name if me else "somebody who has left"),
        ("Made", f"{hand.t.now.astimezone(LONDON):%d %B %Y, %H:%M}"),
        ("Template", f"{asked.id}, edition {asked.edition}"),
    )
    return sheet_of(asked, words, facts=facts, circle=Circle(hand.concern.circle))


def begun_from(file: File, referral_id: UUID, actor: Actor, moment: Moment) -> dict[str, str]:
    """What the record already says of what the paper asks, to be read and changed by whoever writes it; boxes of which
    it says nothing are left out. For somebody who has read the file."""
    concern = file.concern
    people = [one for one in file.people if one.row.part in _IT_IS_ABOUT]
    linked = details([one.row.person_id for one in people if one.row.person_id], moment)
    known = [linked[one.row.person_id] for one in people if one.row.person_id in linked]
    names = [row.full_name for row in known] + [
        one.words.get("name", "") for one in people if one.row.person_id not in linked
    ]
    then = london_day(concern.happened_at or concern.received_at)
    today = london_day(moment.as_at)
    born = born_of(file, moment)
    mine = details([actor.person_id], moment).get(actor.person_id) if actor.person_id else None
    own = [w for w in file.record if w.row.id == referral_id]
    found = {
        "name": "\n".join(filter(None, names)),
        "born": "\n".join(f"{day.day} {day:%B %Y}" for day in born),
        "ages": "\n".join(both_ages(day, then, today) for day in born),
        "arose": "\n\n".join(filter(None, (file.account.get(box, "") for box in _SAW))),
        "event": "\n\n".join(w.words.get("account", "") for w in own),
        "discussions": _entries(file.record, _DISCUSSED),
        "done": "\n\n".join(filter(None, (file.account.get("done", ""), _entries(file.record, _DONE)))),
        "referrer": ", ".join(filter(None, (mine.full_name if mine else "", _posts(actor, file, moment)))),
        "referrer-reach": "\n".join(filter(None, (mine.phone, mine.email))) if mine else "",
        "came-to-light": f"{(day := london_day(concern.received_at)).day} {day:%B %Y}",
        "referred-on": f"{today.day} {today:%B %Y}",
    }
    return {box: said for box, said in found.items() if said.strip()}


def born_of(file: File, moment: Moment) -> tuple[date, ...]:
    """The dates of birth of those a concern is about, as far as they are known. For somebody who has read the file."""
    people = {one.row.person_id for one in file.people if one.row.part in _IT_IS_ABOUT and one.row.person_id}
    return tuple(row.date_of_birth for row in details(people, moment).values() if row.date_of_birth)


def _posts(actor: Actor, file: File, moment: Moment) -> str:
    """The post by which this was put before whoever writes."""
    titles = post_titles(moment)
    own = dict.fromkeys(put.role for put in file.deliveries if put.person_id == actor.person_id)
    return ", ".join(titles[role] for role in own if role in titles)


def _entries(record: Iterable[Worded], kinds: set[EntryKind]) -> str:
    return "\n\n".join(
        f"{(day := london_day(w.row.happened_at)).day} {day:%B %Y}: {w.words.get('words', '')}"
        for w in record
        if isinstance(w.row, Entry) and w.row.kind in kinds
    )
