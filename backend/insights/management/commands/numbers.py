"""`manage.py numbers FILE`: every number of Nod from a plain file. Needs no database and no settings."""

import csv
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from backend.insights.numbers.compute import compute
from backend.insights.numbers.compute_input import BadInput, InputFault

NUMBER_COLUMNS = ("peak_intensity", "duration_min")


class Command(BaseCommand):
    help = "Compute headache days, medicine days, adherence and more from a JSON file (docs/numbers.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a JSON file; - for standard input")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--lines", action="store_true", help="one JSON object a line in, one a line out")
        shape.add_argument("--csv", action="store_true", help="a diary of one row a day instead of JSON")
        parser.add_argument("--closed-on", help="with --csv: the last closed date (its last date if left out)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _opened(options["file"]) as file:
                if options["lines"]:
                    self._lines(file)
                elif options["csv"]:
                    self._print(compute(_from_csv(file, options["closed_on"])), indent=2)
                else:
                    self._print(compute(_parsed(file.read())), indent=2)
        except (BadInput, OSError, UnicodeDecodeError) as error:
            self.stderr.write(str(error), self.style.NOTICE)
            sys.exit(2)

    def _lines(self, file: TextIO) -> None:
        """Nothing is printed unless every line is good: half a result is easily taken for a whole one."""
        results = []
        faults = []
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                results.append(compute(_parsed(line)))
            except BadInput as error:
                faults += [f"line {number}: {fault}" for fault in str(error).splitlines()]
        if faults:
            self.stderr.write("\n".join(faults), self.style.NOTICE)
            sys.exit(2)
        for result in results:
            self._print(result)

    def _print(self, result: dict[str, Any], indent: int | None = None) -> None:
        self.stdout.write(json.dumps(result, indent=indent, ensure_ascii=False))


def _opened(name: str) -> TextIO:
    return sys.stdin if name == "-" else Path(name).open(encoding="utf-8", newline="")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput([InputFault("$", f"no JSON at {where} ({error.msg})", "one JSON object")]) from error


def _from_csv(file: TextIO, closed_on: str | None) -> dict[str, Any]:
    """Return the input that a diary of one row a day stands for. Medicine classes are joined by semicolons."""
    days = [_row(row) for row in csv.DictReader(file)]
    last = closed_on or max((str(day.get("date", "")) for day in days), default="")
    return {"closed_on": last, "days": days}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """An empty cell is a missing value; a cell that is no number stays text, so that it is named as a fault."""
    day: dict[str, Any] = {}
    for name, cell in row.items():
        text = (cell or "").strip() if isinstance(cell, str) else cell
        if not text:
            continue
        if name == "headache":
            day[name] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
                text.lower(), text
            )
        elif name == "medicines":
            day[name] = [{"class": each.strip()} for each in text.split(";") if each.strip()]
        elif name in NUMBER_COLUMNS:
            day[name] = int(text) if text.lstrip("-").isdecimal() else text
        else:
            day[str(name)] = text
    return day
