"""The words of a policy as sections: an outline with no step left out, whatever the file has."""

import pytest

from dueregard.faces.web.policy_text import sections

FRONT = '+++\nlanguage = 1\npolicy = "own"\n+++\n\n'


def levels(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in sections(FRONT + text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Ours\n\n## 1 One {#1}\n\n### 1.1 Part {#1.1}\n\n## 2 Two {#2}\n", [1, 2, 3, 2]),
        ("## 1 One {#1}\n\n### 1.1 Part {#1.1}\n", [2, 3]),
        ("#### One {#1}\n\n###### Part {#2}\n\n## Two {#3}\n\n#### Part {#4}\n", [2, 3, 2, 3]),
        ("# Part A\n\n## One {#1}\n\n# Part B\n\n## Two {#2}\n", [2, 3, 2, 3]),
        ("# Ours {#all}\n\n## One {#1}\n", [2, 3]),
        ("## Before\n\n# Ours\n\n### One {#1}\n", [2, 2, 3]),
        ("# a\n\n# b\n\n## c\n\n### d\n\n#### e\n\n##### f\n\n###### g\n", [2, 2, 3, 4, 5, 5, 5]),
    ],
)
def test_each_heading_stands_where_it_reads_as_an_outline(text: str, said: list[int]) -> None:
    assert [level for level, _title in levels(text)] == said


def test_words_before_the_first_heading_have_none() -> None:
    assert levels("We care.\n\n# Ours\n") == [(0, ""), (1, "Ours")]
