"""A draft or an edition to take along: as Word for changing it together, as PDF for the board and for the file."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .....authority.policy.answers import Basis
from .....authority.policy.front import Front, front_of
from .....authority.policy.models import Edition
from .....authority.policy.pack import Pack
from .....authority.policy.queries import pack_of
from .....authority.policy.values.who import Named
from .....ground.kernel.refusals import NothingHere, OutOfTurn
from .....mechanisms.documents.pdf_out import pdf_file
from .....mechanisms.documents.sheets import Sheet
from .....mechanisms.documents.word_out import word_file
from .....work.governance.queries.editions import editions_of, signed
from .....work.governance.rules.copies import copy_of
from ...environment import london
from ...scope import Visit
from ..governance.keeping import on_draft
from ..governance.words import BASES, names_of, naming
from ..pages import shared

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def of_draft(request: HttpRequest, begun: UUID) -> HttpResponse:
    """A draft that passes the gate; `marked`: with what it changes against the edition it was begun from."""
    seen, _page, found = on_draft(request, begun)
    pack = found.judgement.pack
    if pack is None:
        raise OutOfTurn("The draft has faults. Put them right first; then it can be taken along.")
    base = pack_of(found.row.base_id) if found.row.base_id and "marked" in request.GET else None
    facts = ((_("Draft"), _("Not in force. As it stood on %(at)s.") % {"at": london(found.row.recorded_at)}),)
    sheet = _sheet(pack, base, _front(pack), facts, (), _("A draft is not signed."))
    return _sent(sheet, seen, request, found.row.policy)


@require_GET
def of_edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """An edition, for everybody who signs in here; `marked`: with what it changed against the one before it."""
    seen, _page = shared(request, "policies")
    row = Edition.objects.known(seen.moment.known_at).filter(pk=edition_id).first()
    spans = editions_of(row.policy, seen.moment) if row else []
    own = next((at for at, span in enumerate(spans) if row and span.edition.id == row.id), None)
    if row is None or own is None:
        raise NothingHere
    earlier = next((span.edition.id for span in spans[own:] if span.edition.id != row.id), None)
    base = pack_of(earlier) if earlier and "marked" in request.GET else None
    span = spans[own]
    until = (
        _("until %(day)s") % {"day": london(span.until, "day")} if span.until else _("until another begins")
    )
    facts = [(_("In force"), _("from %(day)s") % {"day": london(span.since, "day")} + ", " + until)]
    facts += [(_("What changed"), span.changes)] if span.changes else []
    unsigned = _("This edition was put in without being signed here.")
    pack = pack_of(row.id)
    front = _front(pack, front_of(row.id, pack, seen.moment))
    return _sent(
        _sheet(pack, base, front, tuple(facts), _signed(row.id, seen), unsigned), seen, request, row.policy
    )


def _sheet(
    pack: Pack,
    base: Pack | None,
    front: Mapping[str, str],
    facts: tuple[tuple[str, str], ...],
    said: tuple[tuple[str, ...], ...],
    unsigned: str,
) -> Sheet:
    header = pack.header
    against = ""
    if base:
        which = {"edition": base.header.edition.words()}
        against = _("Marked against edition %(edition)s: what was put in, and what was taken out.") % which
    block = (
        (_("Edition"), front["edition"]),
        (_("Owner"), header.owner.words(pack.name_of)),
        (_("Nation"), ", ".join(nation.value.title() for nation in header.nation)),
        *facts,
        (_("Issued"), front["issued"]),
        (_("To be looked at again by"), front["review_by"]),
        (_("Fingerprint of its words"), pack.words_hash[:16]),
    )
    blocks = copy_of(pack.text, title=header.title, before=base.text if base else None)
    return Sheet(header.title, block, said, unsigned, against, blocks)


def _front(pack: Pack, given: Front | None = None) -> dict[str, str]:
    """What the front matter says, with what was given of an edition; else why there is nothing."""
    values = {key: (figure, getattr(given, key, None)) for key, figure in pack.header.dated()}
    return {
        key: figure.say_value(value) if value else figure.words() for key, (figure, value) in values.items()
    }


def _signed(edition_id: UUID, seen: Visit) -> tuple[tuple[str, ...], ...]:
    """Who signed it: as what, when, and what that rests on."""
    how = signed(edition_id, seen.moment)
    if how is None or not how.said:
        return ()
    name = naming(seen.moment)
    known = names_of([], seen.moment, [one.person_id for one in how.said])
    somebody = _("somebody who is not in the directory")
    rows = tuple(
        (
            known.get(str(one.person_id), somebody),
            name(Named.read(one.capacity)),
            _("Yes") if one.said == "yes" else _("No"),
            f"{one.said_on.day} {one.said_on:%B %Y}",
            str(BASES[Basis(one.basis)]),
        )
        for one in how.said
    )
    return ((_("Who"), _("As"), _("Said"), _("On"), _("What it rests on")), *rows)


def _sent(sheet: Sheet, seen: Visit, request: HttpRequest, policy: str) -> HttpResponse:
    now = seen.moment.as_at
    form = "docx" if request.GET.get("as") == "word" else "pdf"
    if form == "docx":
        answer = HttpResponse(word_file(sheet, author=sheet.facts[0][1], now=now), content_type=_WORD)
    else:
        answer = HttpResponse(pdf_file(sheet, now=now), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{policy}.{form}"'
    return answer
