"""What the queue and the signs of life hold about people: nothing but ids on their way."""

from ..kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "jobs.Job",
        "what is to be done in the background, as ids; of what has ended, the hour and no finer time",
        "whoever an id in an argument means: staff who are to be told",
        "nothing that was to be done is lost when a worker is killed",
        "a week when done, ninety days when failed",
        stays="how the machine works, and of nobody",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "jobs.Slot",
        "which periodic work ran last",
        "nobody",
        "to run it once a slot",
        "overwritten",
        stays="how the machine works, and of nobody",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "jobs.Heartbeat",
        "when a process last ran",
        "nobody",
        "to notice when it stops",
        "overwritten",
        stays="how the machine works, and of nobody",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
