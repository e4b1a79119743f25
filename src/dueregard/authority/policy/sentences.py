"""The sentence that says what a control makes happen, for people."""

from typing import Any

from .kinds import KINDS
from .pack import Control, Pack


def sentence(pack: Pack, control: Control) -> str:
    """What a control of this policy makes happen, with the titles that the policy gives to posts."""
    kind: Any = KINDS.get(control.kind)
    return str(kind.words(control.block, pack.name_of))


def on_screen(control: Control) -> str:
    """What people call the kind of a control."""
    kind = KINDS.get(control.kind)
    return kind.on_screen if kind else control.kind
