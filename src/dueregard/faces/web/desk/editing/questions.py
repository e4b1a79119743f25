"""The form of a check, made of the questions its kind asks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .....authority.policy.editing.asking import RULES, Asked, Shape, has_aim, is_figure
from .....authority.policy.values.figure import Given
from .....authority.policy.values.time import Rule
from ...forms.fields import Line, Narrative, Pick, SomeOf, Tick

LABELS = {
    "meets": _("Requirements it answers, one a line"),
    "note": _("A remark for whoever runs this policy"),
    "ladder": _("Who gets it, and who when they cannot"),
    "applies": _("When it applies"),
    "measures": _("From what to what it runs"),
    "limit": _("Within which time"),
    "owes": _("Who has to do it"),
    "owner": _("Who sees to it"),
    "by": _("By whom, or by when"),
    "means": _("What it means"),
    "may": _("What this post may do"),
}
"""What people call a key whose own name says too little, or is a word of ours."""
_GIVEN = {
    Given.VALUE: _("As I write it"),
    Given.NOT_SET: _("Not set: the policy does not say"),
    Given.NONE: _("None: the policy says there is no limit"),
    Given.LOCAL: _("Each place says it for itself"),
}
_RULES = {
    "": _("As such a time is usually counted"),
    RULES[Rule.ELAPSED]: _("By the clock"),
    RULES[Rule.SAME_WALL_TIME]: _("At the same time of day"),
    RULES[Rule.CLEAR]: _("Whole days between"),
    RULES[Rule.AT_LEAST_BEFORE]: _("At least so long before"),
    RULES[Rule.WITHIN]: _("To the end of the last day or month"),
    RULES[Rule.BY_END_OF]: _("By the end of that day, week or month"),
}
_TIME = _("Like 24 hours, 3 working days or 1 month.")
_WRITTEN = _("This is too rich for boxes, and stands here as in the file.")
_MORE = 2
"""Empty places to add somebody."""


class CheckForm(forms.Form):
    """One question for each key of a kind."""

    def __init__(self, asked: Iterable[Asked], titles: Mapping[str, str], *args: Any, **options: Any) -> None:
        self.asked = tuple(asked)
        super().__init__(*args, **options)
        for one in self.asked:
            for name, field in _fields(one, titles):
                self.fields[name] = field

    def sent(self) -> dict[str, list[str]]:
        """What was sent, by the names `answering` knows."""
        told: Any = self.data
        found: dict[str, list[str]] = {}
        for one in self.asked:
            for name in (one.key, *(name for name, _field in _figure(one) if is_figure(one))):
                found[name] = told.getlist(name)
            if one.shape is Shape.RUNGS:
                places = [told.get(f"{one.key}-{at}", "") for at in range(len(one.said) + _MORE)]
                found[one.key] = [place for place in places if place]
        return found

    def say(self, wrong: Mapping[str, Sequence[str]]) -> None:
        """Put sentences beside the questions they are about; what is about none, at the head of the page."""
        for key, sentences in wrong.items():
            place = key if key in self.fields else f"{key}-0"
            for sentence in sentences:
                self.add_error(place if place in self.fields else None, sentence)


def label_of(asked: Asked) -> Any:
    """What a question is called."""
    return LABELS.get(asked.key, asked.key.replace("_", " ").capitalize())


def _fields(asked: Asked, titles: Mapping[str, str]) -> Iterable[tuple[str, forms.Field]]:
    label, hint, needed = label_of(asked), asked.help, asked.required
    if is_figure(asked):
        yield from _figure(asked)
        return
    one = asked.said[0] if asked.said else ""
    named = [(choice, titles.get(choice, choice.replace("-", " "))) for choice in asked.choices]
    common: dict[str, Any] = {"label": label, "help_text": hint, "required": needed}
    match asked.shape:
        case Shape.WHO | Shape.CHOICES:
            yield asked.key, SomeOf(choices=named, initial=list(asked.said), **common)
        case Shape.RUNGS:
            for at in range(len(asked.said) + _MORE):
                said = asked.said[at] if at < len(asked.said) else ""
                place = _("%(what)s: %(at)s") % {"what": label, "at": at + 1}
                yield (
                    f"{asked.key}-{at}",
                    Pick(label=place, choices=[("", _("Nobody")), *named], initial=said, required=False),
                )
        case Shape.CHOICE if asked.choices == ("true", "false"):
            answers = [("", _("Not said")), ("true", _("Yes")), ("false", _("No"))]
            yield asked.key, Pick(choices=answers, initial=one, **common)
        case Shape.CHOICE:
            yield asked.key, Pick(choices=[("", _("Not said")), *named], initial=one, **common)
        case Shape.FLAG:
            yield asked.key, Tick(initial=bool(asked.said), **(common | {"required": False}))
        case Shape.LIST:
            yield asked.key, Narrative(initial="\n".join(asked.said), rows=4, **common)
        case Shape.WRITTEN:
            yield (
                asked.key,
                Narrative(initial=one, rows=5, **(common | {"help_text": f"{hint} {_WRITTEN}".strip()})),
            )
        case _:
            yield asked.key, Narrative(initial=one, rows=2, **common)


def _figure(asked: Asked) -> Iterable[tuple[str, forms.Field]]:
    label = label_of(asked)
    given = [] if asked.required else [("", _("Left out"))]
    given += [(word.value, said) for word, said in _GIVEN.items()]
    yield (
        f"{asked.key}-given",
        Pick(label=label, help_text=asked.help, choices=given, initial=asked.given, required=False),
    )
    one = asked.said[0] if asked.said else ""
    value = _("%(what)s: what exactly?") % {"what": label}
    if asked.shape is Shape.YES_NO:
        answers = [("", _("Not said")), ("true", _("It is required")), ("false", _("It is not required"))]
        yield asked.key, Pick(label=value, choices=answers, initial=one, required=False)
        return
    hint = _TIME if asked.shape is Shape.TIME else ""
    yield asked.key, Line(label=value, help_text=hint, initial=one, required=False, max_length=1000)
    if asked.shape is Shape.TIME:
        counted = _("%(what)s: how is it counted?") % {"what": label}
        yield (
            f"{asked.key}-rule",
            Pick(label=counted, choices=list(_RULES.items()), initial=asked.rule, required=False),
        )
    if has_aim(asked):
        aim, hint = (
            _("%(what)s: what is aimed at?") % {"what": label},
            _("At once, or like 1 hour. Being later breaks nothing."),
        )
        yield (
            f"{asked.key}-aim",
            Line(label=aim, help_text=hint, initial=asked.aim, required=False, max_length=1000),
        )
        counted = _("%(what)s: how is that counted?") % {"what": label}
        yield (
            f"{asked.key}-aim-rule",
            Pick(label=counted, choices=list(_RULES.items()), initial=asked.aim_rule, required=False),
        )
