"""The tables of an export: flat rows, made from the whole record. Pure."""

from collections.abc import Callable, Iterator
from typing import Any

TableRow = dict[str, Any]


def tables_of(whole: dict[str, Any], language: str) -> dict[str, Callable[[], list[TableRow]]]:
    """Return table name -> what makes its rows; exercise names are in `language`, English where there is none."""
    names = {
        item["id"]: item["name"].get(language) or item["name"].get("en", item["exercise"])
        for program in whole["programs"]
        for version in program["versions"]
        for item in version["items"]
    }

    def of_type(name: str) -> Iterator[TableRow]:
        return (record for record in whole["records"] if record["type"] == name)

    return {
        "diary": lambda: [_day(day) for day in whole["days"]],
        "medicines": lambda: [row for day in whole["days"] for row in _medicines(day)],
        "sessions": lambda: [
            {key: value for key, value in each.items() if key not in ("exercises", "type")}
            for each in of_type("session")
        ],
        "exercises_done": lambda: [row for session in of_type("session") for row in _exercises(session, names)],
        "measures": lambda: [row for record in of_type("measure_score") for row in _scores(record)],
        "safety_questions": lambda: [
            {"occurred_on": record["occurred_on"], "question": question, "answer": "yes" if yes else "no"}
            for record in of_type("red_flag_check")
            for question, yes in record["answers"].items()
        ],
        "messages": lambda: [
            {name: message[name] for name in ("at", "from", "about_on", "text")} for message in whole["messages"]
        ],
        "program": lambda: [row for program in whole["programs"] for row in _prescribed(program, names)],
        "who_looked": lambda: whole["looks"],
    }


def _day(day: TableRow) -> TableRow:
    fields = {name: value for name, value in day["fields"].items() if name != "medicines"}
    return {"date": day["occurred_on"], **fields}


def _medicines(day: TableRow) -> Iterator[TableRow]:
    for medicine in day["fields"].get("medicines") or []:
        if isinstance(medicine, dict):
            yield {"date": day["occurred_on"], **medicine}


def _exercises(session: TableRow, names: dict[str, str]) -> Iterator[TableRow]:
    for each in session["exercises"]:
        rest = {name: value for name, value in each.items() if name != "item_id"}
        yield {
            "date": session["occurred_on"],
            "slot": session["slot"],
            "exercise": names.get(each["item_id"], ""),
            **rest,
        }


def _scores(record: TableRow) -> Iterator[TableRow]:
    for what, value in record["values"].items():
        yield {"date": record["occurred_on"], "measure": record["measure"], "what": what, "value": value}


def _prescribed(program: TableRow, names: dict[str, str]) -> Iterator[TableRow]:
    for version in program["versions"]:
        for item in version["items"]:
            dose = {key: value for key, value in item.items() if key not in ("id", "name", "exercise")}
            yield {
                "program": program["name"],
                "version": version["number"],
                "published_at": version["published_at"],
                "exercise": names[item["id"]],
                **dose,
            }
