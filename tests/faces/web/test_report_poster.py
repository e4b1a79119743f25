"""The poster and the cards: the same short address for everybody, as words and as a square code."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dueregard.faces.web.drawings import square_code
from dueregard.ground.tenancy.models import Provider
from household import inside, make_holder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def page_of(provider: Provider) -> str:
    response = Client().get(reverse("report-poster", args=[provider.short_code]))
    assert (response.status_code, dict(response.cookies)) == (200, {})
    return response.content.decode()


def test_one_poster_and_eight_cards_carry_the_address_and_its_code() -> None:
    with inside() as provider:
        page = page_of(provider)
    address = f"{settings.ADDRESS}/r/{provider.short_code}/"
    assert page.count('dr-poster--wall"') == 1
    assert page.count('dr-poster--wallet"') == 8
    assert set(re.findall(r'<path d="([^"]+)"', page)) == {square_code(address).path}
    assert page.count(address.partition("//")[2]) >= 9


def test_nothing_on_it_is_secret_and_danger_comes_first() -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        page = page_of(provider)
    assert "Lea Dee" not in page
    assert "csrfmiddlewaretoken" not in page
    numbers = re.findall(r"<strong>[^<\d]*? ([\d\s]+)</strong>", page)
    assert numbers[:3] == ["999", "101", "0800\u00a01111"]


def test_it_says_when_to_print_it_again() -> None:
    with inside() as provider:
        assert "The numbers were checked on 21 November 2026." in page_of(provider)
