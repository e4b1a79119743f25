"""Every question draws itself with its label, hint and error; what was typed comes back untouched."""

import html
import re
from uuid import UUID

import pytest
from django import forms
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from dueregard.faces.web.forms.fields import Line, Narrative, OneOf, Pick, RequestId, Secret, SomeOf, Tick
from dueregard.faces.web.forms.questions import Questions
from dueregard.faces.web.forms.times import Day, LondonMoment

CHOICES = [("a", "An apple"), ("b", "A <pear>")]
A_REQUEST = "0199f3d2-7c2b-7000-8000-000000000001"


class Every(Questions):
    """One question of each kind."""

    request_id = RequestId()
    line = Line(label="Line", help_text="On one line.")
    words = Narrative(label="Words")
    one = OneOf(label="One", choices=CHOICES, reveals={"b": "why"}, hints={"a": "Red or green."})
    why = Line(label="Why a pear?")
    some = SomeOf(label="Some", choices=CHOICES)
    pick = Pick(label="Pick", choices=[("", "Choose"), *CHOICES])
    born = Day(label="Born")
    when = LondonMoment(label="When")
    agree = Tick(label="Agree")
    secret = Secret(label="Secret")
    note = Line(label="Note", required=False)


def problems(form: forms.Form) -> str:
    return render_to_string("forms/problems.html", {"form": form})


