"""How commands print: data as JSON documents with a schema number, reasons in plain sentences."""

import json
from collections.abc import Mapping
from typing import Any

import click

from ...ground.kernel.refusals import Refusal

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document; every one says which schema it follows."""
    click.echo(json.dumps({"schema": 1, **document}, ensure_ascii=False, indent=2, default=str))


def refused(refusal: Refusal, *, as_json: bool) -> None:
    """Say a refusal: the sentence on stderr, and with --json the refusal as a document on stdout too."""
    click.echo(refusal.sentence, err=True)
    if refusal.who_can_help:
        click.echo(refusal.who_can_help, err=True)
    if as_json:
        print_json({"refused": {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.field}})
