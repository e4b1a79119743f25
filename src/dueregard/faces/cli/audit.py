"""`dueregard audit`: verify the record, or hand a signed head to somebody outside the team."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from ...ground.audit import queries as ledger
from ...ground.audit.rows import verify_rows
from ...ground.audit.rules import GoneByRestore, NotProved
from ...ground.audit.words import verify_words
from ...ground.crypto.operations import keys_missing
from ...ground.kernel.moments import LONDON
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import by_slug, enter
from ...ground.tenancy.queries import shut_before
from .output import json_option, print_json


@click.group()
def audit() -> None:
    """The audit record: verify it, or hand its head out."""


@audit.command()
@click.option("--provider", "slug", help="One provider; all of them unless said.")
@click.option(
    "--head", "head_file", type=click.Path(path_type=Path), help="A head kept outside, to compare with."
)
@json_option
def verify(slug: str | None, head_file: Path | None, as_json: bool) -> None:
    """Recompute the record and name the first entry that is not what was written."""
    providers = [by_slug(slug)] if slug else list(Provider.objects.order_by("slug"))
    kept = _read_head(head_file) if head_file else None
    if kept is not None and kept.get("provider") not in {str(provider.id) for provider in providers}:
        raise BadInput("This head belongs to no provider that is verified here.", field="head")
    results = [_verify(provider, kept) for provider in providers]
    if as_json:
        print_json({"providers": results})
    for result in results:
        fault, restored = result["fault"], result["restored"]
        said = fault["what"] if fault else "the audit record holds."
        if restored:
            said += f" But {restored['what']}."
        if result["not_proved"]:
            said += f" But of the head: {result['not_proved']['what']}."
        if result["keys_lost"] and not fault:
            said += (
                f" But words from before {result['keys_lost']} could not be compared: master key and recovery sheets "
                "were lost then, and nobody can read them. That is no sign that anybody changed them."
            )
        if result["keys_missing"] and not fault:
            said += (
                " But words from before a restore could not be compared: their keys did not come back with the backup "
                "(`dueregard keys return`)."
            )
        click.echo(f"{result['provider']}: {said}", err=as_json or bool(fault))
    if any(result["fault"] for result in results):
        sys.exit(3)


def _read_head(path: Path) -> dict[str, Any]:
    try:
        head = json.loads(path.read_text())
    except OSError:
        raise BadInput(f"The file {path.name} cannot be read.") from None
    except ValueError:
        raise BadInput(f"The file {path.name} is not a head: it is not JSON.") from None
    if not isinstance(head, dict):
        raise BadInput(f"The file {path.name} is not a head.")
    return head


def _verify(provider: Provider, kept: dict[str, Any] | None) -> dict[str, Any]:
    with enter(provider):
        verdict = ledger.verify()
        fault = verdict.fault or verify_words() or verify_rows()
        if fault is None and kept is not None and kept.get("provider") == str(provider.id):
            fault = ledger.check_head(kept)
        missing, lost = keys_missing(), shut_before()
    found = fault and {"stream": fault.stream, "seq": fault.seq, "entry": fault.entry, "what": fault.what}
    restored, not_proved = isinstance(fault, GoneByRestore), isinstance(fault, NotProved)
    return {
        "provider": provider.slug,
        "entries": verdict.entries,
        "fault": None if restored or not_proved else found,
        "restored": found if restored else None,
        "not_proved": found if not_proved else None,
        "keys_lost": f"{lost.astimezone(LONDON):%d %B %Y, %H:%M}" if lost else None,
        "keys_missing": missing,
    }


@audit.command()
@click.option("--provider", "slug", required=True)
def head(slug: str) -> None:
    """Print a signed head: give it to somebody outside the team, who can later prove that nothing was taken away."""
    with enter(by_slug(slug)):
        document = ledger.signed_head()
    if not document["heads"]:
        raise Refusal("This provider has no audit record yet.")
    click.echo(json.dumps(document, indent=2))
