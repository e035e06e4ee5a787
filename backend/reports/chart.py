"""The report's chart for paper: twelve weeks, worst pain of headache days over sessions a week, as SVG. Pure."""

import datetime as dt
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 190
LEFT, RIGHT, TOP, BOTTOM = 30, 30, 22, 22
PAIN, DOSE, INK, GRID, FREE = "#c8553d", "#cfe3e2", "#24313f", "#e0dccf", "#1e6b71"


def timeline_svg(timeline: dict[str, Any]) -> str:
    """Return the chart. Bars: worst pain (0-10) of a headache day, a ring where it was not given; dots: days without;
    the area: sessions a week."""
    days = timeline["days"]
    step = (WIDTH - LEFT - RIGHT) / len(days)
    floor = HEIGHT - BOTTOM
    scale = (floor - TOP) / 10
    weeks = [sum(day["sessions"] for day in days[start : start + 7]) for start in range(0, len(days), 7)]
    most = max(7, *weeks)
    parts = []
    for index, sessions in enumerate(weeks):
        height = sessions / most * (floor - TOP)
        x, width = LEFT + index * 7 * step, min(7, len(days) - index * 7) * step
        parts.append(_bar(x, floor, width, height, DOSE))
    for level in (0, 5, 10):
        y = floor - level * scale
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
        parts.append(_text(LEFT - 6, y + 3, str(level), "end"))
        parts.append(_text(WIDTH - RIGHT + 6, y + 3, f"{level / 10 * most:g}", "start"))
    for index, day in enumerate(days):
        x = LEFT + index * step
        if day["headache_day"] and day["peak_intensity"] is None:
            ring = f'cx="{x + step / 2:.1f}" cy="{floor - 4}" r="2.6" fill="none" stroke="{PAIN}" stroke-width="1.4"'
            parts.append(f"<circle {ring}/>")
        elif day["headache_day"]:
            parts.append(_bar(x + 1, floor, step - 2, max(2, day["peak_intensity"] * scale), PAIN))
        elif day["recorded"]:
            parts.append(f'<circle cx="{x + step / 2:.1f}" cy="{floor - 3}" r="1.6" fill="{FREE}"/>')
        if index % 14 == 0:
            parts.append(_text(x, HEIGHT - 6, _day(day["date"]), "start"))
    parts += [
        _mark(mark, timeline["first"], step, floor)
        for mark in timeline["program_versions"]
        if mark["on"] >= timeline["first"]
    ]
    for treatment in timeline["treatments"]:
        x = LEFT + ((treatment["on"] - timeline["first"]).days + 0.5) * step
        parts.append(f'<path d="M{x:.1f} {TOP}l4 4l-4 4l-4 -4z" fill="{INK}"/>')
    title = "Twelve weeks: worst pain of headache days, and sessions a week"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">'
        + "".join(parts)
        + "</svg>"
    )


def _mark(mark: dict[str, Any], first: dt.date, step: float, floor: float) -> str:
    x = LEFT + (mark["on"] - first).days * step
    words = escape(f"{mark['name'] if mark['number'] == 1 else 'version ' + str(mark['number'])}: {mark['phase_name']}")
    anchor = "end" if x > WIDTH / 2 else "start"
    line = f'<path d="M{x:.1f} {TOP - 6}V{floor}" stroke="{INK}" stroke-dasharray="3 3"/>'
    return line + _text(x + (-4 if anchor == "end" else 4), TOP - 9, words, anchor)


def _bar(x: float, floor: float, width: float, height: float, fill: str) -> str:
    place = f'x="{x:.1f}" y="{floor - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{fill}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="9" fill="{INK}" text-anchor="{anchor}">{text}</text>'


def _day(on: dt.date) -> str:
    return f"{on:%b} {on.day}"
