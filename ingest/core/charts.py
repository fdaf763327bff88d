"""Charts as numbers: where each bar stands and how high it is. Who draws them adds nothing but colour."""

from collections.abc import Mapping

from msgspec import Struct

from ingest.core.spoken.moments import days_after


class Bar(Struct, frozen=True):
    """`x`, `y`, `width`, `height` in the chart's own units; `y` counts from the top. `name`: what it stands for."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


class Bars(Struct, frozen=True):
    width: float
    height: float
    bars: tuple[Bar, ...]
    most: int
    total: int

    @property
    def path(self) -> str:
        """All bars as one path of SVG, for a chart whose single days have no words."""
        return "".join(f"M{bar.x:g} {self.height:g}V{bar.y:g}h{bar.width:g}V{self.height:g}z" for bar in self.bars if bar.count)


def a_day(counts: Mapping[str, int], until: str, days: int, width: float, height: float) -> Bars:
    """A bar for each of so many days up to `until` (dates), none of them left out. The highest fills the chart; a day with one article is
    seen."""
    named = [days_after(until, at - days + 1) for at in range(days)]
    values = [counts.get(day, 0) for day in named]
    most = max(values, default=0)
    step = width / max(1, days)
    gap = min(step * 0.25, 2.0)
    bars = []
    for at, (day, value) in enumerate(zip(named, values, strict=True)):
        tall = max(1.5, height * value / most) if value else 0.0
        bars.append(Bar(day, value, round(at * step, 2), round(height - tall, 2), round(step - gap, 2), round(tall, 2)))
    return Bars(width, height, tuple(bars), most, sum(values))
