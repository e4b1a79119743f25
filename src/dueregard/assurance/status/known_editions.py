"""The editions of law and guidance that a text is held against: those that are known, and those taken on here."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...authority.policy.catalogue import Header
from ...ground.kernel.moments import Moment, london_day
from ...ground.reference.queries import Known, guidance
from ...ground.reference.rules.contents import Guidance
from ...ground.tenancy.operations import here
from ...ground.tenancy.vocabulary import Nation
from ...work.governance.queries.guidance import every_edition
from .rules.citing import Edition

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def known_editions(
    moment: Moment,
    *,
    on: date | None = None,
    without: tuple[str, date] | None = None,
    supposing: tuple[Header, date] | None = None,
) -> tuple[Edition, ...]:
    """Every edition that texts may cite, as they stand on the day of the moment, or as they would `on` another by what
    is known now. `without`: as if the edition of a document that is in force from a day had not been taken on;
    `supposing`: as if one more were."""
    nation = Nation(here().nation)
    today = on or london_day(moment.as_at)
    taken = [
        (one.header, one.since)
        for one in every_edition(moment)
        if one.row and (one.header.document, one.since) != without
    ]
    taken += [supposing] if supposing else []
    known = [_known(one, today) for one in guidance(nation, moment) if one.content.cited_as]
    began = {one.key: one.since for one in guidance(nation, moment)}
    for header, since in sorted(taken, key=lambda one: one[1]):
        known, began = _with(header, since, today, known, began)
    return tuple(known)


def _with(
    header: Header, since: date, today: date, known: Sequence[Edition], began: dict[str, date | None]
) -> tuple[list[Edition], dict[str, date | None]]:
    """The editions with one more. Once it is in force, what texts call by the same name and began before has ended."""
    key = f"taken.{header.document}.{since}"
    new = Edition(
        key,
        header.title,
        header.cited_as,
        _years(header.edition) or _years(header.dated, str(since)),
        header.edition,
        since <= today,
    )
    found = [
        replace(one, stands=False, ended=True, followed_by=key)
        if new.stands and _earlier(began.get(one.key), since) and set(one.names) & set(header.cited_as)
        else one
        for one in known
    ]
    return [*found, new], began | {key: since}


def _earlier(began: date | None, since: date) -> bool:
    return began is None or began < since


def _known(one: Known[Guidance], today: date) -> Edition:
    said = one.content
    ended = one.until is not None and one.until <= today
    begun = one.since is None or one.since <= today
    days = (str(day) for day in (one.since, said.dated) if day)
    return Edition(
        one.key,
        said.title,
        said.cited_as,
        _years(said.edition, *days),
        said.edition,
        begun and not ended,
        ended,
        said.followed_by,
        said.sections,
    )


def _years(*said: str) -> frozenset[str]:
    """Years by which a text may call an edition."""
    return frozenset(year for words in said for year in _YEAR.findall(words))
