"""Every text of a draft, and what each changed; and all that a draft changes against the edition in force."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .....authority.policy.gate import judge_once
from .....authority.policy.queries import pack_of
from .....ground.kernel.refusals import NothingHere
from .....work.governance.queries.drafts import texts
from .....work.governance.queries.waiting import last_signed
from .....work.governance.rules.differences import differences
from .....work.governance.rules.marking import beside
from .beginning import title_of
from .keeping import on_draft
from .words import names_of


@require_GET
def history(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Every text of a draft, the latest first."""
    seen, page, found = on_draft(request, begun)
    rows = texts(begun, seen.moment)
    page |= {"rows": rows, "names": names_of({row.by for row in rows}, seen.moment), "title": title_of(found)}
    return render(request, "desk/governance/history.html", page)


@require_GET
def text(request: HttpRequest, begun: UUID, text_id: UUID) -> HttpResponse:
    """One text of a draft, and what it changed against the one before, or against the edition it was begun from."""
    seen, page, found = on_draft(request, begun)
    rows = texts(begun, seen.moment)
    at = next((at for at, row in enumerate(rows) if row.id == text_id), None)
    if at is None:
        raise NothingHere
    row, before = rows[at], rows[at + 1].text if at + 1 < len(rows) else ""
    if at + 1 == len(rows) and row.base_id:
        before = pack_of(row.base_id).text
    page |= {
        "row": row,
        "beside": beside(before, row.text) if before else (),
        "new": not before,
        "names": names_of([row.by], seen.moment),
        "title": title_of(found),
    }
    return render(request, "desk/governance/text.html", page)


@require_GET
def changes(request: HttpRequest, begun: UUID) -> HttpResponse:
    """All that a draft changes against the edition in force; `since=signed`: against what the reader last signed."""
    seen, page, found = on_draft(request, begun)
    pack = found.judgement.pack
    signed = (
        last_signed(found, seen.who.person_id, seen.moment) if request.GET.get("since") == "signed" else None
    )
    base = pack_of(found.row.base_id) if found.row.base_id else None
    if signed:
        base = judge_once(signed.text.encode(), f"{signed.policy}.md").pack
    page |= {
        "title": title_of(found),
        "signed": signed,
        "base": base,
        "differences": differences(base, pack) if pack else None,
        "beside": beside(base.text if base else "", found.row.text),
    }
    return render(request, "desk/governance/changes.html", page)
