"""What an address of a database comes to."""

import pytest

from dueregard.ground.kernel.databases import postgresql


def test_an_address_says_where_and_what_it_says_besides_wins() -> None:
    found = postgresql("postgres://ada:p%40ss@db.example.org:5433/house?sslmode=require")
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "house", "ada", "p@ss", "db.example.org", "5433",
    ]  # fmt: skip
    assert found["OPTIONS"] == {
        "application_name": "dueregard",
        "options": "-c jit=off",
        "sslmode": "require",
    }
    other = postgresql("postgres:///house?host=/run/postgresql&options=-c%20jit%3Don&application_name=x")
    assert (other["HOST"], other["OPTIONS"]) == (
        "/run/postgresql", {"application_name": "x", "options": "-c jit=on"},
    )  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://db.example.org/house", "sqlite:///x", "house"])
def test_nothing_else_is_taken(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it says no more: whoever reads the setting does
        postgresql(url)
