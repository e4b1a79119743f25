"""Spans of time and sizes as people say them."""

from datetime import timedelta


def span(length: timedelta) -> str:
    """A span in its largest unit, rounded down: "3 hours"; never less than a minute."""
    seconds = max(int(length.total_seconds()), 60)
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        # Up to two days and two hours in the smaller unit: "47 hours" says more than "1 day".
        if seconds >= size * (1 if unit == "minute" else 2):
            return counted(seconds // size, unit)
    raise AssertionError(length)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 day", "2 days"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def gigabytes(size: int) -> str:
    """A size in GB of 10⁹ bytes, to one decimal."""
    return f"{size / 1e9:.1f} GB"
