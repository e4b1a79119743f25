# ruff: noqa: E501  (tables read better with a case a line)
"""The gate: what is clean, and every hostile or careless file with the exact place and words of its refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.authority.policy.gate import Judgement, judge
from dueregard.authority.policy.kinds import Registry
from dueregard.authority.policy.problems import Severity
from dueregard.authority.policy.values.time import Span
from dueregard.authority.policy.values.trouble import Troubles


@pytest.fixture
def good(policy_text: Callable[..., str]) -> str:
    return policy_text()


def rendered(judgement: Judgement) -> list[str]:
    return [problem.render("policy.md") for problem in judgement.problems]


def test_the_example_of_the_design_is_clean(judged: Any, good: Any) -> None:
    judgement = judged(good)
    assert rendered(judgement) == []
    assert [clause.id for clause in judgement.pack.clauses] == ["1", "9"]
    assert [control.name for control in judgement.pack.controls] == ["post.lead", "approval.speaker"]
    assert judgement.pack.control("approval", "speaker").clause == "9"


def test_a_clash_is_told_with_the_reading_that_holds(judged: Any, good: Any) -> None:
    (clash,) = judged(good).clashes
    assert (clash.address, clash.key) == ("prevent/approval.speaker", "notice")
    assert clash.readings == ("at least 5 working days before", "at least 5 days before")
    assert clash.holds == "at least 5 working days before"


def test_what_is_left_out_of_the_dates_is_not_set(judged: Any, good: Any) -> None:
    told = [(n.address, n.key, n.home.value) for n in judged(good).not_set]
    assert told == [("prevent", key, "policy") for key in ("issued", "in_force_from", "review_by")]


def test_without_its_blocks_it_is_what_people_sign(judged: Any, good: Any) -> None:
    pack = judged(good).pack
    assert pack.words == (
        "## 1 Roles {#1}\n\nThe lead looks after this policy.\n\n"
        "## 9 Visitors and public speakers {#9}\n\n"
        "Somebody we invite to speak is agreed at least five days in advance.\n\n"
        "A member of staff stays in the room.\n"
    )
    assert pack.clause("9").words == (
        "Somebody we invite to speak is agreed at least five days in advance.\n\nA member of staff stays in the room."
    )


def test_words_and_effect_are_hashed_apart(judged: Any, good: Any) -> None:
    before = judged(good).pack
    other_words = judged(good.replace("five days in advance", "five days before")).pack
    other_effect = judged(good.replace('title = "Lead"', 'title = "The lead"')).pack
    comment_only = judged(good.replace("which kind of day", "which sort of day")).pack
    assert (
        other_words.words_hash == before.words_hash,
        other_words.effect_digest == before.effect_digest,
    ) == (False, True)
    assert (
        other_effect.words_hash == before.words_hash,
        other_effect.effect_digest == before.effect_digest,
    ) == (True, False)
    assert (comment_only.words_hash, comment_only.effect_digest) == (before.words_hash, before.effect_digest)


def test_moving_a_control_to_another_clause_changes_what_runs(judged: Any, good: Any) -> None:
    lead = good[good.index("```control post lead") : good.index("## 9")]
    moved = judged(
        good.replace(lead, "").replace("A member of staff stays", lead + "A member of staff stays")
    ).pack
    assert moved.control("post", "lead").clause == "9"
    assert moved.effect_digest != judged(good).pack.effect_digest


def test_columns_count_characters_and_not_bytes(judged: Any, good: Any) -> None:
    (problem,) = judged(good.replace('["S0-141", "S0-142"]', '["é", "S0-142"]')).problems
    (later,) = judged(good.replace('["S0-141", "S0-142"]', '["S0-1", "ŵŷ"]')).problems
    assert (problem.column, later.column) == (10, 18)
    (after,) = judged(
        good.replace('needs = ["content-summary"]', 'needs = ["é", "content-summary"]')
    ).problems
    assert after.column == 10
    (last,) = judged(
        good.replace('by = { any_of = ["role:lead"] }', 'by = { "any_of" = ["role:lead", "ŷ:x", "y"] }')
    ).problems[1:]
    assert last.column == 40


def test_a_table_below_a_list_belongs_to_the_last_of_it(judged: Any, good: Any) -> None:
    step = '\n[[steps]]\nverb = "sign"\nby = "role:lead"\n[steps.late]\nnotice = "late"\nto = "role:leed"\n'
    (problem,) = judged(
        good.replace('by = { any_of = ["role:lead"] }\n', 'by = { any_of = ["role:lead"] }\n' + step)
    ).problems
    assert (problem.line, problem.key) == (41, "approval.speaker.steps.1.late.to")


def test_a_case_without_a_value_is_told_at_its_place(judged: Any, good: Any) -> None:
    cases = '\n[[decided.cases]]\nwhen = { outside = true }\nlimit = "not set"\n[[decided.cases]]\nwhen = {}\nlimit = "local"\n'
    told = [
        (n.key, n.home.value) for n in judged(good.replace("\n[[steps]]", cases + "\n[[steps]]")).not_set[3:]
    ]
    assert told == [("decided.cases.0", "policy"), ("decided.cases.1", "directory")]


SPOILT = [
    ('kind', '```control post lead', '```control pots lead',
     "14:1 pots.lead: there is no kind of control 'pots'. Did you mean 'post'?"),
    ('unknown key', 'needs =', 'neds =',
     "24:1 approval.speaker.neds: this approval has no key 'neds'; valid here: meets, note, needs, conditions, notice, "
     "decided, copy_to, when or steps. Did you mean 'needs'?"),
    ('missing key', 'title = "Lead"\n', '', "14:1 post.lead: this post needs 'title'."),
    ('wrong type', 'title = "Lead"', 'title = 3', "15:1 post.lead.title: this is a text in quotation marks, and it cannot be empty."),
    ('hidden', 'title = "Lead"', 'title = "Le\\u202ead"',
     "15:1 post.lead.title: this text holds a character that cannot be seen, written as an escape; delete it."),
    ('not a list', 'needs = ["content-summary"]', 'needs = "content-summary"',
     "24:1 approval.speaker.needs: this is a list; write it in square brackets."),
    ('not a table', 'needs =', 'copy_to = []\nneeds =',
     "24:1 approval.speaker.copy_to: [] names nobody"),
    ('not an effect', 'verb = "approve"', 'verb = "approve"\nlate = [1]',
     "34:9 approval.speaker.steps.0.late.0: an effect is a table with the keys task, notice, shut_gate, standing, to or of."),
    ('verb', 'verb = "approve"', 'verb = "aprove"',
     "33:1 approval.speaker.steps.0.verb: 'aprove' is not one of the choices; valid: propose, check, consult, agree, approve, "
     "decide, sign, send, notify, acknowledge, record, review or close. Did you mean 'approve'?"),
    ('role', '["role:lead"]', '["role:lead", "role:deputy"]',
     "34:1 approval.speaker.steps.0.by: this policy declares no 'role:deputy'; another of the provider's must."),
    ('own role', '["role:lead"]', '["role:prevent/deputy"]',
     "34:1 approval.speaker.steps.0.by: this policy declares no 'role:prevent/deputy'; add it."),
    ('person', '["role:lead"]', '["person:speaker"]',
     "34:1 approval.speaker.steps.0.by: 'person:speaker' is not known here; of the people of a matter, valid: person:asker."),
    ('name', '["role:lead"]', '["Jo"]',
     "34:18 approval.speaker.steps.0.by.any_of.0: 'Jo' names nobody; write role:…, body:…, contact:…, outside:… or person:…, "
     'for example "role:dsl".'),
    ('meets', '"S0-142"', '"S0/142"', "23:20 approval.speaker.meets.1: 'S0/142' is not the id of a requirement; write it like \"S0-141\"."),
    ('span', '"5 days"', '"soon"',
     "30:1 approval.speaker.notice.readings.1.at_least_before: 'soon' is not a length of time; write it like \"24 hours\", "
     '"3 working days" or "1 month".'),
    ('a fact', 'needs =', 'when = { outsde = true }\nneeds =',
     "24:10 approval.speaker.when.outsde: nothing is known here about 'outsde'; valid: outside or sort. Did you mean 'outside'?"),
    ('an answer', 'needs =', 'when.any = [{ sort = "a" }, { sort = ["b", "c"] }]\nneeds =',
     "24:31 approval.speaker.when.any.1.sort: 'c' is no answer to 'sort'; valid: a, b or unknown."),
    ('an anchor', 'needs =', 'decided = { within = "2 days", anchor = "told" }\nneeds =',
     "24:1 approval.speaker.decided: 'told' is nothing time can count from in a approval; valid: answered or asked."),
    ('two of an id', '## 9 Visitors', '```control post lead\ntitle = "Other"\n```\n\n## 9 Visitors',
     "18:1 post.lead: there is already a post.lead on line 14; each id is used once."),
    ('clause twice', '{#9}', '{#1}', "18:35 the clause id '1' is used on line 10; ids are unique for ever."),
    ('clause id', '{#9}', '{#Nine!}', "18:35 'Nine!' is not a clause id; use small letters, figures, dots and dashes."),
    ('no clause', '{#9}', '', "22:1 approval.speaker: this control stands under no clause; give the heading above it an id: {#id}."),
    ('key twice', 'needs =', 'meets = []\nneeds =', "24:1 approval.speaker.meets: this key is already written on line 23."),
    ('broken TOML', 'verb = "approve"', 'verb = approve',
     '33:8 approval.speaker: this is not TOML (invalid value); write it as key = "value".'),
    ('TOML cut off', '"role:lead"] }\n```', '"role:lead"]\n```',
     '34:1 approval.speaker: this is not TOML'),
    ('info string', '```control approval speaker', '```control approval',
     '22:1 a control block opens with "control KIND ID", the id in small letters, figures, dashes.'),
    ('a fence in a list', '```control post lead\ntitle = "Lead"\n```', '- ```control post lead\n  title = "Lead"\n  ```',
     "14:1 a control block stands at the left margin, not inside a list or quotation."),
    ('never closed', '```\n\nA member of staff stays', '\nA member of staff stays',
     '22:1 this control block never ends; close it with a line "```".'),
    ('extends', 'language = 1', 'language = 1\nextends = "core"',
     '3:1 extends: "extends" is reserved for later; say it all in this file, or take single figures with "from".'),
    ('language', 'language = 1', 'language = 2', "2:1 language: this is written in language 2; only language 1 can be read here."),
    ('nation', '"england"', '"scotland"', "6:1 nation: Scotland has its own law and guidance, which this system does not know."),
    ('nations', '"england"', '["england", "france"]',
     "6:1 nation: 'france' is not a nation this system knows; valid: england or wales, or both in a list."),
    ('date', 'language = 1', 'language = 1\nreview_by = "soon"',
     "3:1 review_by: 'soon' is not a day; write it bare, like 2023-06-22, or write \"not set\" or \"local\"."),
    ('no front matter', '+++\nlanguage', 'language', '1:1 a policy begins with front matter: a line "+++", TOML, a line "+++".'),
    ('front matter never ends', '"role:lead"\n+++', '"role:lead"\n', '1:1 the front matter never ends; close it with a line "+++".'),
    ('too deep', 'needs =', f'deep = {"[" * 40}{"]" * 40}\nneeds =',
     "24:20 approval.speaker: this block is nested more than 12 deep; no control needs that."),
    ('too deep a key', 'needs =', f'{".".join("a" * 40)} = 1\nneeds =',
     "24:1 approval.speaker: this block is nested more than 12 deep; no control needs that."),
    ('a huge number', 'needs =', f'big = {"9" * 3900}\nneeds =', "24:1 approval.speaker.big: this approval has no key 'big'"),
    ('bidi', 'agreed', 'agr\u202eeed', "20:35 U+202E (right-to-left override) cannot be seen and could hide what the policy does; delete it."),
    ('zero width', 'role:lead', 'role:le\u200bad', "7:17 U+200B (zero width space) cannot be seen and could hide what the policy does; delete it."),
    ('null', 'agreed', 'agr\x00eed', "20:35 U+0000 (a control character) cannot be seen and could hide what the policy does; delete it."),
    ('soft hyphen', 'agreed', 'agr\xadeed', "20:35 U+00AD (soft hyphen) cannot be seen and could hide what the policy does; delete it."),
    ('a long line', 'agreed', 'agreed' + 'x' * 4000, "20:4001 this line has 4,068 characters; at most 4,000. Break it up."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), [row[1:] for row in SPOILT], ids=[row[0] for row in SPOILT])
def test_each_fault_is_told_at_its_place(judged: Any, good: Any, old: Any, new: Any, said: Any) -> None:
    assert old in good
    told = rendered(judged(good.replace(old, new, 1)))
    assert [
        line.removeprefix("policy.md:")[: len(said)] for line in told if line.startswith(f"policy.md:{said}")
    ] == [said], told


def test_everything_is_told_together_and_in_order(judged: Any, good: Any) -> None:
    text = good
    for name, old, new, _ in SPOILT:
        if name in ("unknown key", "wrong type", "role", "nation"):
            text = text.replace(old, new, 1)
    judgement = judged(text)
    assert [(p.line, p.key) for p in judgement.problems] == [
        (6, "nation"),
        (15, "post.lead.title"),
        (24, "approval.speaker.neds"),
        (34, "approval.speaker.steps.0.by"),
    ]
    assert judgement.pack is None


def test_a_note_keeps_nothing_out(judged: Any, good: Any) -> None:
    judgement = judged(good.replace('["role:lead"]', '["role:lead", "role:deputy"]'))
    assert [problem.severity for problem in judgement.problems] == [Severity.NOTE]
    assert judgement.pack is not None


def test_a_fault_in_a_post_is_not_told_again_wherever_it_is_named(judged: Any, good: Any) -> None:
    assert len(judged(good.replace('title = "Lead"', "title = 3")).problems) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * 10_000_000, "1:1 the file is 10,000,000 bytes; a policy is at most 1,000,000."),
        (b"+++\nlanguage = \xff\n+++\n", "2:12 this byte is not UTF-8; save the file as UTF-8."),
        ("+++\nå = \"x\" \udcff".encode("utf-8", "surrogateescape"), "2:9 this byte is not UTF-8; save the file as UTF-8."),
        (b"", '1:1 a policy begins with front matter: a line "+++", TOML, a line "+++".'),
    ],
)  # fmt: skip
def test_bytes_are_bounded_before_anything_reads_them(judged: Any, data: Any, said: Any) -> None:
    assert rendered(judged(data)) == [f"policy.md:{said}"]


def test_no_more_hidden_characters_are_named_than_anybody_reads(judged: Any) -> None:
    assert len(judged("\u200b" * 100_000).problems) == 21  # twenty of them, and the line that is too long


def test_a_byte_order_mark_and_carriage_returns_change_nothing(judged: Any, good: Any) -> None:
    windows = judged(b"\xef\xbb\xbf" + good.replace("\n", "\r\n").encode()).pack
    plain = judged(good).pack
    assert (windows.words_hash, windows.effect_digest) == (plain.words_hash, plain.effect_digest)


def test_dashes_fence_the_front_matter_as_well(judged: Any, good: Any) -> None:
    assert judged(good.replace("+++", "---")).problems == ()


def test_html_is_words_and_hides_nothing(judged: Any, good: Any) -> None:
    hidden = good.replace("```control post lead", "<!--\n\n```control post lead", 1).replace(
        "```\n\n## 9", "```\n\n-->\n\n## 9", 1
    )
    assert judged(hidden).pack.control("post", "lead") is not None


def test_a_circle_of_figures_is_refused(judged: Any, good: Any) -> None:
    line = 'notice = {{ from = "approval.{}" }}\n'
    other = f"```control approval visit\n{line.format('speaker')}```\n"
    readings = good[good.index("[[notice.readings]]            #") : good.index("[[steps]]")]
    text = good.replace(readings, line.format("visit")) + other
    assert [p.key for p in judged(text).problems] == ["approval.speaker.notice", "approval.visit.notice"]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("a = " + "[\n" * 5_000, "this is not TOML (a number too long, or nesting too deep)"),
        ("a = 0x" + "f" * 3_990, "this post has no key 'a'"),
        ("a = [\n" + "{},\n" * 20_000 + "]", "this block is too long; no control needs that."),
        ("".join(f"a{at} = 1\n" for at in range(9_000)), "this block is too long; no control needs that."),
        ("# " + "\n# ".join(["x" * 3_000] * 40), "this block has 120,"),
    ],
)
def test_a_block_no_control_needs(judged: Any, good: Any, block: Any, said: Any) -> None:
    text = good.replace('title = "Lead"', 'title = "Lead"\n' + block, 1)
    assert [p.message[: len(said)] for p in judged(text).problems if p.key.startswith("post.lead")] == [said]


def test_a_thousand_clauses_and_no_more(judged: Any, good: Any) -> None:
    clauses = "".join(f"\n## Clause {{#c{at}}}\n\nWords.\n" for at in range(999))
    assert [p.message for p in judged(good + clauses).problems] == [
        "the file has 1,001 headings; at most 1,000."
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_gate_never_raises(kinds: Registry, good: str, data: st.DataObject) -> None:
    """Whatever is cut out of a good file, and whatever is put there instead."""
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 40)))
    pieces = [
        "[[",
        "]]",
        "{",
        "}",
        '"',
        "'''",
        "```",
        "+++",
        "#",
        "=",
        ".",
        "\n",
        "control",
        "{#9}",
        "- ",
        "> ",
        "0x",
        "inf",
        "\\u",
    ]
    instead = data.draw(
        st.one_of(st.text(max_size=20), st.lists(st.sampled_from(pieces), max_size=12).map("".join))
    )
    text = good[:start] + instead + good[end:]
    judgement = judge(text.encode("utf-8", "surrogatepass"), "policy.md", kinds=kinds)
    assert (judgement.pack is None) == any(p.severity is Severity.ERROR for p in judgement.problems)
    assert all(p.line >= 1 and p.column >= 1 and p.message for p in judgement.problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(kinds: Registry, data: bytes) -> None:
    assert judge(data, "policy.md", kinds=kinds).pack is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f'title = "{"x" * 201}"', "this title has 201 characters; at most 200."),
        (f'edition = "{"1" * 61}"', "this has 61 characters; at most 60."),
        ("issued = 9999-12-31", "9999-12-31 cannot be meant; a year lies between 1900 and 2199."),
    ],
)
def test_what_nothing_has_room_for_is_refused(judged: Any, good: Any, line: str, said: str) -> None:
    key = line.partition(" ")[0]
    head = "\n".join(one for one in good.split("\n") if not one.startswith(f"{key} = ") or "post" in one)
    (problem,) = [
        one for one in judged(head.replace("+++\n", f"+++\n{line}\n", 1)).problems if one.key == key
    ]
    assert problem.message == said


@pytest.mark.parametrize("spelt", ["&#x202E;", "&#8203;", "&#12;", "&shy;", "&ZeroWidthSpace;"])
def test_what_cannot_be_seen_is_refused_however_it_is_spelt(judged: Any, good: Any, spelt: str) -> None:
    (problem,) = judged(f"{good}\nKind &amp; fair,{spelt} &eacute;.\n").problems
    assert (problem.column, problem.message.partition(" ")[0]) == (17, spelt)


def test_a_time_that_never_ends_is_refused() -> None:
    with pytest.raises(Troubles, match="200 years"):
        Span.read("9999 years")
    assert Span.read("200 years").amount == 200
