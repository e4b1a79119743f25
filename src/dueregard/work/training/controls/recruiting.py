"""`recruitment`: how people are chosen here: who sits on a panel, what is written down, and what must be there before
somebody begins."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import PlainValidator

from ....authority.policy.answers import Basis, Count, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Flag, Id, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import in_force, lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.figures import Least, TimeLimit
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.trouble import Trouble, one_of, wrong
from ....authority.policy.values.who import Naming, bare_name
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ..queries.judging_vacancies import Elsewhere, elsewhere, held
from ..queries.vacancies import OfVacancy, decided_in_the_last_year
from ..recruiting import ASKABLE, DECIDED, SAID, Chosen, Noted
from ..rules.recruiting import EVERYBODY, Lacks, Wanted, faults
from .gate import lacking


def _read_trained(raw: object) -> int | str:
    if raw == EVERYBODY or (isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= 100):
        return raw  # type: ignore[return-value]
    raise wrong(f'{raw!r} is neither a whole number from 1 to 100 nor "everybody".')


class RecruitmentBlock(Block):
    """What holds for every vacancy."""

    panel: Least | None = None
    """How many sit on a panel at least."""
    fewer_with_reason: Flag = False
    """Whether fewer will do where somebody writes down why."""
    courses: tuple[Id, ...] = ()
    """What members of a panel have been trained in by the day of the interviews."""
    trained: Annotated[int | str, PlainValidator(_read_trained)] = 1
    """How many of the panel, or `everybody`."""
    reasons: tuple[Chosen, ...] = ()
    """Of whom it is written down why."""
    asks: tuple[Noted, ...] = ()
    """What is said of each vacancy."""
    gate: Words | None = None
    """The gate that whoever is chosen passes, as `gate.id` of this policy or `policy/gate.id` of another."""
    before_start: Flag = False
    """Whether what that gate waits for is there before they begin."""
    keep: TimeLimit | None = None
    """How long after the decision the names of those who were not chosen, and the reasons, are kept."""


Ruled = InForce[RecruitmentBlock]


@dataclass(frozen=True, slots=True)
class Rule:
    """A control with its figures given."""

    control: Ruled
    wanted: Wanted
    gate: str
    """As `policy/gate.id`; empty: none."""


class Recruitment(Kind[RecruitmentBlock]):
    """How people are chosen."""

    name = "recruitment"
    on_screen = "how people are chosen"
    Block = RecruitmentBlock

    def check(self, id: str, block: RecruitmentBlock, file: File) -> Iterable[Trouble]:
        if not (block.panel or block.courses or block.reasons or block.asks or block.gate or block.keep):
            yield Trouble((), "it asks for nothing; give panel, courses, reasons, asks, gate or keep.")
        for at, note in enumerate(block.asks):
            if note not in ASKABLE:
                yield Trouble(
                    ("asks", at),
                    f"{note.value!r} is asked of no vacancy; valid: {one_of(sorted(ASKABLE))}.",
                )
        for at, outcome in enumerate(block.reasons):
            if outcome not in DECIDED:
                yield Trouble(("reasons", at), "whoever withdraws gives no reasons here.")
        if block.fewer_with_reason and block.panel is None:
            yield Trouble(("fewer_with_reason",), "fewer than what? Give panel, or delete this.")
        if block.before_start and block.gate is None:
            yield Trouble(("before_start",), "name the gate whose needs are there before they begin.")
        if block.gate and "/" not in block.gate:
            kind, _, name = block.gate.partition(".")
            if kind != "gate" or name not in file.blocks("gate"):
                yield Trouble(("gate",), f"this policy has no gate {block.gate!r}.")

    def ready(self, control: Ruled, scope: Scope) -> Iterable[Lack]:
        """A course or gate that no policy in force describes, or a figure that is not given."""
        described = {one.id for one in in_force("course", scope.moment)}
        for course in control.block.courses:
            if course not in described:
                yield Lack(control.address, f"No policy in force says what the course {course!r} is.")
        gate = _gate(control)
        if gate and gate not in {one.address for one in in_force("gate", scope.moment)}:
            yield Lack(control.address, f"No policy in force has the gate {gate}.")
        for key in ("panel", "keep"):
            figure = getattr(control.block, key)
            found = figure and resolve(figure, {}, lookup(scope.moment), f"{control.address}.{key}")
            if found and found.given is Given.LOCAL:
                yield Lack(f"{control.address}.{key}", "The policy leaves this to you, and it is not given.")

    def evidence(self, control: Ruled, scope: Scope) -> Reading:
        """Whether each vacancy decided in the last year held all that is asked here."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Ruled], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        found = decided_in_the_last_year(scope.moment) if scope.circle is Stream.OPEN else []
        if not found:
            said = "nobody was chosen or turned down in the last year"
            return [Reading(Status.NO_OCCASION, said)] * len(controls)
        rules = [rule_of(one, scope.moment) for one in controls]
        courses = {course for rule in rules for course in rule.wanted.courses}
        known = elsewhere(found, courses, {rule.gate for rule in rules if rule.gate}, scope.moment)
        return [
            self._reading(rule, found, [lacks(one, rule, scope.moment, known) for one in found])
            for rule in rules
        ]

    def _reading(self, rule: Rule, found: Sequence[OfVacancy], lacks: Iterable[tuple[Lacks, ...]]) -> Reading:
        control, lacking = rule.control, [missing for missing in lacks if missing]
        basis = Basis.SOMEBODYS_WORD if control.block.asks else Basis.HAPPENED_HERE
        count = Count(len(found) - len(lacking), len(found), "vacancies")
        if lacking:
            often = Counter(fault for missing in lacking for fault in {one.fault for one in missing})
            said = "; ".join(f"{fault} in {many} of {len(found)}" for fault, many in sorted(often.items()))
            return Reading(Status.NOT_MET, said, basis, count)
        if control.block.panel and not rule.wanted.least:
            said = "how many sit on a panel is left open, so no panel can be too small"
            return Reading(Status.NOT_SET, said, basis, count)
        return Reading(Status.MET, "every vacancy decided in the last year held it", basis, count)

    def words(self, block: RecruitmentBlock, naming: Naming = bare_name) -> str:
        said = list(_of_panel(block))
        if block.reasons:
            of = " and ".join(f"why somebody was {_plain(one)}" for one in block.reasons)
            said.append(f"it is written down {of}")
        if block.asks:
            said.append(
                f"of each vacancy it is written down {', and '.join(SAID[note] for note in block.asks)}"
            )
        if block.gate:
            when = "before they begin" if block.before_start else "before they pass it"
            said.append(f"what {_plain(block.gate.rpartition('.')[2])} waits for is there {when}")
        if block.keep:
            said.append(f"how long names and reasons of those not chosen are kept: {block.keep.words()}")
        return "; ".join(said)


