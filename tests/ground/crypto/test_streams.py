"""Files in chunks: what was written comes back, from anywhere; whatever else lies in the file does not open."""

import io
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.crypto.envelopes import Unreadable
from dueregard.ground.crypto.streams import CHUNK, Closing, Opened, new_key

KEY = new_key()
ROW = UUID(int=7)
CONTEXT = "test.stream.v1"
SEALED = CHUNK + 16


def closed(data: bytes, *, piece: int = CHUNK, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    closing = Closing(target, key, context=CONTEXT, row=ROW)
    for start in range(0, len(data), piece):
        closing.write(data[start : start + piece])
    closing.finish()
    return target.getvalue()


def opened(sealed: bytes, *, key: bytes = KEY, context: str = CONTEXT, row: UUID = ROW) -> Opened:
    return Opened(io.BytesIO(sealed), key, context=context, row=row)


LENGTHS = st.one_of(
    st.integers(0, 300),
    st.integers(-2, 2).map(lambda by: CHUNK + by),
    st.integers(-2, 2).map(lambda by: 2 * CHUNK + by),
    st.integers(2 * CHUNK, 4 * CHUNK),
)
DATA = LENGTHS.map(lambda size: (b"0123456789abcde" * (size // 15 + 1))[:size])


@given(DATA, st.integers(1, 3 * CHUNK))
def test_what_was_written_comes_back_however_it_came(data: bytes, piece: int) -> None:
    piece = max(piece, len(data) // 50 + 1)
    sealed = closed(data, piece=piece)
    assert b"".join(opened(sealed).each()) == data
    assert opened(sealed).size == len(data)
    assert len(sealed) == 1 + len(data) + 16 * max(1, -(-len(data) // CHUNK))


@given(DATA, st.integers(0, 4 * CHUNK), st.integers(0, CHUNK))
def test_it_is_read_from_anywhere(data: bytes, start: int, length: int) -> None:
    reader = io.BufferedReader(opened(closed(data)))
    reader.seek(start)
    assert reader.read(length) == data[start : start + length]
    end = min(start, len(data))
    reader.seek(-end, io.SEEK_END)
    assert reader.read() == (data[-end:] if end else b"")


def read_through(sealed: bytes) -> bytes:
    return b"".join(opened(sealed).each())


@given(DATA, st.data())
def test_cut_short_anywhere_it_does_not_open(data: bytes, draw: st.DataObject) -> None:
    sealed = closed(data)
    kept = draw.draw(st.one_of(st.integers(0, len(sealed) - 1), st.sampled_from(edges(sealed))))
    with pytest.raises(Unreadable):
        opened(sealed[:kept])


def edges(sealed: bytes) -> list[int]:
    """Where a chunk ends, short of the last: the cuts that look most like a whole file."""
    return [edge for edge in range(1, len(sealed), SEALED) if edge < len(sealed)]


@given(DATA, st.binary(min_size=1, max_size=50))
def test_with_something_behind_its_end_it_does_not_open(data: bytes, more: bytes) -> None:
    sealed = closed(data)
    for added in (more, sealed[1 : 1 + SEALED], sealed[-16:], closed(b"")[1:]):
        with pytest.raises(Unreadable):
            read_through(sealed + added)


@given(st.integers(3 * CHUNK, 5 * CHUNK), st.permutations(range(4)))
def test_chunks_in_another_order_do_not_open(size: int, order: list[int]) -> None:
    data = b"x" * size  # the same in every chunk: only their numbers tell them apart
    sealed = closed(data)
    parts = [sealed[1 + number * SEALED : 1 + (number + 1) * SEALED] for number in range(len(edges(sealed)))]
    moved = [parts[number % len(parts)] for number in order] + parts[4:]
    if moved == parts:
        return
    with pytest.raises(Unreadable):
        read_through(sealed[:1] + b"".join(moved))


@given(DATA, st.data())
def test_with_one_bit_changed_it_does_not_open(data: bytes, draw: st.DataObject) -> None:
    sealed = bytearray(closed(data))
    place = draw.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(Unreadable):
        read_through(bytes(sealed))


@pytest.mark.parametrize(
    "instead",
    [{"key": new_key()}, {"context": "test.other.v1"}, {"row": uuid4()}],
    ids=["another key", "another context", "another row"],
)
def test_under_another_name_it_does_not_open(instead: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        opened(closed(b"words"), **instead)  # type: ignore[arg-type]
