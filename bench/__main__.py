"""`python -m bench [PART …]`: the parts one after another, each in a process, folder and database of its own."""

import argparse
import signal
import subprocess
import sys

from .places import DATABASES, place, servers

PARTS = {
    "submit": "send a report through the production server, against a minimal view",
    "obligations": "reconcile and sweep, against raw SQL",
    "pages": "the queue and a record at growing numbers of concerns, against the smallest",
    "attachments": "a report with three attachments, against the same bytes sealed and written",
    "searching": "a word in 50,000 notes, against opening the same notes",
    "chronology": "the chronology of 2,000 entries, against opening the same words",
    "equality": "shares of 20,000 learners by group, against opening what is kept of them",
    "checks": "the single central record of 2,000 people, against raw SQL",
    "learning": "who is overdue, and what a new requirement touches, against raw SQL",
    "policy_status": "how a whole policy stands, against raw SQL",
    "gate": "judge a large policy, against plain parsers",
    "papers": "a policy of 200 clauses as PDF/UA, against the same words set plainly",
    "people_in": "bring the people of an ILR in, against lxml alone",
    "start": "cold start, and memory of a web process",
    "keep": "backup, restore drill and restore of a gigabyte while people report",
}
"""In the order in which they run."""
WITHOUT_DATABASE = {"gate", "papers"}
ONLY_WHEN_NAMED = {
    "kill": "kill -9 of web, worker and database while people report; takes long",
    "failover": "two nodes, two workers, and a copy that takes over when PostgreSQL dies; PostgreSQL only",
}


def main() -> int:
    """Run what was asked for; the exit status tells of breakdowns, never of slowness."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders go
    options, rest = _parser().parse_known_args()
    failed = 0
    with servers(options.databases) as urls:
        for part in options.parts or PARTS:
            for database in options.databases[:1] if part in WITHOUT_DATABASE else options.databases:
                with place(urls[database]) as environment:
                    command = [sys.executable, "-m", "bench.part", part, *rest]
                    failed |= subprocess.run(command, env=environment, check=False).returncode
    return failed


def _part(name: str) -> str:
    if name not in PARTS | ONLY_WHEN_NAMED:
        raise argparse.ArgumentTypeError(
            f"there is no part {name}; take {', '.join(PARTS | ONLY_WHEN_NAMED)}"
        )
    return name


def _parser() -> argparse.ArgumentParser:
    parts = "\n".join(f"  {name:<12} {what}" for name, what in (PARTS | ONLY_WHEN_NAMED).items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=f"Measures speed. The parts:\n{parts}",
        epilog="Other options go to the parts: --seconds and --clients (submit), --obligations, "
        "--sizes and --asked (pages), --entries and --asked (chronology), --notes, --each and --asked (searching), "
        "--learners and --asked (equality), --people and --asked (checks), --people, --completions and --touched "
        "(learning), --people, --completions and --asked (policy_status), --clauses (gate, papers), "
        "--learners (people_in), --times (gate, papers, start), --reports, --clients, --every and --minutes (kill), "
        "--not-waited-for (failover), --megabytes (keep).",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="default: all but kill and failover", type=_part
    )
    parser.add_argument(
        "--databases", type=lambda text: text.split(","), default=DATABASES, help=", ".join(DATABASES)
    )
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
