"""Whatever holds words of anybody goes when its time comes, or says why not. Each test walks every model there is."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from dueregard.assurance.rights.models import LooseLook
from dueregard.assurance.rights.queries.shelves import SHELVES
from dueregard.assurance.rights.rules.schedule import SCHEDULE
from dueregard.assurance.transfer.reach import holdings
from dueregard.ground.crypto.fields import SealedField
from dueregard.ground.crypto.models import DataKey
from dueregard.work.casework.models import Concern

_NAMES_A_CONCERN = {"ConcernPerson", "JoinedConcern", "StoredFile"}
"""Tables with keys of their own whose rows name a concern by a column without a reference to it, or by two."""
_WITH_ITS_THING = {LooseLook}
"""Lies under the key of what it is of, whichever sort that is."""


def sealed() -> dict[type[Model], list[SealedField]]:
    """Every model with words, and its columns of words."""
    found = {
        model: [one for one in model._meta.concrete_fields if isinstance(one, SealedField)]
        for model in apps.get_models()
    }
    return {model: some for model, some in found.items() if some}


def under(model: type[Model], key: str) -> Iterator[type[Model]]:
    """The models on the way from a row to its key, the row's own first."""
    yield model
    for name in key.split("."):
        there = model._meta.get_field(name).related_model
        assert isinstance(there, type)
        if there is DataKey:
            return
        model = there
        yield model


def goes_with_a_concern(model: type[Model], key: str) -> bool:
    way = list(under(model, key))
    named = any(field.related_model is Concern for one in way for field in one._meta.concrete_fields)
    return Concern in way or named or bool(_NAMES_A_CONCERN & {one.__name__ for one in way})


def test_words_go_with_a_concern_or_have_a_class_or_say_what_becomes_of_them() -> None:
    on_a_shelf = {model for shelf in SHELVES.values() for model in shelf.models} | _WITH_ITS_THING
    told, wrong = holdings(), []
    for model, columns in sealed().items():
        ways = [
            all(goes_with_a_concern(model, one.key) for one in columns),
            model in on_a_shelf,
            bool(told[model._meta.label].goes),
        ]
        if not any(ways):
            wrong.append(model._meta.label)
    assert wrong == []


def test_what_is_on_a_shelf_lies_under_the_keys_of_its_thing_alone() -> None:
    """Else a row would stay behind, or take the words of another along."""
    for shelf in SHELVES.values():
        first, *rest = shelf.models
        assert [one.key for one in sealed()[first]] == ["key"], shelf.kind
        for model in rest:
            for column in sealed()[model]:
                assert list(under(model, column.key)) == [model, first], model


def test_what_is_on_a_shelf_has_a_class_with_an_anchor_of_its_own() -> None:
    lines = [SCHEDULE[shelf.record_class] for shelf in SHELVES.values()]
    assert not any(line.of_concerns for line in lines)
    assert all(len(line.runs) == 1 for line in lines)
