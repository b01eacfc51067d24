"""The figures as a table in Markdown, each beside its target."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value; `target` is the most it may be, None where there is no target."""

    name: str
    value: float
    unit: str
    target: float | None = None
    how: str = ""

    def row(self) -> str:
        number = "{:.0f}" if self.unit == "calls" else "{:.1f} " + self.unit
        target, verdict = "–", ""
        if self.target is not None:
            target = f"≤ {number.format(self.target)}"
            verdict = "ok" if self.value <= self.target else "**over**"
        return f"| {self.name} | {number.format(self.value)} | {target} | {verdict} | {self.how} |"


def spread(name: str, seconds: list[float], mean: float | None, worst: float | None, how: str) -> list[Figure]:
    """Mean and worst of several runs."""
    return [
        Figure(f"{name}, mean of {len(seconds)}", sum(seconds) / len(seconds), "s", mean, how),
        Figure(f"{name}, worst of {len(seconds)}", max(seconds), "s", worst),
    ]


def markdown(figures: list[Figure]) -> str:
    head = "| figure | measured | target | | read from |\n|---|---|---|---|---|\n"
    return head + "\n".join(figure.row() for figure in figures) + "\n"
