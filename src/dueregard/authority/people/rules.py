"""Ages, by the London day."""

from datetime import date

ADULT = 18


def born_by(day: date, years: int) -> date:
    """The latest birthday of somebody who is `years` old on `day`.

    Born on 29 February one is a year older on 1 March where there is no 29 February: a day later than some reckon, so
    that nobody is taken for an adult a day too soon.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def is_adult(born: date, day: date) -> bool:
    """Whether somebody is 18 on a day."""
    return born <= born_by(day, ADULT)
