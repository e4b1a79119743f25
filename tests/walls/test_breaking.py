"""What the nightly run takes away: each check of permission, alone, and nothing else."""

from pathlib import Path

from break_walls import checks_in, every_check

TEXT = '''"""Wörter."""


def act(who, thing):
    ruling(who).enforce(who_can_help="Ask.")
    if not who.may and thing:
        raise NothingHere
    if thing == "é":
        raise NotPermitted("No.")
    if not thing:
        raise BadInput("Say what.")
    return rows.filter(~Exists(walls), ~Q(gone=True))
'''


def test_each_check_is_taken_away_alone() -> None:
    found = sorted(checks_in(TEXT, Path("x.py")), key=lambda one: one.begin)
    assert [(one.line, one.instead) for one in found] == [
        (5, "pass"),
        (6, "False"),
        (8, "False"),
        (12, "~Q(pk__in=[])"),
    ]
    lines = [one.broken(TEXT).splitlines()[one.line - 1].strip() for one in found]
    assert lines == ["pass", "if False:", "if False:", "return rows.filter(~Q(pk__in=[]), ~Q(gone=True))"]
    for one in found:
        compile(one.broken(TEXT), "x.py", "exec")


def test_there_are_checks_in_each_part_of_the_house() -> None:
    parts = {"access", "casework", "support", "climate", "liaison", "rights", "disclosure", "desk"}
    assert parts <= {part for one in every_check() for part in one.path.parts}
