"""Drafts: the text that stands, who wrote it, how far it came, and how it is signed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from ....authority.policy.gate import Judgement, judge_once
from ....authority.policy.models import Adoption
from ....authority.policy.pack import Pack
from ....authority.policy.queries import pack_of, shelf
from ....authority.policy.values.steps import Steps
from ....ground.kernel.moments import Moment
from ....mechanisms.signoff.queries import Matter, standings
from ....mechanisms.signoff.rules.standing import Standing
from ..models import Draft, Gap, Publication, Putting
from ..rules.blocks import SIGNING, SigningBlock
from ..rules.lives import by_owner, digest, silences, stage
from ..vocabulary import DRAFT, Change, Stage


@dataclass(frozen=True)
class DraftStands:
    """A draft as it stands."""

    row: Draft
    """Its text now."""
    authors: frozenset[UUID]
    """Everybody who wrote any text of it."""
    gaps: tuple[Gap, ...]
    putting: Putting | None
    matter: Matter | None
    standing: Standing | None
    publication: Publication | None

    @cached_property
    def judgement(self) -> Judgement:
        """What the gate says of its text."""
        return judge_once(self.row.text.encode(), f"{self.row.policy}.md")

    @property
    def pack(self) -> Pack:
        """Its text as the gate lets it through. Only for what was put forward: anything else may have faults."""
        return _passed(self.row)

    @property
    def stage(self) -> Stage:
        """How far it came."""
        return stage(self.standing, published=self.publication is not None)

    @property
    def open_gaps(self) -> tuple[str, ...]:
        """Addresses of values that are not set, and that nobody has knowingly left open. Empty while it has faults."""
        pack = self.judgement.pack
        left = {gap.address for gap in self.gaps}
        return tuple(address for address in silences(pack) if address not in left) if pack else ()


def drafts(moment: Moment, *, published: bool = False) -> list[DraftStands]:
    """Every draft that is not yet an edition, the latest first; with `published`, those that are as well."""
    rows = Draft.objects.known(moment.known_at).order_by("-recorded_at", "-id")
    found = _stand(list(rows), moment)
    return [one for one in found if published or one.publication is None]


def draft(begun: UUID, moment: Moment) -> DraftStands | None:
    """One draft by its address, or None."""
    rows = Draft.objects.known(moment.known_at).filter(begun=begun)
    return next(iter(_stand(list(rows), moment)), None)


def texts(begun: UUID, moment: Moment) -> list[Draft]:
    """Every text of a draft, the latest first."""
    rows = Draft.objects.filter(begun=begun, recorded_at__lte=moment.known_at, withdrawn=False)
    return list(rows.order_by("-recorded_at", "-id"))


def published_as(editions: Collection[UUID], moment: Moment) -> dict[UUID, tuple[Publication, Standing]]:
    """How each of these editions was signed, of those that were published from a draft."""
    rows = Publication.objects.known(moment.known_at).filter(edition__in=list(editions))
    found = {
        row.edition_id: row for row in rows.select_related("putting__draft").order_by("recorded_at", "id")
    }
    written = _written([row.putting.draft.begun for row in found.values()])
    matters = {
        edition: _matter(row.putting.draft, row.putting, written[row.putting.draft.begun])
        for edition, row in found.items()
    }
    stands = standings([one for one in matters.values() if one], moment)
    return {
        edition: (row, stands[matter.id])
        for edition, row in found.items()
        if (matter := matters[edition]) is not None
    }


def matter_of(putting: Putting) -> Matter:
    """What those who sign a text that was put forward sign."""
    row: Any = putting.draft
    found = _matter(row, putting)
    if found is None:
        raise RuntimeError("whatever was put forward has a matter")
    return found


def newest_edition(policy: str, moment: Moment) -> UUID | None:
    """The edition of a policy that is in force, or is to come into force, last; a draft begins from it, or two editions
    for days to come would undo each other."""
    rows = [row for row in Adoption.known_at(moment.known_at) if row.policy == policy]
    return max(rows, key=lambda row: (row.since, row.recorded_at)).edition_id if rows else None


def steps_for(pack: Pack, change: Change, moment: Moment) -> tuple[Steps, str]:
    """The steps by which a text is signed, and the control that says so: of the edition in force, or of the text
    itself where the policy is new; without one its owner approves."""
    standing = next(((id_, one) for id_, one in shelf(moment).editions if one.policy == pack.policy), None)
    edition, decides = standing or (None, pack)
    control = next(iter(decides.of_kind(SIGNING)), None)
    if control is None:
        return by_owner(decides), ""
    block: SigningBlock = control.block  # type: ignore[assignment]
    steps = block.for_typo if change is Change.TYPO and block.for_typo else block.steps
    return steps, f"{edition or ''}/{control.name}"


def gaps_of(policies: Collection[str], known_at: datetime) -> dict[str, list[Gap]]:
    """What was knowingly left open in each of these policies, whatever the draft."""
    found: dict[str, list[Gap]] = {}
    for gap in Gap.objects.known(known_at).filter(policy__in=list(policies)).order_by("recorded_at", "id"):
        found.setdefault(gap.policy, []).append(gap)
    return found


def _of_text(row: Draft, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Those that this text still leaves open; all of them while it has faults."""
    pack = judge_once(row.text.encode(), f"{row.policy}.md").pack
    if pack is None:
        return tuple(gaps)
    still = set(silences(pack))
    return tuple(gap for gap in gaps if gap.address in still)


