"""Somebody signed in at one provider, on the pages for reporters of another."""

import pytest
from django.test import Client

from dueregard.ground.tenancy.models import Provider
from faces.web.test_routes import signed_in
from household import inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


@pytest.fixture
def elsewhere() -> Provider:
    with inside("elsewhere") as provider:
        make_holder("Els Where", "dsl")
    return provider


@pytest.fixture
def lead(elsewhere: Provider) -> Client:
    with inside() as provider:
        return signed_in(make_holder("Lea Dee", "dsl"), provider)


@pytest.mark.parametrize("page", ["/r/{code}/", "/r/{code}/report/", "/r/{code}/again/"])
def test_whoever_is_signed_in_elsewhere_reports_like_anybody(
    page: str, lead: Client, elsewhere: Provider
) -> None:
    address = page.format(code=elsewhere.short_code)
    theirs, anybodys = lead.get(address), Client().get(address)
    assert (theirs.status_code, anybodys.status_code) == (200, 200)
    assert elsewhere.name in theirs.content.decode()