def rule_of(control: Ruled, moment: Moment) -> Rule:
    """What a control asks, its figures given."""
    block = control.block
    least = block.panel and resolve(block.panel, {}, lookup(moment), f"{control.address}.panel").value
    wanted = Wanted(
        least=least or 0,
        fewer_with_reason=block.fewer_with_reason,
        courses=block.courses,
        trained=block.trained,
        reasons=frozenset(block.reasons),
        noted=frozenset(block.asks),
    )
    return Rule(control, wanted, _gate(control))


def rules_in_force(moment: Moment) -> list[Rule]:
    """Everything the policies in force ask of vacancies."""
    return [rule_of(control, moment) for control in in_force("recruitment", moment)]


def lacks(one: OfVacancy, rule: Rule, moment: Moment, known: Elsewhere | None = None) -> tuple[Lacks, ...]:
    """What a vacancy lacks of what a control asks; `known`: what several vacancies are judged by, read before."""
    return tuple(faults(rule.wanted, held(one, rule.wanted.courses, rule.gate, moment, known)))


def still_lacking(one: OfVacancy, rules: Iterable[Rule], moment: Moment) -> dict[UUID, tuple[str, ...]]:
    """What whoever was chosen and has begun still lacks for the gates they are to pass, by candidate."""
    begun = {row.person_id: candidate for candidate, row in one.taken_on.items()}
    addresses = {rule.gate for rule in rules if rule.gate}
    found: dict[UUID, tuple[str, ...]] = {}
    for gate in in_force("gate", moment):
        if gate.address in addresses:
            for person, what in lacking(gate, begun, moment).items():
                before = found.get(begun[person], ())
                found[begun[person]] = tuple(dict.fromkeys((*before, *map(_plain, what))))
    return found


def _gate(control: Ruled) -> str:
    gate = control.block.gate
    return "" if gate is None else gate if "/" in gate else f"{control.policy}/{gate}"


def _of_panel(block: RecruitmentBlock) -> Iterator[str]:
    if block.panel:
        fewer = ", or fewer with the reason written down" if block.fewer_with_reason else ""
        yield f"how many sit on a panel at least: {block.panel.words()}{fewer}"
    if block.courses:
        who = "everybody" if block.trained == EVERYBODY else f"at least {block.trained}"
        yield f"{who} on it is trained in {' and '.join(_plain(course) for course in block.courses)}"


def _plain(name: str) -> str:
    return name.replace("-", " ")


RECRUITMENT = Recruitment()
