"""Codes of an app are those every app shows, are good for a moment and for once; codes of the sheet are unlike."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.authority.identity.codes import (
    SHEET,
    address_for_app,
    is_from_app,
    new_recovery_codes,
    new_secret,
    plain,
    step_of,
    typed_into_app,
)

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("at", "code"),
    # RFC 6238, appendix B: the last six of its eight figures.
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(at: int, code: str) -> None:
    assert step_of(code, SECRET, datetime.fromtimestamp(at, UTC)) == at // 30


@pytest.mark.parametrize(
    ("seconds", "taken"), [(0, True), (-30, True), (30, True), (-60, False), (60, False), (3600, False)]
)
def test_one_step_of_a_wrong_clock_is_forgiven_and_no_more(seconds: int, taken: bool) -> None:
    now = datetime.fromtimestamp(1111111109, UTC) + timedelta(seconds=seconds)
    assert (step_of("081804", SECRET, now) is not None) is taken


def test_a_step_that_was_used_is_wrong_and_so_is_every_one_before_it() -> None:
    now = datetime.fromtimestamp(1111111109, UTC)
    used = step_of("081804", SECRET, now)
    assert used is not None
    assert step_of("081804", SECRET, now, after=used) is None
    assert step_of("081804", SECRET, now, after=used + 1) is None
    assert step_of("081804", SECRET, now, after=used - 1) == used


@pytest.mark.parametrize(
    "code", ["", "08180", "0818040", "\N{FULLWIDTH DIGIT ZERO}81804", "081804 ", "\0", "é" * 6]
)
def test_what_is_no_code_is_wrong_and_breaks_nothing(code: str) -> None:
    assert step_of(code, SECRET, datetime.fromtimestamp(1111111109, UTC)) is None


def test_every_secret_is_another_and_can_be_scanned_or_typed() -> None:
    secret = new_secret()
    assert secret != new_secret()
    letters = plain(typed_into_app(secret)).upper()
    address = address_for_app(secret, username="lea-7q4z", issuer="Due Regard")
    assert address.startswith("otpauth://totp/Due%20Regard:lea-7q4z?")
    assert f"secret={letters}" in address


def test_a_sheet_has_ten_different_codes_that_no_app_shows() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == SHEET
    assert not any(is_from_app(plain(code)) for code in codes)
    assert plain(f" {codes[0].upper().replace('-', ' - ')} ") == codes[0].replace("-", "")
