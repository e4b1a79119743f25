"""What stands beside the words of a record: on its page, on paper and in what leaves, always the same."""

from datetime import datetime

from ...ground.kernel.moments import LONDON

REPORTED = {
    "seen": "What happened",
    "told": "What we were told",
    "endangered": "Who is in danger, and where",
    "said": "Their own words",
    "opinion": "What the reporter thinks",
    "done": "Done so far",
    "wishes": "What the person wants",
    "evidence": "Messages or files",
    "recording": "How they know",
    "background": "Background",
    "group": "The group they belong to, as reported",
    "safe": "Somewhere safe when writing",
    "first_told": "Told somebody here before this",
    "why_picked": "Why they chose whom to tell",
    "paper": "Number of the paper form",
}
"""The boxes of a report."""
BOXES = {
    "kinds": "What it was",
    "touched": "What the law protects that it was about",
    "places": "Where",
    "challenged": "What was done to challenge it",
    "ended": "How it ended",
    "reason": "Why",
    "reasons": "Why",
    "alternatives": "What else was considered",
    "consulted": "Who was asked first",
    "grounds": "What was found",
    "told": "Who was told, and why or why not",
    "with": "To whom",
    "what": "What was told",
    "why": "Why it was necessary",
    "how": "How",
    "basis": "What else it rests on",
    "advised": "What they advised",
    "decided": "What was decided, by whom and why",
    "receipt": "How we know that it arrived",
    "who": "Post and body",
    "said": "What was said",
    "wishes": "What the person wants",
    "capacity_reason": "Why it is doubted that they can decide",
}
"""The boxes of a row of the record: the reasons first, then what stands behind them."""
OF_REFERRAL = {
    "checklist": "Asked before a referral is sent",
    "paper": "Written for a referral",
    "copy": "A file was made for a referral",
    "told": "Told of a referral",
    "consent": "Consent to support, as we were told",
    "share": "Shared with somebody outside",
    "theirwork": "Whom they work with",
    "advice": "Advice from outside",
    "casemanager": "Case manager",
    "grant": "Somebody may read it",
    "removal": "Removed from their work",
    "meeting": "Meeting of senior people",
    "mistreatment": "Bullying, harassment or discrimination",
}
"""Rows about a referral, of what was shared, about somebody who works here, or of mistreatment, by what they are."""
CHECKS = {
    "behaviour": "Behaviour, not only opinion",
    "lawful-expression": "Lawful expression considered",
    "adjustments": "Adjustments considered",
    "another-way": "Another route would do",
    "anybody-else": "Would refer anybody else",
}
"""The questions before a referral, in short."""
SAID = {
    "childrens-front-door": "children's front door",
    "dbs": "DBS",
    "lado": "LADO",
    "pipot": "people in positions of trust",
    "prevent": "Prevent",
    "refer-to-channel": "refer to Channel",
    "self": "themselves",
    "triaged": "sorted",
    "unknown": "not known",
    "wales-section-5": "Wales Safeguarding Procedures, section 5",
}
"""Where an id with spaces for dashes would read wrongly, or is a word of ours."""


def said(id: str) -> str:
    """An id of a closed list as words: `parent-or-partner` → `parent or partner`."""
    return SAID.get(str(id), str(id).replace("-", " "))


def capital(text: str) -> str:
    """With a capital at its beginning, and abbreviations left as they are."""
    return text[:1].upper() + text[1:]


def when(at: datetime, to_the: str = "minute") -> str:
    """`4 March 2026, 14:05` in London, or only the day when no more is known."""
    local = at.astimezone(LONDON)
    day = f"{local.day} {local:%B %Y}"
    return f"{day}, {local:%H:%M}" if to_the == "minute" else day
