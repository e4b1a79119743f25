"""The paper a referral goes out as: what it asks, in which edition, and the sheet it makes.

What it asks of a Prevent referral is what the Department for Education's "Making a referral to Prevent" (2022)
describes (domain.md 2.2), with whom and when from the national form as far as it is known (2.3). It is a
preparation: a person copies or sends it into the form of the place. A template is never changed: another edition stands
beside it, and what was made names the one it was made from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ....authority.access.vocabulary import Circle
from ....mechanisms.documents.sheets import Block, Run, Sheet, Title, paragraphs, showable

NOT_KNOWN = "not known"
"""What somebody writes who does not know. Nothing else is taken for it, and an empty box least of all."""
MARKS = {
    Circle.OPEN: "SENSITIVE: personal information. Only for people who need it to help.",
    Circle.SEALED: "SENSITIVE AND RESTRICTED. Only for whoever it is addressed to.",
}
"""What stands on every page, by where the record lies."""


@dataclass(frozen=True, slots=True)
class Box:
    """One thing that is asked. `id` is for ever."""

    id: str
    ask: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """What a paper asks, in one edition."""

    id: str
    edition: int
    title: str
    parts: tuple[Part, ...]

    @property
    def boxes(self) -> Iterator[Box]:
        """Everything it asks, in order."""
        for part in self.parts:
            yield from part.boxes


_PERSON = Part(
    "The person",
    (
        Box("name", "Name"),
        Box("other-names", "Other names they use"),
        Box("born", "Date of birth, or about how old"),
        Box(
            "ages",
            "How old when it happened, and now",
            "Both: the first says which law the harm falls under.",
        ),
        Box("language", "First language, and what they need to be understood"),
        Box("reach", "Address, telephone, mail", "Say what is safe to use."),
        Box("household", "Family and household"),
        Box("work-and-study", "Employer or occupation, course, and where before"),
    ),
)
_NEEDS = (
    Box(
        "needs",
        "Additional needs, known or suspected",
        "Disability, learning, mental health, and what helps.",
    ),
    Box("other-safeguarding", "Other worries about their safety", "Family, peers, where they live or work."),
)
_WORRY = Box("worry", "What may happen if nobody helps, and what that would mean for them")
_SAID_AND_DONE = Part(
    "What was said and done",
    (
        Box("discussions", "What was discussed with them, and with a parent or carer if they are under 18"),
        Box("parents", "How far parents or carers support this"),
        Box("told", "Who knows of this referral, and why somebody does not"),
        Box("agencies", "Other services that know them"),
        Box("done", "What we have done so far, and go on doing"),
    ),
)
_REFERRER = Part(
    "Who refers",
    (
        Box("noticed-by", "Who noticed first, how they know them, and whether they wish to stay unnamed"),
        Box("referrer", "Who refers: name and post"),
        Box("referrer-reach", "How to reach them"),
        Box("came-to-light", "When it first came to light"),
        Box("referred-on", "Date of this referral"),
    ),
)
_PREVENT = Template(
    "prevent",
    1,
    "Referral to Prevent",
    (
        _PERSON,
        Part(
            "What worries us",
            (
                Box(
                    "arose", "How the worry arose", "Who saw or heard what, and when. Their words, not ours."
                ),
                Box("event", "A particular event, or several together"),
                Box("signs", "What was noticed", "Changes in behaviour. They describe, and prove nothing."),
                Box("interest", "Sympathy with or interest in hatred, extremism, terrorism or killings"),
                Box("online", "What they do online or on devices, and how that is known"),
                Box("contacts", "Contacts that worry us", "Who, how often, why."),
                Box("threats", "Threats, or a wish to harm", "Whom, when, what was said."),
                *_NEEDS,
                _WORRY,
            ),
        ),
        _SAID_AND_DONE,
        _REFERRER,
    ),
)
_GENERAL = Template(
    "general",
    1,
    "Referral",
    (
        _PERSON,
        Part(
            "What worries us",
            (
                Box(
                    "arose", "How the worry arose", "Who saw or heard what, and when. Their words, not ours."
                ),
                Box("event", "A particular event, or several together"),
                Box("threats", "Harm, threats, or a wish to harm", "Whom, when, what was said."),
                *_NEEDS,
                _WORRY,
            ),
        ),
        _SAID_AND_DONE,
        _REFERRER,
    ),
)
_TEMPLATES = {(one.id, one.edition): one for one in (_PREVENT, _GENERAL)}
"""Every edition there ever was: what was written with one is read with it."""


def template_for(route: str) -> Template:
    """The newest edition of what is asked on a route."""
    return _PREVENT if route == _PREVENT.id else _GENERAL


def template(id: str, edition: int) -> Template:
    """The edition something was written with."""
    return _TEMPLATES[id, edition]


def blank_boxes(asked: Template, words: Mapping[str, str]) -> tuple[Box, ...]:
    """The boxes in which nothing stands: not even that it is not known."""
    return tuple(box for box in asked.boxes if not words.get(box.id, "").strip())


def sheet_of(
    asked: Template, words: Mapping[str, str], *, facts: tuple[tuple[str, str], ...], circle: Circle
) -> Sheet:
    """The paper. A box left blank says so: only in an emergency is it made with one."""
    blocks: list[Block] = []
    for number, part in enumerate(asked.parts, start=1):
        blocks.append(Title(1, str(number), (Run(f"{number} {part.title}"),)))
        for at, box in enumerate(part.boxes, start=1):
            blocks.append(Title(2, f"{number}.{at}", (Run(box.ask),)))
            said = words.get(box.id, "")
            blocks += paragraphs(said) or paragraphs("Left blank, because somebody is in danger.")
    plain = tuple((key, showable(said)) for key, said in facts)
    return Sheet(asked.title, plain, (), "", "", tuple(blocks), marking=MARKS[circle])
