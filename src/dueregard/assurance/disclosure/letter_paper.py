"""The letter on how a matter ended."""

from ...mechanisms.documents.sheets import Paragraph, Run, Sheet, showable

_MORE = (
    "You may show this letter to anybody.",
    "You can ask to see what we hold about you, tell us your side so that it stands beside it, or complain: on our "
    "page “A concern was about me”, or by asking anybody who works here.",
)


def letter_sheet(sentence: str, facts: tuple[tuple[str, str], ...]) -> Sheet:
    """The paper: one sentence that can be quoted, and what they can do."""
    plain = tuple((key, showable(said)) for key, said in facts)
    blocks = tuple(Paragraph((Run(one),)) for one in (sentence, *_MORE))
    return Sheet("How a concern ended", plain, (), "", "", blocks, marking="PERSONAL")
