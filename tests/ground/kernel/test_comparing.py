"""What stayed between two rows of pieces, also where they say the same over and over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ground.kernel.comparing import compared


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)), st.sampled_from([1, 200]))
def test_what_it_says_leads_from_one_to_the_other(one: list[int], other: list[int], times: int) -> None:
    before, after = one * times, other * times
    made: list[int] = []
    for tag, a, b, c, d in compared(before, after).get_opcodes():
        assert tag != "equal" or before[a:b] == after[c:d]
        made += before[a:b] if tag == "equal" else after[c:d]
    assert made == after


@pytest.mark.parametrize("times", [3, 400])
def test_what_stands_once_is_found_among_what_stands_everywhere(times: int) -> None:
    around = ["", "x"] * times
    found = compared(
        [*around, "only here", *around], ["new", *around, "only here"], empty=lambda piece: not piece
    )
    same = [range(a, b) for tag, a, b, *_rest in found.get_opcodes() if tag == "equal"]
    assert any(len(around) in one for one in same)
