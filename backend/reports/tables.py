"""The tables of an export: flat rows, made from the whole record. Pure."""

from collections.abc import Iterator
from typing import Any

TableRow = dict[str, Any]


def tables_of(whole: dict[str, Any], language: str) -> dict[str, list[TableRow]]:
    """Return table name -> rows; exercise names are in `language`, English where there is none."""
    names = {
        item["id"]: item["name"].get(language) or item["name"].get("en", item["exercise"])
        for program in whole["programs"]
        for version in program["versions"]
        for item in version["items"]
    }
    sessions = [record for record in whole["records"] if record["type"] == "session"]
    return {
        "diary": [_day(day) for day in whole["days"]],
        "medicines": [row for day in whole["days"] for row in _medicines(day)],
        "sessions": [
            {key: value for key, value in each.items() if key not in ("exercises", "type")} for each in sessions
        ],
        "exercises_done": [row for session in sessions for row in _exercises(session, names)],
        "measures": [
            row for record in whole["records"] if record["type"] == "measure_score" for row in _scores(record)
        ],
        "safety_questions": [
            {"occurred_on": record["occurred_on"], "question": question, "answer": "yes" if yes else "no"}
            for record in whole["records"]
            if record["type"] == "red_flag_check"
            for question, yes in record["answers"].items()
        ],
        "messages": [
            {name: message[name] for name in ("at", "from", "about_on", "text")} for message in whole["messages"]
        ],
        "program": [row for program in whole["programs"] for row in _prescribed(program, names)],
        "who_looked": whole["looks"],
    }


def _day(day: TableRow) -> TableRow:
    fields = {name: value for name, value in day["fields"].items() if name != "medicines"}
    return {"date": day["occurred_on"], **fields}


def _medicines(day: TableRow) -> Iterator[TableRow]:
    for medicine in day["fields"].get("medicines") or []:
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
