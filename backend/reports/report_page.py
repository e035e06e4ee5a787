"""The one-page report as HTML, for the screen and for the PDF."""

from typing import Any

from django.utils.safestring import mark_safe

from backend.reports import words
from backend.reports.chart import timeline_svg
from backend.reports.content import Report
from backend.reports.pdf import report_template

LEAD = ("monthly_headache_days", "change_pct", "mean_peak_intensity", "adherence_pct")


def report_html(report: Report, *, on_screen: bool = False) -> str:
    """Return the page; on screen it says how to print it."""
    return report_template("report", {**_context(report), "on_screen": on_screen})


def _context(report: Report) -> dict[str, Any]:
    numbers = [
        {
            "code": number.name,
            "name": words.number_name(number),
            "value": words.value_of(number),
            "counts": words.counts_of(number),
            "quality": number.quality,
        }
        for number in report.numbers
    ]
    return {
        "report": report,
        "lead": [number for number in numbers if number["code"] in LEAD],
        "numbers": [number for number in numbers if number["code"] not in LEAD],
        "measures": [
            {
                **vars(each),
                "first": None if each.first is None else f"{each.first:g}",
                "last": f"{each.last:g}",
                "verdict": words.VERDICTS[each.verdict],
            }
            for each in report.measures
        ],
        "skips": ", ".join(f"{words.SKIPS.get(code, code)} ({count})" for code, count in report.skips or ()),
        "versions": [each for each in report.timeline["program_versions"] if each["on"] >= report.timeline["first"]],
        "flags": [{**flag, "urgency": words.URGENCIES[flag["urgency"]]} for flag in report.flags],
        "has_days": any(day["recorded"] or day["sessions"] for day in report.timeline["days"]),
        # Our own drawing; every text in it is escaped where it is made.
        "chart": mark_safe(timeline_svg(report.timeline) if report.timeline["days"] else ""),  # noqa: S308
    }
