"""Results as a table: what was measured, its spread, what it is held against, and the target beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

_WIDTHS = (46, 11, 11, 11, 8, 9, 10)


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure or a ratio must be: at most or at least so much. Targets are read, never asserted."""

    limit: float
    at_least: bool = False

    def said(self, value: float) -> tuple[str, str]:
        """The target, and whether it was met."""
        met = value >= self.limit if self.at_least else value <= self.limit
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}", "met" if met else "NOT MET"


def heading(title: str) -> None:
    """Begin a table."""
    print(f"\n{title}")
    _line(title="", cells=("min", "median", "p95", "ratio", "target", ""))


def row(what: str, values: Sequence[float], unit: str, *, ratio: float | None = None, must: Target | None = None,
        judged: float | None = None) -> None:  # fmt: skip
    """One line. The target judges the ratio, or `judged`, or else the median."""
    spread = (min(values), median(values), p95(values)) if len(values) > 1 else ("", values[0], "")
    value = (
        ratio if judged is None and ratio is not None else judged if judged is not None else median(values)
    )
    target, verdict = must.said(value) if must else ("", "")
    shown = [cell if isinstance(cell, str) else _figure(cell) for cell in spread]
    _line(f"{what} ({unit})", (*shown, "" if ratio is None else f"{ratio:.2f}", target, verdict))


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay under."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _line(title: str, cells: Sequence[str]) -> None:
    first, *others = _WIDTHS
    print(
        f"{title:<{first}}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, others, strict=True)),
        flush=True,
    )
