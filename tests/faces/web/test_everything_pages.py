"""The page on which everything is asked for, agreed to by somebody else, and fetched; and the command beside it."""

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.urls import reverse
from pyrage.x25519 import Identity

from desk_support import sign_in, text
from dueregard.assurance.transfer.models import Export
from dueregard.assurance.transfer.operations.exporting import make_export
from dueregard.assurance.transfer.queries.exports import noted
from dueregard.assurance.transfer.verifying import verify_export
from dueregard.faces.cli.main import dueregard
from dueregard.ground.backups.sealing import Secret
from dueregard.ground.kernel.moments import utc_now
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_it_is_asked_for_agreed_to_made_and_fetched_and_each_sees_what_is_theirs_to_do() -> None:
    identity = Identity.generate()
    with inside() as provider:
        concern_about_a_learner()
        director, lead = make_holder("Di Rector", "managing-director"), make_holder("Lea Dee", "dsl")
        asker, second = sign_in(director, provider), sign_in(lead, provider)
        there = reverse("everything")
        assert "Nobody has asked for it yet." in text(asker.get(there))
        assert "casework.concern" in text(asker.get(there))
        assert "Whoever answers for your policies can ask for it." in text(second.get(there))
        said = {"why": "We change our product.", "passphrase": "", "recipient": str(identity.to_public())}
        for more, sentence in (
            ({"why": ""}, "This needs an answer."),
            ({"recipient": ""}, "Give at least"),
            ({"recipient": "age1x"}, "not an age recipient"),
        ):
            refused = asker.post(there, said | more)
            assert (refused.status_code, sentence in refused.content.decode()) == (422, True), sentence
        refused = second.post(there, said)
        assert (refused.status_code, "for whoever answers for a policy" in refused.content.decode()) == (
            422,
            True,
        )
        assert asker.post(there, said).status_code == 302
        assert "Somebody else has to agree." in text(asker.get(there))
        row = Export.objects.get()
        answer = reverse("answer-everything", args=[row.id])
        own = asker.post(answer, {"answer": "agreed"})
        assert (own.status_code, "Somebody else has to agree." in own.content.decode()) == (422, True)
        assert "Di Rector asks for everything" in text(second.get(answer))
        assert second.post(answer, {"answer": "agreed"}).status_code == 302
        assert "The worker makes it within minutes." in text(asker.get(there))
        noted(row.id).parent.mkdir(parents=True, exist_ok=True)
        noted(row.id).write_text("[3, 90]")
        assert "It is being made: 3 of 90 tables are done." in text(asker.get(there))
        fetch = reverse("fetch-everything", args=[row.id])
        assert asker.post(fetch).status_code == 409
        make_export(export_id=row.id, now=utc_now())
        assert "The file is made." in text(asker.get(there))
        assert second.post(fetch).status_code == 404
        got: Any = asker.post(fetch)
        data = b"".join(got.streaming_content)
        assert (got["Content-Length"], got["Cache-Control"]) == (str(len(data)), "no-store")
        assert verify_export(io.BytesIO(data), Secret(identity=identity)).provider == provider.name
        assert asker.post(reverse("let-everything-go", args=[row.id])).status_code == 302
        assert "The file was destroyed here" in text(asker.get(there))


def test_the_command_writes_out_what_two_people_agreed_on_and_proves_it(tmp_path: Path) -> None:
    identity, out = Identity.generate(), tmp_path / "all.age"
    with inside() as provider:
        concern_about_a_learner()
        director, lead = make_holder("Di Rector", "managing-director"), make_holder("Lea Dee", "dsl")
        slug, there = provider.slug, reverse("everything")
        said = {"why": "x", "passphrase": "", "recipient": str(identity.to_public())}
        asker, second = sign_in(director, provider), sign_in(lead, provider)
    run = CliRunner()
    refused = run.invoke(dueregard, ["export", "--provider", slug, "-o", str(out)])
    assert ("no second person has agreed" in str(refused.exception), out.exists()) == (True, False)
    asker.post(there, said)
    with_row = asker.get(there).content.decode()
    answer = next(part for part in second.get(there).content.decode().split('"') if part.endswith("/answer/"))
    assert (answer in with_row, second.post(answer, {"answer": "agreed"}).status_code) == (False, 302)
    assert run.invoke(dueregard, ["export", "--provider", slug, "-o", str(out)]).exit_code == 0
    assert "is there already" in str(
        run.invoke(dueregard, ["export", "--provider", slug, "-o", str(out)]).exception
    )
    (tmp_path / "key").write_text(str(identity))
    proved = run.invoke(dueregard, ["export", "verify", str(out), "--identity", str(tmp_path / "key")])
    assert (proved.exit_code, "all.age is whole" in proved.output) == (0, True)
    out.write_bytes(out.read_bytes()[:-40])
    broken = run.invoke(dueregard, ["export", "verify", str(out), "--identity", str(tmp_path / "key")])
    assert broken.exit_code == 1
    (tmp_path / "words").write_text("\nabandon ability")
    empty = run.invoke(
        dueregard, ["export", "verify", str(out), "--passphrase-file", str(tmp_path / "words")]
    )
    assert (empty.exit_code, "words is empty" in str(empty.exception)) == (1, True)
    assert run.invoke(dueregard, ["export"]).exit_code == 2
