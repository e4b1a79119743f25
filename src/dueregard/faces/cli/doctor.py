"""`dueregard doctor`: what is well, what is not, and what mends it, a line each."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from textwrap import wrap

import click

from ...assurance.health.queries.lines import everything
from ...assurance.health.rules import exit_status, gravest
from ...assurance.health.vocabulary import Line, State
from ...ground.kernel.moments import utc_now
from ...mechanisms.notifications.trial import send_trial
from .output import json_option, print_json

_WIDTH = 79
_STATE, _WHAT = 12, 16
_INDENT = " " * (_STATE + _WHAT)


@click.command()
@click.option("--send-mail-to", "address", help="Send one real letter to this address now, and nothing else.")
@json_option
def doctor(address: str | None, as_json: bool) -> None:
    """Look at everything that keeps people safe here. 0: all good; 1: something to look at; 2: something broken."""
    if address:
        answer = send_trial(address)
        print_json({"mail": answer}) if as_json else click.echo(answer)
        return
    lines = everything(utc_now())
    worst = gravest(lines)
    if as_json:
        print_json({"state": worst.name.lower(), "lines": [_document(line) for line in lines]})
    else:
        _print(lines)
    sys.exit(exit_status(worst))


def _print(lines: Iterable[Line]) -> None:
    lines = list(lines)
    for provider, of_it in groupby(lines, key=lambda line: line.provider):
        if provider:
            click.echo(f"\n{provider}")
        for line in of_it:
            click.echo(_written(line))
    counts = {state: sum(line.found.state is state for line in lines) for state in State}
    click.echo(
        f"\n{counts[State.BROKEN]} broken, {counts[State.LOOK]} to look at, {counts[State.GOOD]} good."
    )


def _written(line: Line) -> str:
    """A line as it is printed: three columns, the last wrapped, and below it what to do."""
    found = line.found
    text = wrap(found.sentence, _WIDTH - len(_INDENT))
    if found.mend:
        first, *rest = wrap(found.mend, _WIDTH - len(_INDENT) - 2, break_on_hyphens=False)
        text += [f"→ {first}", *(f"  {more}" for more in rest)]
    head = f"{found.state:<{_STATE}}{line.what:<{_WHAT}}"
    return "\n".join((head if number == 0 else _INDENT) + part for number, part in enumerate(text))


def _document(line: Line) -> dict[str, str]:
    found = asdict(line.found) | {"state": line.found.state.name.lower()}
    return {"id": line.id, "what": line.what, "provider": line.provider, **found}
