"""CSV that is safe to open: every cell quoted, and none that a spreadsheet would run as a formula (OWASP)."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from backend.reports.content import Report


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Return rows as CSV; the columns are all names that any row has, in the order of their first coming."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    held = io.StringIO()
    # The mark tells Excel that this is UTF-8.
    held.write("\ufeff")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return held.getvalue()


def report_rows(report: Report) -> list[dict[str, Any]]:
    """Return the report's twelve weeks, one row a date; an empty cell was not recorded."""
    return [
        {
            "date": day["date"].isoformat(),
            "recorded": "yes" if day["recorded"] else "no",
            "headache_day": _yes_or_no(day["headache_day"]),
            "worst_pain_0_10": day["peak_intensity"],
            "neck_pain_0_10": day["neck_pain"],
            "acute_medicine": _yes_or_no(day["medicine"]),
            "sessions": day["sessions"],
        }
        for day in report.timeline["days"]
    ]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


# Also the full-width forms, which some spreadsheets take for the plain ones.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _cell(", ".join(str(each) for each in value))
    if not isinstance(value, str):
        return str(value)
    return "\n".join(
        f"'{line}" if line.lstrip(" \u00a0").startswith(_STARTS_FORMULA) else line for line in _lines(value)
    )


def _lines(value: str) -> list[str]:
    return value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
