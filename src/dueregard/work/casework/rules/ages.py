"""How old somebody was when something happened, and how old they are now.

The first says which law the harm falls under; the second who is told, whose agreement counts and which service leads
(domain.md 14, rule 10).
"""

from datetime import date, timedelta

from ....authority.people.rules import ADULT, is_adult


def age_on(born: date, day: date) -> int:
    """How many birthdays somebody had by a day."""
    return day.year - born.year - (day < birthday(born, day.year - born.year))


def birthday(born: date, age: int) -> date:
    """The day somebody reaches an age. Whoever was born on 29 February does on 1 March of a common year."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return born.replace(year=born.year + age, day=28) + timedelta(days=1)


def both_ages(born: date, then: date, today: date) -> str:
    """Both ages, and the day of the 18th birthday while that lies ahead."""
    said = f"{age_on(born, then)} then, {age_on(born, today)} now"
    if is_adult(born, today):
        return said
    day = birthday(born, ADULT)
    return f"{said}; {ADULT} on {day.day} {day:%B %Y}"
