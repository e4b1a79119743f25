"""The public page of a policy: its words and version for everybody, and nothing of how it is kept or by whom."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.tenancy.models import Provider
from dueregard.work.governance.operations.publishing import publish
from household import NOON, SETUP, inside
from work.governance.governing import POLICY, Crew, at, changed, governed, put, signs

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = (
    POLICY.replace("## 1 Who", "# Care\n\nIt keeps people *safe*.\n\n## 1 Who")
    + """
## 4 What we mean {#4.1}

Harm is harm, <script>alert(1)</script> and [not this](javascript:alert(1)).

![a picture](https://example.org/p.png)

| Who | What |
|---|---|
| Learners | Tell us |

```control definition worry
term = "worry"
means = "What <b>somebody</b> thinks may be wrong."
aliases = ["concern"]
source = "Invented guidance, 2026"
```
"""
)


def get(path: str) -> tuple[int, str]:
    response = Client().get(path)
    assert dict(response.cookies) == {}
    return response.status_code, response.content.decode()


def page(policy: str = "care", provider: Provider | None = None) -> tuple[int, str]:
    here = provider or Provider.objects.get(pk=scope.provider_id())
    return get(reverse("report-policy", args=[here.short_code, policy]))


@contextmanager
def published() -> Iterator[Crew]:
    with governed(SAID) as crew:
        row = put(crew, changed(SAID))
        signs(row, crew.writer, "writer")
        signs(row, crew.director, "director", minute=11)
        publish(
            changes="Clearer.", begun=row.begun, since=None, actor=Actor.person(crew.director), now=at(20)
        )
        yield crew


def test_it_has_the_words_of_the_edition_in_force_with_an_address_for_each_clause() -> None:
    with published():
        status, text = page()
    assert status == 200
    assert re.findall(r'<h[2-6][^>]* id="(clause-[^"]+)"[^>]*>([^<]+)<', text) == [
        ("clause-1", "1 Who does this"), ("clause-2", "2 How it is signed"),
        ("clause-3", "3 Looking again"), ("clause-4.1", "4 What we mean"),
    ]  # fmt: skip
    assert "It keeps people <em>safe</em>." in text
    assert re.findall(r"<h1[^>]*>([^<]+)<", text) == ["Care"]
    assert "{#" not in text
    assert "every = " not in text
    assert text.index('id="clause-4.1"') < text.index(">Tell us about a worry<"), "at the end stands the form"


def test_it_says_what_changed_in_each_edition_until_now() -> None:
    with published():
        _status, text = page()
    assert "Clearer." in text
    assert "The first edition kept here." in text
    assert text.count("<strong>") == 2


def test_its_version_names_posts_and_nobody() -> None:
    with published():
        _status, text = page()
    rows = re.findall(r"<dt[^>]*>([^<]+)</dt><dd[^>]*>([^<]+)<", text)
    assert rows[:8] == [
        ("Document reference", "Not set"), ("Edition", "1"), ("First adopted", "Not set"),
        ("Issued", "4 March 2026"), ("In force from", "4 March 2026"), ("Last looked at", "4 March 2026"),
        ("Looked at again by", "4 September 2026"), ("Issued by", "The Director"),
    ]  # fmt: skip
    for name in ("Dara", "Wyn", "Bo Board", "not met", "met", "dr-status"):
        assert not re.search(rf"\b{name}\b", text), name


def test_what_a_policy_means_by_its_words_stands_below() -> None:
    with published():
        _status, text = page()
    below = text.partition('id="terms"')[2]
    assert re.findall(r'<dt[^>]*>([^<]+)</dt><dd[^>]*><div>\s*<span dir="auto">([^<]+)', below) == [
        ("Worry", "What &lt;b&gt;somebody&lt;/b&gt; thinks may be wrong.")
    ]
    assert "Also called concern." in below
    assert "Source: Invented guidance, 2026" in below


def test_nothing_in_its_words_acts_or_is_fetched_from_elsewhere() -> None:
    with published():
        _status, text = page()
    words = text.partition('id="clause-4.1"')[2].partition('id="terms"')[0]
    assert "<script" not in words
    assert "&lt;script&gt;" in words
    assert 'href="javascript' not in words
    assert "<img" not in words
    assert "<td>Learners</td>" in words


def test_the_list_leads_to_each() -> None:
    with published():
        provider = Provider.objects.get(pk=scope.provider_id())
        adopt(
            data=POLICY.replace('"care"', '"other"').replace('"Care"', '"Other"').encode(),
            path="other.md",
            actor=SETUP,
            now=at(30),
        )
        status, text = get(reverse("report-policies", args=[provider.short_code]))
        links = re.findall(r'href="(/r/[^"]+/policies/[a-z]+/)">([^<]+)<', text)
        assert [(link.split("/")[-2], title) for link, title in links] == [
            ("care", "Care"),
            ("other", "Other"),
        ]
        assert [get(link)[0] for link, _title in links] == [200, 200]
    assert status == 200


def test_without_a_policy_the_list_says_what_to_do() -> None:
    with inside() as provider:
        status, text = get(reverse("report-policies", args=[provider.short_code]))
    assert status == 200
    assert "No policy is in force here yet." in text
    assert reverse("report-first", args=[provider.short_code]) in text


def test_there_is_nothing_of_a_policy_of_another_provider_or_of_none() -> None:
    with published():
        assert page("nothing")[0] == 404
    with inside("quayside") as provider:
        assert page("care", provider)[0] == 404


def test_it_is_open_only_where_the_other_public_pages_are() -> None:
    with published():
        provider = Provider.objects.get(pk=scope.provider_id())
        Provider.objects.filter(pk=provider.pk).update(live_since=None)
        for name, more in (("report-policy", ["care"]), ("report-policies", [])):
            _status, text = get(reverse(name, args=[provider.short_code, *more]))
            assert "Looking again" not in text
            assert "Care" not in text
            first = get(reverse("report", args=[provider.short_code]))[1]
            assert first.count("<h1") == text.count("<h1")  # a nonce may hold the letters by chance


def test_one_word_of_two_policies_has_a_line_for_each_with_its_policy() -> None:
    with published():
        provider = Provider.objects.get(pk=scope.provider_id())
        more = SAID.replace('"care"', '"other"').replace('"Care"', '"Other"')
        more = more.replace("What <b>somebody</b> thinks", "Whatever")
        more = more.replace('2026"\n```', '"\nedition = "2011"\nsuperseded_by = "Newer, 2026"\n```')
        adopt(data=more.encode(), path="other.md", actor=SETUP, now=at(30))
        status, text = get(reverse("report-words", args=[provider.short_code]))
        links = re.findall(r'href="(/r/[^"]+#clause-[^"]+)">([^<]+)<', text)
        assert [get(link)[0] for link, _title in links] == [200, 200]
    assert status == 200
    assert re.findall(r"<dt[^>]*>([^<]+)</dt>", text) == ["Worry"]
    assert re.findall(r'<span dir="auto">([^<]+)</span>', text) == [
        "What &lt;b&gt;somebody&lt;/b&gt; thinks may be wrong.",
        "Whatever may be wrong.",
    ]
    assert [title for _link, title in links] == ["Care", "Other"]
    assert text.count("An older meaning: its source was superseded by Newer, 2026.") == 1


def test_where_no_policy_means_anything_by_a_word_the_page_says_so() -> None:
    with inside() as provider:
        status, text = get(reverse("report-words", args=[provider.short_code]))
    assert status == 200
    assert "No policy in force here says what it means by a word." in text


READ_WITH = """
## 9 Read with {#9}

Read it with these.

```control related companions
owner = "role:board"
every = "not set"
[[items]]
id = "it"
title = "Rules for IT"
where = "local"
[[items]]
id = "paper"
title = "Rules on paper"
where = "local"
[[items]]
id = "care"
title = "This one"
ours = "care"
```
"""


def test_what_a_policy_is_read_with_is_linked_where_it_is_spoken_of() -> None:
    with governed(POLICY + READ_WITH) as crew:
        here = Provider.objects.get(pk=scope.provider_id())
        assert '<li dir="auto">Rules for IT</li>' in page()[1]
        said = {"it": "https://example.org/it", "paper": "In the office, second shelf"}
        for at, value in enumerate(said.values()):
            address = f"care/related.companions.items.{at}.where"
            set_local_value(address=address, value=value, actor=SETUP, now=NOON)
        _status, shown = page()
        linked = '<li dir="auto"><a class="govuk-link" href="{}">{}</a></li>'
        assert linked.format("https://example.org/it", "Rules for IT") in shown
        assert linked.format(reverse("report-policy", args=[here.short_code, "care"]), "This one") in shown
        assert shown.index('id="clause-9"') < shown.index("https://example.org/it")
        assert "second shelf" not in shown
        desk = sign_in(crew.board, here).get(reverse("clause", args=["care", "9"])).content.decode()
        assert linked.format("https://example.org/it", "Rules for IT") in desk
        assert "Rules on paper: In the office, second shelf" in desk
