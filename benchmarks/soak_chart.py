"""Draw a soak as one SVG: lag, memory and throughput over time. No library: three lines and their axes."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from soak_measures import Published, percentile

WIDTH, HEIGHT = 760, 150
LEFT, RIGHT, TOP, GAP = 60, 16, 30, 46
INK, FAINT, COLOURS = "#333333", "#d9d9d9", ("#1f5fa8", "#c2571a")

Points = Sequence[tuple[float, float]]


def draw(samples: Sequence[Mapping[str, Any]], published: Mapping[str, Published], have: Mapping[str, float]) -> str:
    """Return the chart: x is minutes since the press began."""
    start = min(told.at for told in published.values())
    minutes = max(told.at for told in published.values()) / 60 - start / 60
    by_minute: dict[int, list[float]] = {}
    made: dict[int, int] = {}
    for url, told in published.items():
        minute = int((told.at - start) // 60)
        made[minute] = made.get(minute, 0) + 1
        if url in have:
            by_minute.setdefault(minute, []).append(have[url])
    lag = {
        share: [(m + 0.5, percentile(sorted(some), share)) for m, some in sorted(by_minute.items())]
        for share in (0.5, 0.95)
    }
    memory = [(s["second"] / 60, float(s["memory_mb"])) for s in samples if s["memory_mb"] != ""]
    pace = [(m + 0.5, number / 60) for m, number in sorted(made.items())]
    panels = [
        ("Seconds from publication to row, by minute of publication", {"p50": lag[0.5], "p95": lag[0.95]}),
        ("Memory of the job and its workers, MB", {"": memory}),
        ("Articles a second", {"published": pace, "in the table": rate(samples)}),
    ]
    height = TOP + len(panels) * (HEIGHT + GAP)
    body = [panel(title, lines, minutes, TOP + n * (HEIGHT + GAP)) for n, (title, lines) in enumerate(panels)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" fill="{INK}"><rect width="100%" height="100%" fill="white"/>' + "".join(body) + "</svg>\n"
    )


def rate(samples: Sequence[Mapping[str, Any]]) -> Points:
    """Return articles a second between samples a minute apart."""
    counted = [(s["second"], int(s["articles"])) for s in samples if s["articles"] != ""][::6]
    return [
        ((one + other) / 120, (more - few) / (other - one))
        for (one, few), (other, more) in pairwise(counted)
        if other > one
    ]


def panel(title: str, lines: Mapping[str, Points], minutes: float, top: float) -> str:
    """Return one panel with its axes."""
    most = nice(max((y for points in lines.values() for _, y in points), default=1.0))
    parts = [f'<text x="{LEFT}" y="{top - 8}" font-weight="bold">{escape(title)}</text>']
    for step in range(5):
        y = top + HEIGHT - HEIGHT * step / 4
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{most * step / 4:g}</text>')
    for minute in ticks(minutes):
        x = LEFT + (WIDTH - LEFT - RIGHT) * minute / minutes
        parts.append(f'<text x="{x:.1f}" y="{top + HEIGHT + 16}" text-anchor="middle">{minute:g} min</text>')
    for n, (name, points) in enumerate(lines.items()):
        path = "L".join(
            f"{LEFT + (WIDTH - LEFT - RIGHT) * min(x / minutes, 1):.1f} {top + HEIGHT - HEIGHT * y / most:.1f}"
            for x, y in points
        )
        parts.append(f'<path d="M{path}" fill="none" stroke="{COLOURS[n]}" stroke-width="1.5"/>')
        parts.append(
            f'<text x="{WIDTH - RIGHT - 110 * (len(lines) - 1 - n)}" y="{top - 8}" text-anchor="end" '
            f'fill="{COLOURS[n]}">{escape(name)}</text>'
        )
    return "".join(parts)


def nice(value: float) -> float:
    """Return the next round number that parts into four."""
    for power in range(-2, 7):
        for digit in (1, 2, 4, 6, 8):
            if digit * 10**power >= value:
                return digit * 10.0**power
    return value


def ticks(minutes: float) -> Iterable[int]:
    """Return the minutes that are written on the axis."""
    step = next((step for step in (1, 2, 5, 10, 15, 30, 60, 120) if minutes / step <= 8), 240)
    return range(0, int(minutes) + 1, step)
