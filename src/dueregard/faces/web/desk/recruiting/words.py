"""What the pages of recruitment call things, and how a vacancy stands to what the policies ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .....authority.policy.queries import shelf
from .....ground.kernel.moments import Moment
from .....work.training.controls.recruiting import Rule, lacks
from .....work.training.queries.judging_vacancies import held
from .....work.training.queries.vacancies import OfVacancy
from .....work.training.recruiting import Chosen, Noted
from .....work.training.rules.recruiting import EVERYBODY, Fault, Held, Wanted
from ..check_words import day

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OUTCOMES: "dict[Chosen, StrPromise]" = {
    Chosen.CHOSEN: gettext_lazy("Chosen"),
    Chosen.NOT_CHOSEN: gettext_lazy("Not chosen"),
    Chosen.WITHDREW: gettext_lazy("They withdrew"),
}
NOTES: "dict[Noted, StrPromise]" = {
    Noted.INTERVIEWS: gettext_lazy("Day of the interviews"),
    Noted.NEED: gettext_lazy("What somebody is needed for"),
    Noted.DESCRIPTION: gettext_lazy("Job description held against the post"),
    Noted.TOLD_INSIDE: gettext_lazy("People who work here were told of it"),
    Noted.DUTIES: gettext_lazy("Recruiters were told: equality and keeping people safe both hold"),
    Noted.MIXED: gettext_lazy("Is the panel as mixed as it can be?"),
    Noted.EXCEPTION: gettext_lazy("Why the panel is not as our policies ask"),
}
"""What is said of a vacancy, as its page calls it."""
HINTS: "dict[Noted, StrPromise]" = {
    Noted.INTERVIEWS: gettext_lazy("What the panel is trained in is asked as at this day."),
    Noted.NEED: gettext_lazy("What learners, or the work, lack without them."),
    Noted.MIXED: gettext_lazy(
        "Your judgement, in a sentence: whether women, disabled people and people from minorities have a part in "
        "choosing. Write nothing about any one member."
    ),
    Noted.EXCEPTION: gettext_lazy("For example: who fell ill, and why the interviews could not wait."),
}
FAULTS: "dict[Fault, StrPromise]" = {
    Fault.FEW: gettext_lazy("the panel was too small"),
    Fault.UNTRAINED: gettext_lazy("the panel was not trained as asked"),
    Fault.NOT_SAID: gettext_lazy("something was not written down"),
    Fault.NO_REASONS: gettext_lazy("a decision has no reasons"),
    Fault.GATE: gettext_lazy("somebody went on with something missing"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a policy asks of a vacancy, and how it stands: see `components/status.html`."""

    text: str
    kind: str
    how: str
    note: Noted | None = None
    """What to say to settle it, where it is said."""


def asked_of(one: OfVacancy, rules: list[Rule], moment: Moment) -> list[Asked]:
    """Everything the policies in force ask of a vacancy; the same thing asked by two stands once."""
    titles = {course.id: course.block.title for course in shelf(moment).of_kind("course")}
    found = [line for rule in rules for line in _of_rule(one, rule, titles, moment)]
    return list({(line.text, line.how): line for line in found}.values())


def how_it_stands(one: OfVacancy, rules: list[Rule], moment: Moment) -> tuple[str, str]:
    """A vacancy in one line: a kind of status, and its words."""
    if one.decided_on is None:
        return "plain", _("open")
    faults = dict.fromkeys(missing.fault for rule in rules for missing in lacks(one, rule, moment))
    if faults:
        return "late", ", ".join(str(FAULTS[fault]) for fault in faults)
    if one.undecided:
        return "soon", ngettext("%(num)d waits to hear", "%(num)d wait to hear", one.undecided) % {
            "num": one.undecided
        }
    return "good", _("as our policies ask")


def _of_rule(one: OfVacancy, rule: Rule, titles: dict[str, str], moment: Moment) -> Iterator[Asked]:
    wanted, is_so = rule.wanted, held(one, rule.wanted.courses, "", moment)
    if wanted.least:
        yield _of_panel(wanted, is_so)
    for course in wanted.courses:
        title = titles.get(course, course.replace("-", " "))
        yield _of_course(title, is_so.trained.get(course, 0), is_so.panel, wanted.trained)
    for note in (note for note in Noted if note in wanted.noted):
        said = one.notes.get(note)
        how = day(said.said_of) if said else _("not said yet")
        yield Asked(str(NOTES[note]), "good" if said else "soon", how, note)
    for outcome in (outcome for outcome in Chosen if outcome in wanted.reasons):
        yield _of_reasons(outcome, one.came_out(outcome), lacking=outcome in is_so.unreasoned)


def _of_panel(wanted: Wanted, is_so: Held) -> Asked:
    text = _("At least %(least)d on the panel") % {"least": wanted.least}
    if is_so.panel >= wanted.least:
        return Asked(text, "good", str(is_so.panel))
    if wanted.fewer_with_reason and Noted.EXCEPTION in is_so.noted:
        return Asked(text, "soon", _("fewer, and why is written down"))
    how = _("only %(num)d so far") % {"num": is_so.panel}
    return Asked(text, "late", how, Noted.EXCEPTION)


def _of_reasons(outcome: Chosen, many: int, *, lacking: bool) -> Asked:
    text = _("Why somebody was chosen") if outcome is Chosen.CHOSEN else _("Why somebody was not chosen")
    if not many:
        return Asked(text, "plain", _("nobody yet"))
    return (
        Asked(text, "late", _("not always written down"))
        if lacking
        else Asked(text, "good", _("written down"))
    )


def _of_course(title: str, done: int, panel: int, least: int | str) -> Asked:
    everybody = least == EVERYBODY
    text = (
        _("Everybody on the panel trained: %(course)s")
        if everybody
        else _("Trained on the panel: %(course)s")
    ) % {"course": title}
    enough = bool(panel) and done >= (panel if everybody else int(least))
    how = _("%(done)d of %(panel)d") % {"done": done, "panel": panel}
    return Asked(text, "good" if enough else "late", how, None if enough else Noted.EXCEPTION)
