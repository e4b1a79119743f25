"""An import of an ILR: planned and applied, against lxml alone on the same file, which makes a dict of each learner.

The file is generated: invented learners with true check digits, of about 1.5 kB each, as the official sample's are.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from dueregard.authority.people.imports.applying import carry_on
from dueregard.authority.people.imports.beginning import begin
from dueregard.authority.people.imports.files import receive
from dueregard.authority.people.imports.numbers import check_digit_is_right
from dueregard.authority.people.imports.planning import plan_import
from dueregard.authority.people.models import Intake
from dueregard.faces.cli.house import bring_up_to_date
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation

from .table import Target, heading, row

UKPRN = "10009999"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ACTOR = Actor.system("bench")
_NAMESPACE = "{ESFA/ILR/2025-26}"
_FAMILY = ("Okoro", "Lind", "O'Neill", "Ŵyn", "Fenn", "Marsh", "Rowe", "Hale", "Lund", "Thrupp")
_GIVEN = ("Ada", "Ben", "Cara", "Dev", "Éloïse", "Farah", "Gwen", "Hal", "Imelda", "Jonas")
_FILLER = "".join(
    f"<{name}>{value}</{name}>"
    for name, value in (
        *(
            ("Ethnicity", "31"),
            ("Sex", "F"),
            ("LLDDHealthProb", "2"),
            ("Accom", "5"),
            ("PlanLearnHours", "440"),
        ),
        *(
            ("PostcodePrior", "ZZ1 1ZZ"),
            ("Postcode", "ZZ1 1ZZ"),
            ("AddLine1", "1 The Street"),
            ("AddLine2", "Toytown"),
        ),
    )
)
_DELIVERY = (
    "<LearningDelivery><LearnAimRef>60149735</LearnAimRef><AimType>{aim}</AimType><AimSeqNumber>{aim}</AimSeqNumber>"
    "<LearnStartDate>2025-09-0{day}</LearnStartDate><LearnPlanEndDate>2026-07-02</LearnPlanEndDate><FundModel>36"
    "</FundModel><ProgType>25</ProgType><StdCode>{standard}</StdCode><DelLocPostCode>ZZ1 3ZZ</DelLocPostCode>"
    "<CompStatus>1</CompStatus><SWSupAimId>cb5f0d25-cff4-4ea0-92f5-99378cce306d</SWSupAimId><LearningDeliveryFAM>"
    "<LearnDelFAMType>SOF</LearnDelFAMType><LearnDelFAMCode>107</LearnDelFAMCode></LearningDeliveryFAM>"
    "</LearningDelivery>"
)


def main() -> None:
    """Generate, read with lxml alone, then plan and apply."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", type=int, default=200_000)
    options, _ = parser.parse_known_args()
    bring_up_to_date()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ilr.xml"
        with file.open("w") as out:
            out.writelines(ilr(options.learners))
        size = file.stat().st_size / 1e6
        plain = _took(lambda: read_alone(file))
        before = _peak()
        planned, applied = bring_in(file)
        first = _peak()
        again, nothing = bring_in(file)
        second = _peak()
    heading(f"People in: an ILR of {options.learners:,} learners, {size:,.0f} MB")
    row("lxml alone, a dict of each learner", [size / plain.wall], "MB/s")
    row("  processor time", [plain.processor], "s")
    both = planned + applied
    row(
        "planned and applied",
        [size / both.wall],
        "MB/s",
        ratio=plain.wall / both.wall,
        must=Target(0.3, at_least=True),
    )
    row("  by processor time", [both.processor], "s", ratio=plain.processor / both.processor)
    for what, took in (("planning", planned), ("applying", applied)):
        row(f"  of which {what}", [took.wall], "s")
        row(f"  {what}, processor time", [took.processor], "s")
    twice = again + nothing
    row("the same again, which changes nothing", [size / twice.wall], "MB/s", ratio=plain.wall / twice.wall)
    row("  by processor time", [twice.processor], "s", ratio=plain.processor / twice.processor)
    row("memory at its peak, beyond what lxml took", [first - before], "MiB")
    row("  and of the same again", [second - before], "MiB")
    row("load of the machine, of the last minute", [os.getloadavg()[0]], "processes")


def ilr(learners: int) -> Iterator[str]:
    """The file, a learner at a time."""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<Message xmlns="ESFA/ILR/2025-26"><Header><CollectionDetails>'
        "<Collection>ILR</Collection><Year>2526</Year></CollectionDetails><Source>"
        f"<UKPRN>{UKPRN}</UKPRN></Source></Header>"
    )
    ulns = (
        str(number) for number in range(1_000_000_000, 9_999_999_999) if check_digit_is_right(str(number))
    )
    for n, uln in zip(range(learners), ulns, strict=False):
        born = date.fromordinal(date(1970, 1, 1).toordinal() + n * 7919 % 13_000)
        deliveries = "".join(_DELIVERY.format(aim=aim, day=aim, standard=n % 40 + 1) for aim in (1, 2, 3))
        yield (
            f"<Learner><LearnRefNumber>R{n:08}</LearnRefNumber><ULN>{uln}</ULN>"
            f"<FamilyName>{_FAMILY[n % 10]}</FamilyName><GivenNames>{_GIVEN[n // 10 % 10]} "
            f"{_FAMILY[n // 100 % 10]}</GivenNames><DateOfBirth>{born}</DateOfBirth>"
            f"{_FILLER}<LearnerEmploymentStatus><EmpStat>10</EmpStat><DateEmpStatApp>2025-05-13</DateEmpStatApp><EmpId>"
            f"{100_000_000 + n % 500}</EmpId></LearnerEmploymentStatus>{deliveries}</Learner>\n"
        )
    yield "</Message>"


def read_alone(file: Path) -> None:
    """What nothing that reads the file with lxml can be faster than."""
    for _, element in etree.iterparse(str(file), tag=f"{_NAMESPACE}Learner"):
        {child.tag: child.text for child in element}
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def bring_in(file: Path) -> "tuple[Took, Took]":
    """What planning and applying took."""
    with enter(_provider()), file.open("rb") as stream:
        planned: list[Intake] = []
        planning = _took(lambda: planned.append(plan_import(received=receive(stream), actor=ACTOR, now=NOW)))
        [intake] = planned

        def apply() -> None:
            begun = begin(intake=intake, plan=intake.plan, actor=ACTOR, now=NOW, apart=False)
            carry_on(intake=begun, actor=ACTOR, clock=lambda: NOW)

        return planning, _took(apply)


@cache
def _provider() -> Provider:
    return create_provider(
        slug="bench",
        name="Bench Training",
        nation=Nation.ENGLAND,
        actor=ACTOR,
        now=NOW,
        fictional=True,
        ukprn=UKPRN,
    )


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and of the processor: of our process alone, not of a database server."""

    wall: float
    processor: float

    def __add__(self, other: "Took") -> "Took":
        return Took(self.wall + other.wall, self.processor + other.processor)


def _took(work: Callable[[], object]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - processor)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
