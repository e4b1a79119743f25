"""`dueregard keys begin-anew`: the key file and every recovery sheet are lost, and people need somewhere to report."""

import sys

import click

from ...authority.identity.losing import forget_devices_and_sessions
from ...ground.crypto.master import master_key, next_master_key
from ...ground.crypto.sheets import fingerprint
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.beginning_anew import begin_anew as run_begin_anew
from ...ground.tenancy.beginning_anew import refuse_while_not_lost
from ...ground.tenancy.models import Provider
from ...mechanisms.notifications.secret import forget_mail_secret
from .keys import hand_out_sheet

SENTENCE = "the old records stay closed"
_FIRST = """\
There is no master key here. If a recovery sheet is anywhere, stop and put the key back: dueregard keys install SHEET.
Everything is then as it was. Look also for a copy of master.key: on another machine that uses these records, on the
machine they were on before, in a copy of the whole disk.

If you go on, nobody can ever read here again what was reported, written or decided until now: not the people who handle
concerns, not those who reported, not you. New reports are taken. Keep a backup of today first (dueregard backup -o
FILE): should the key or a sheet turn up after all, it opens that backup on another machine.
"""
_THEN = """\
What was reported before is shut to everybody, and the pages say so. Start web and worker: new reports are taken.

Do these today:
- Prove the new recovery sheet, and lock it away: dueregard keys check SHEET (dueregard keys slip prints another).
- Make a backup: dueregard backup -o FILE. Backups of before hold nothing that anybody here can read.
- Let people in again. Whoever had a second step, a passkey or the sign-in of your organisation is signed out, and
  their password alone opens nothing. Each provider's first is somebody who appoints: dueregard invite --provider
{slugs} --name NAME. They vouch for each of the others on their pages.
- Set up anew what was kept closed: dueregard mail secret; and the organisation's own sign-in, on its page.
- Tell whoever is accountable: records about people were lost, which is a personal data breach. The 72 hours in which
  the Information Commissioner may have to hear of it run from when you found out; the breach log counts them.
- Whoever handled concerns writes down anew what they remember, and rings those who may still need help.
"""


@click.command("begin-anew")
@click.option("--yes-the-old-records-stay-closed", "agreed", is_flag=True, help="Do not ask to type that.")
@click.option("--no-input", is_flag=True, help="Ask nothing, and print no recovery sheet.")
def begin_anew(*, agreed: bool, no_input: bool) -> None:
    """Key file and every recovery sheet are lost: take new reports under a new key. What is here stays closed for good.

    Cut off anywhere, the same command goes on.
    """
    refuse_while_not_lost()
    click.echo(_FIRST)
    if not agreed:
        _agree(ask=not no_input)
    coming = next_master_key(make=True)
    hand_out_sheet(coming or b"", ask=not no_input and sys.stdin.isatty())
    aside = run_begin_anew(house=_forget, actor=Actor.system("keys"), now=utc_now())
    click.echo(f"The key {fingerprint(master_key())} is in place.")
    slugs = ", ".join(Provider.objects.order_by("slug").values_list("slug", flat=True))
    click.echo(_THEN.format(slugs=f"  {slugs}"))
    if aside:
        click.echo(
            f"The register of before is kept as {aside}: it belongs to backups of before, and to their key."
        )


def _agree(*, ask: bool) -> None:
    if not ask:
        raise click.UsageError("Say --yes-the-old-records-stay-closed, or type it at the keyboard.")
    typed = click.prompt(f"To go on, type: {SENTENCE}", default="", show_default=False)
    if " ".join(typed.lower().strip(" .").split()) != SENTENCE:
        raise BadInput("That is not the sentence. Nothing was changed.")


def _forget() -> None:
    forget_devices_and_sessions()
    forget_mail_secret()
