"""Without scripts the screen is hidden by a link, to a page that tells nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from household import inside, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def test_hiding_the_screen_needs_no_script_and_the_page_tells_nothing() -> None:
    with inside() as provider:
        client = sign_in(make_person("Tu Tor"), provider)
        assert f'href="{reverse("hidden")}"' in client.get(reverse("my-reports")).content.decode()
        page = client.get(reverse("hidden")).content.decode()
    shown = page.partition("<body")[2]
    assert not [word for word in (provider.name, "Due Regard", "Tor", "oncern", "eport") if word in shown]
    assert "<title>Notes</title>" in page
    assert Client().get(reverse("hidden")).status_code == 302
