"""What people's standing holds."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "people.Span",
        "since when somebody is employed, enrolled or placed, where, as what",
        "learners, staff, mentors",
        "who it goes to, who is kept out and who covers depend on it",
        "employment or learning plus six years",
        purpose=Purpose.ACCESS,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.Number",
        "unique learner numbers, the provider's own numbers of learners, and payroll numbers",
        "learners, staff",
        "so that a file names the person it means, and nobody is there twice",
        "employment or learning plus six years",
        purpose=Purpose.ACCESS,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.OutfitNumber",
        "numbers of employers and subcontractors",
        "organisations",
        "so that a file names the organisation it means",
        "contract plus six years",
        purpose=Purpose.ACCESS,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.OptIn",
        "for which purpose sex, ethnicity, disability or National Insurance numbers are kept, why, until when, by whom",
        "staff",
        "to answer for what is held about people",
        "with the provider",
        purpose=Purpose.ANSWERING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.KeptApart",
        "ethnicity, disability and National Insurance numbers of learners, sex, ethnicity and disability of staff, "
        "encrypted, each under a key of its own",
        "learners, staff",
        "only where the provider has opted in: equality monitoring, reasonable adjustments, evidence for the funder",
        "until the provider opts out or the time it set is over, a year at most; then the keys are destroyed",
        stays="kept for one purpose, which an export is not",
        purpose=Purpose.ANSWERING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.Intake",
        "that a file of people came in, when and by whom, what its columns are called, which of its rows were wrong",
        "learners, staff, mentors",
        "so that what was planned is what is applied, and a machine that fails goes on where it stopped",
        "with the provider; the rows themselves are not in it",
        stays="what an import is doing; what it brought is in it",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "people.StagedChanges",
        "the encrypted changes of a file of people that are not applied yet",
        "learners, staff, mentors",
        "so that exactly what was planned is applied",
        "until they are applied or dropped; then the key is destroyed",
        stays="what an import is doing; what it brought is in it",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
