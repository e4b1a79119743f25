"""Everything the policies in force ask people to have learnt, read or been taken through."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ....authority.people.audience_words import audience_words
from ....authority.policy.answers import InForce
from ....authority.policy.queries import pack_of, shelf
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from . import checklist, reading, training
from .asking import Asked

_ASKED_OF: dict[str, Any] = {
    "training": training.asked_of, "reading": reading.asked_of, "checklist": checklist.asked_of,
}  # fmt: skip
_KINDS: dict[str, Any] = {
    "training": training.TRAINING, "reading": reading.READING, "checklist": checklist.CHECKLIST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Required:
    """A control that asks something of everybody in an audience, as in force at a moment."""

    control: InForce[Any]
    asked: Asked
    words: str
    """The whole of it as a sentence."""
    title: str
    clause: str
    """The heading in the policy under which it stands."""
    whom: str
    """Of whom it is asked."""

    @property
    def address(self) -> str:
        """`policy/kind.id`."""
        return self.control.address


def required(moment: Moment) -> Iterator[Required]:
    """Every training, reading and checklist asked for at the moment, policy by policy, in the order of each file."""
    for control in shelf(moment).controls():
        if control.kind in _KINDS:
            yield _required(control, moment)


def required_at(address: str, moment: Moment) -> Required:
    """What is asked for at an address. Raises `NothingHere` when no policy in force at the moment asks for it."""
    for control in shelf(moment).controls():
        if control.address == address and control.kind in _KINDS:
            return _required(control, moment)
    raise NothingHere


def _required(control: InForce[Any], moment: Moment) -> Required:
    asked: Asked = _ASKED_OF[control.kind](control, moment)
    pack = pack_of(control.edition_id)
    title = _title(control, asked, moment)
    if control.kind == "training":
        words = training.TRAINING.sentence(control.block, title, pack.name_of)
    else:
        words = str(_KINDS[control.kind].words(control.block, pack.name_of))
    whom = audience_words(control.block.audience, pack.name_of)
    return Required(control, asked, words, title, pack.heading(control.clause), whom)


def _title(control: InForce[Any], asked: Asked, moment: Moment) -> str:
    """What it is called in a list: the document, the checklist, or the courses by the titles their policies give
    them."""
    if control.kind in ("reading", "checklist"):
        return str(control.block.title)
    titles = {one.id: one.block.title for one in shelf(moment).of_kind("course")}
    courses = [titles.get(course, course.replace("-", " ")) for course in asked.requirement.courses]
    return training.joined(courses, control.block)
