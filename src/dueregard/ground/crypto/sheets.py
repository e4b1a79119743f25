"""The recovery sheet: the master key on paper, wrapped under words, so that a lost key file is not the end of it.

Words and wrapped key carry check digits of their own, so that whoever types a sheet in is told which word or line to
look at again. The layout is on paper in somebody's safe for years: a new one gets a new title and this one stays
readable.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import combinations

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from mnemonic import Mnemonic

from ..kernel.refusals import Refusal
from .envelopes import KEY_BYTES, derive

_SECRET_WORDS, _CHECK_WORDS = 9, 3
WORDS = _SECRET_WORDS + _CHECK_WORDS
"""Nine chosen words are 99 bits, more than anybody can try; three more follow from them."""
_LINES = "ABCDE"
_LINE_BYTES, _LINE_CHECK_BYTES = 8, 2
_LOOKALIKES = str.maketrans("018", "OIB")
_SHEET = """\
DUE REGARD: RECOVERY SHEET

Whoever has this sheet and a copy of the records can read everything in them. Without the key file and without
this sheet nobody can ever read them again. Print it, lock it away from the machine, keep no copy on any machine.

Made on {day}, for the key {fingerprint}.

Words
{words}

Wrapped key
{lines}

To prove this sheet:     dueregard keys check FILE
To put the key back:     dueregard keys install FILE
FILE is a file into which all of this was typed; - in its place reads what is typed at the keyboard.
"""


class SheetFault(Refusal):
    """This is not a whole recovery sheet. It has twelve words after the line “Words” and five lines after the line
    “Wrapped key”."""

    code = "recovery-sheet"


def fingerprint(master: bytes) -> str:
    """A few letters by which people tell keys apart; nothing of the key can be learnt from them."""
    name = derive(master, "recovery-sheet.fingerprint").hex()
    return f"{name[:4]}-{name[4:8]}"


def make_sheet(master: bytes, *, now: datetime) -> tuple[str, tuple[str, ...]]:
    """A new sheet as text to print, and its words, for whoever asks some of them back. Older sheets stay good."""
    chosen = [secrets.choice(_vocabulary()) for _ in range(_SECRET_WORDS)]
    words = (*chosen, *_check_words(chosen))
    wrapped = aes_key_wrap(_wrapping_key(chosen), master)
    rows = [words[start : start + 4] for start in range(0, WORDS, 4)]
    text = _SHEET.format(
        day=f"{now.day} {now:%B %Y}",
        fingerprint=fingerprint(master),
        words="\n".join(
            "".join(f"{4 * row + column:4} {word:<10}" for column, word in enumerate(found, start=1)).rstrip()
            for row, found in enumerate(rows)
        ),
        lines="\n".join(f"   {label}  {_written(label, part)}" for label, part in _parts(wrapped)),
    )
    return text, words


def read_sheet(text: str) -> bytes:
    """The master key that a sheet holds; raises `SheetFault` naming the words or lines that are not as printed."""
    found = re.search(r"^\s*words\s*$(.*)^\s*wrapped key\s*$(.*)", text, re.IGNORECASE | re.M | re.S)
    if found is None:
        raise SheetFault
    words = re.findall(r"[a-z]+", found[1].lower())
    _judge_words(words)
    wrapped = _read_lines(found[2].upper())
    try:
        master = aes_key_unwrap(_wrapping_key(words[:_SECRET_WORDS]), wrapped)
    except InvalidUnwrap:
        raise SheetFault(
            "The words and the wrapped key are each whole, but are of two different sheets."
        ) from None
    if len(master) != KEY_BYTES:
        raise SheetFault
    return master


@cache
def _vocabulary() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


def _wrapping_key(chosen: Sequence[str]) -> bytes:
    # No salt of its own: the words are chosen by chance, and never twice.
    stretch = Scrypt(salt=b"dueregard.recovery-sheet.v1", length=KEY_BYTES, n=2**15, r=8, p=1)
    return stretch.derive(" ".join(chosen).encode())


def _check_words(chosen: Sequence[str]) -> list[str]:
    left = int.from_bytes(hashlib.sha256(b"sheet-words.v1 " + " ".join(chosen).encode()).digest())
    check = []
    for _ in range(_CHECK_WORDS):
        left, index = divmod(left, len(_vocabulary()))
        check.append(_vocabulary()[index])
    return check


def _sound(words: Sequence[str]) -> bool:
    return _check_words(words[:_SECRET_WORDS]) == list(words[_SECRET_WORDS:])


def _judge_words(words: Sequence[str]) -> None:
    """Raise `SheetFault` unless these are the twelve words of a sheet, and name those that are not."""
    if len(words) != WORDS:
        raise SheetFault(f"A sheet has {WORDS} words, and here are {len(words)}.")
    strange = [place for place, word in enumerate(words, start=1) if word not in _vocabulary()]
    if strange:
        raise SheetFault(f"{_named('Word', strange)} not as printed: no sheet has such a word.")
    if _sound(words):
        return
    for one, other in combinations(range(WORDS), 2):
        swapped = list(words)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if _sound(swapped):
            raise SheetFault(f"Words {one + 1} and {other + 1} have changed places.")
    wrong = [place + 1 for place in range(WORDS) if _mendable(words, place)]
    if len(wrong) == 1:
        raise SheetFault(f"Word {wrong[0]} is not as printed.")
    raise SheetFault("More than one word is not as printed. Compare all of them with the sheet.")


def _mendable(words: Sequence[str], place: int) -> bool:
    """Whether another word at this place would make the sheet whole: then it is the one that is wrong."""
    if place >= _SECRET_WORDS:
        right = [*words[:_SECRET_WORDS], *_check_words(words[:_SECRET_WORDS])]
        return all(words[other] == right[other] for other in range(WORDS) if other != place)
    return any(_sound([*words[:place], other, *words[place + 1 :]]) for other in _vocabulary())


def _parts(wrapped: bytes) -> list[tuple[str, bytes]]:
    size = _LINE_BYTES
    return [(label, wrapped[size * row : size * (row + 1)]) for row, label in enumerate(_LINES)]


def _line_check(label: str, part: bytes) -> bytes:
    return hashlib.sha256(b"sheet-line.v1 " + label.encode() + part).digest()[:_LINE_CHECK_BYTES]


def _written(label: str, part: bytes) -> str:
    letters = base64.b32encode(part + _line_check(label, part)).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _read_lines(text: str) -> bytes:
    parts, wrong = [], []
    for label in _LINES:
        found = re.search(rf"^\s*{label}[ .:)]+([A-Z0-9 -]+?)\s*$", text, re.M)
        part = _read_line(label, found[1]) if found else None
        if part is None:
            wrong.append(label)
        else:
            parts.append(part)
    if wrong:
        raise SheetFault(f"{_named('Line', wrong)} not as printed in the wrapped key.")
    return b"".join(parts)


def _read_line(label: str, typed: str) -> bytes | None:
    letters = re.sub(r"[ -]", "", typed).translate(_LOOKALIKES)
    if len(letters) != (_LINE_BYTES + _LINE_CHECK_BYTES) * 8 // 5 or re.search(r"[^A-Z2-7]", letters):
        return None
    raw = base64.b32decode(letters)
    part, check = raw[:_LINE_BYTES], raw[_LINE_BYTES:]
    return part if _line_check(label, part) == check else None


def _named(what: str, which: Sequence[object]) -> str:
    if len(which) == 1:
        return f"{what} {which[0]} is"
    return f"{what}s {', '.join(map(str, which[:-1]))} and {which[-1]} are"