def ids(markup: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', markup)


def test_every_link_of_the_error_summary_hits_a_box() -> None:
    form = Every({"one": "b"})
    boxes = re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', str(form))
    links = re.findall(r'href="#([^"]+)"', problems(form))
    assert links == [
        "id_line", "id_words", "id_why", "id_some", "id_pick", "id_born-day", "id_when-day", "id_agree", "id_secret",
    ]  # fmt: skip
    assert [link for link in links if link not in boxes] == []


def test_no_id_stands_twice_and_every_description_exists() -> None:
    markup = str(Every({"one": "b", "when-which": "first"}))
    assert sorted(ids(markup)) == sorted(set(ids(markup)))
    described = {
        name for names in re.findall(r'aria-describedby="([^"]+)"', markup) for name in names.split()
    }
    assert described - set(ids(markup)) == set()


def test_the_summary_names_the_question_that_needs_an_answer() -> None:
    form = Every({"one": "b"})
    assert form["line"].problems == ["Line: This needs an answer."]  # type: ignore[attr-defined]
    assert form["why"].problems == ["Why a pear? This needs an answer."]  # type: ignore[attr-defined]
    assert form["born"].problems == ["Give the day, like 27 3 2026."]  # type: ignore[attr-defined]


def test_an_optional_question_says_so() -> None:
    labels = re.findall(r"<label[^>]*>\s*(.*?)\s*</label>", str(Every()["note"].gds()))  # type: ignore[attr-defined]
    assert labels == ["Note (optional)"]


def test_a_choice_is_escaped_and_explained() -> None:
    markup = str(Every()["one"].gds())  # type: ignore[attr-defined]
    assert "A &lt;pear&gt;" in markup
    assert re.findall(r'govuk-radios__hint">\s*(.*?)\s*</div>', markup) == ["Red or green."]


def test_a_password_is_never_sent_back() -> None:
    assert "hunter2" not in str(Every({"secret": "hunter2"}))


@pytest.mark.parametrize(
    ("data", "errors", "why"),
    [
        ({"one": "a"}, {}, ""),
        ({"one": "a", "why": "because"}, {}, ""),
        ({"one": "b"}, {"why": ["This needs an answer."]}, None),
        ({"one": "b", "why": "because"}, {}, "because"),
        ({}, {"one": ["This needs an answer."]}, ""),
        ({"one": "c"}, {"one": ["Choose one of the answers on the page."]}, ""),
    ],
)
def test_a_question_that_was_not_asked_is_neither_missed_nor_kept(
    data: dict[str, str], errors: dict[str, list[str]], why: str | None
) -> None:
    class Pears(Questions):
        one = OneOf(choices=CHOICES, reveals={"b": "why"})
        why = Line()

    form = Pears(data)
    assert {name: list(said) for name, said in form.errors.items()} == errors
    assert form.cleaned_data.get("why") == why


def test_a_revealed_question_is_drawn_once_inside_its_choice() -> None:
    markup = str(Every())
    assert markup.count('name="why"') == 1
    assert (
        markup.index('id="conditional-id_one-2"') < markup.index('name="why"') < markup.index('name="some"')
    )


class OneLine(forms.Form):
    """A form for text alone."""

    text = Line(max_length=10)


class Account(forms.Form):
    """A form for somebody's words alone."""

    text = Narrative(max_length=10)


@pytest.mark.parametrize(
    ("form", "typed", "kept", "error"),
    [
        (OneLine, "  plain ", "plain", None),
        (
            OneLine,
            "a\0b",
            None,
            "This holds a character that cannot be kept. Delete it, or write the text anew.",
        ),
        (
            OneLine,
            "x" * 11,
            None,
            "This is longer than 10 characters. Shorten it, or send the rest separately.",
        ),
        (OneLine, "   ", None, "This needs an answer."),
        (
            Account,
            "  two\r\nlines",
            "  two\nlines",
            "This is longer than 10 characters. Shorten it, or send the rest separately.",
        ),
        (Account, " a\r\nb ", " a\nb ", None),
        (
            Account,
            "a\0b",
            None,
            "This holds a character that cannot be kept. Delete it, or write the text anew.",
        ),
        (Account, " \n ", None, "This needs an answer."),
        (Account, "", None, "This needs an answer."),
    ],
)
def test_text_is_kept_or_refused_in_a_sentence(
    form: type[forms.Form], typed: str, kept: str | None, error: str | None
) -> None:
    filled = form({"text": typed})
    assert filled.errors.get("text") == ([error] if error else None)
    if error is None:
        assert filled.cleaned_data["text"] == kept


class Inside(Questions):
    """Somebody's words inside a choice, where the components indent."""

    one = OneOf(choices=CHOICES, reveals={"b": "words"})
    words = Narrative(required=False)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")))
def test_words_come_back_to_their_box_as_they_were_written(words: str) -> None:
    markup = str(Inside({"one": "b", "words": words}))
    (inside,) = re.findall(r'<textarea[^>]*name="words"[^>]*>(.*?)</textarea>', markup, re.DOTALL)
    assert html.unescape(inside) == "\n" + words  # a browser drops the line break right after the tag


def test_a_request_id_is_born_with_the_form_and_survives_its_return() -> None:
    def carried(form: forms.Form) -> str:
        return re.findall(r'name="request_id" value="([^"]*)"', str(form))[0]

    born = Every()
    assert UUID(carried(born)).version == 4
    assert carried(born) == carried(born)
    assert carried(Every({"request_id": A_REQUEST})) == A_REQUEST
    assert UUID(carried(Every({"request_id": "nonsense"}))).version == 4


def test_a_lost_request_id_is_said_at_the_head_of_the_page() -> None:
    class Only(forms.Form):
        request_id = RequestId()

    assert "This page was incomplete. Check your answers and send them again." in problems(Only({}))


def test_a_stock_field_is_drawn_by_its_widget() -> None:
    class Stock(forms.Form):
        text = forms.CharField()
        area = forms.CharField(widget=forms.Textarea)
        tick = forms.BooleanField()
        pick = forms.ChoiceField(choices=CHOICES)
        radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
        some = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
        secret = forms.CharField(widget=forms.PasswordInput)
        quiet = forms.CharField(widget=forms.HiddenInput)

    form = Stock()
    drawn = {bound.name: bound.component for bound in form}  # type: ignore[attr-defined]
    assert drawn == {
        "text": "input", "area": "textarea", "tick": "tick", "pick": "select",
        "radio": "radios", "some": "checkboxes", "secret": "password", "quiet": "hidden",
    }  # fmt: skip
    assert set(re.findall(r' name="([^"]+)"', str(form))) == set(drawn)