def _stand(rows: Iterable[Draft], moment: Moment) -> list[DraftStands]:
    rows = list(rows)
    begun = [row.begun for row in rows]
    written = _written(begun)
    gaps = gaps_of({row.policy for row in rows}, moment.known_at)
    putting = {
        one.draft_id: one
        for one in Putting.objects.known(moment.known_at).filter(draft__in=[row.id for row in rows])
    }
    publications = {
        one.putting_id: one
        for one in Publication.objects.known(moment.known_at).filter(
            putting__in=[one.id for one in putting.values()]
        )
    }
    for row in rows:
        # A newer language may refuse what an older one let through: such a draft is one with faults again.
        if row.id in putting and putting[row.id].id not in publications and not _passes(row):
            del putting[row.id]
    matters = {row.id: _matter(row, putting.get(row.id), written[row.begun]) for row in rows}
    stands = standings([one for one in matters.values() if one], moment)
    return [
        DraftStands(
            row,
            _people(written[row.begun]),
            _of_text(row, gaps.get(row.policy, [])),
            put := putting.get(row.id),
            matters[row.id],
            stands.get(row.id),
            publications.get(put.id) if put else None,
        )
        for row in rows
    ]


def _matter(row: Draft, putting: Putting | None, written: Collection[str] | None = None) -> Matter | None:
    """What those who sign a draft sign; None while it was not put forward."""
    if putting is None:
        return None
    pack = _passed(row)
    if written is None:
        written = _written([row.begun])[row.begun]
    read = digest(pack, putting.change, putting.signed_under)
    return Matter(DRAFT, row.id, read, _steps(row, pack, putting), {"author": _people(written)})


def _written(begun: Collection[UUID]) -> dict[UUID, set[str]]:
    """Who wrote any text of each of these drafts, as the rows have them."""
    found: dict[UUID, set[str]] = {}
    for address, by in Draft.objects.filter(begun__in=list(begun)).values_list("begun", "by"):
        found.setdefault(address, set()).add(by)
    return found


def _passes(row: Draft) -> bool:
    return judge_once(row.text.encode(), f"{row.policy}.md").pack is not None


def _passed(row: Draft) -> Pack:
    pack = judge_once(row.text.encode(), f"{row.policy}.md").pack
    if pack is None:
        # It passed the gate when it was put forward. A newer language that refuses it must say so loudly.
        raise RuntimeError(f"draft {row.id} of {row.policy} no longer passes the gate")
    return pack


def _steps(row: Draft, pack: Pack, putting: Putting) -> Steps:
    """The steps it was put forward under, whatever is in force since."""
    edition, _, name = putting.signed_under.partition("/")
    decides = pack_of(UUID(edition)) if edition else (pack_of(row.base_id) if row.base_id else pack)
    control = next((one for one in decides.of_kind(SIGNING) if one.name == name), None)
    if control is None:
        return by_owner(decides)
    block: SigningBlock = control.block  # type: ignore[assignment]
    return block.for_typo if putting.change == Change.TYPO and block.for_typo else block.steps


def _people(written: Iterable[str]) -> frozenset[UUID]:
    """The people among those who wrote, as the rows have them."""
    return frozenset(UUID(by.removeprefix("person:")) for by in written if by.startswith("person:"))
