"""Reads the input of `manage.py numbers`: checks it and names every fault by its JSON path. Pure.

The shape is documented in docs/numbers.md. Unknown keys are refused by name, since a misspelt one would silently change
a number.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from backend.assessments.ichd3 import INPUTS
from backend.common import clock
from backend.diary.medicines import MEDICINE_CLASSES
from backend.library.pace import TYPES

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_DATE = {"type": "string", "format": "local-date", "description": "a date, YYYY-MM-DD"}
_WALL = {"type": "string", "format": "wall-time", "description": "a local time, YYYY-MM-DDTHH:MM"}
_SENT = {"type": "string", "format": "instant", "description": "a time with offset, 2026-01-05T20:15:00-06:00"}
_NRS = {"type": ["integer", "null"], "minimum": 0, "maximum": 10, "description": "a whole number 0 to 10, or null"}
_ANSWER = {"enum": ["yes", "no", "unknown"], "description": "yes, no or unknown"}


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


def _whole(low: int, high: int, *, null: bool = False) -> dict[str, Any]:
    expected = f"a whole number {low} to {high}" + (", or null" if null else "")
    kind = ["integer", "null"] if null else "integer"
    return {"type": kind, "minimum": low, "maximum": high, "description": expected}


_MEDICINE = _object(
    {
        "class": {"enum": list(MEDICINE_CLASSES), "description": f"one of {', '.join(MEDICINE_CLASSES)}"},
        "name": {"type": "string", "maxLength": 80, "description": "text"},
        "doses": {"type": "number", "exclusiveMinimum": 0, "maximum": 99, "description": "a number above 0"},
    },
    ("class",),
)
_PROGRAM = _object(
    {
        "start_on": _DATE,
        "end_on": {**_DATE, "type": ["string", "null"], "description": "a date, YYYY-MM-DD, or null"},
        "holds": {"type": "array", "items": _object({"from": _DATE, "to": _DATE}, ("from", "to"))},
        "items": {
            "type": "array",
            "items": _object(
                {
                    "item": {"type": "string", "minLength": 1, "maxLength": 60, "description": "a name"},
                    "sets": _whole(1, 10),
                    "per_day": _whole(1, 12),
                    "days_week": _whole(1, 7),
                    "type": {
                        "enum": list(TYPES),
                        "description": f"one of {', '.join(TYPES)}",
                    },
                },
                ("item", "sets", "per_day", "days_week"),
            ),
        },
    },
    ("start_on",),
)
_FLAG = {"type": "boolean", "description": "true or false"}
_MAYBE = {"type": ["boolean", "null"], "description": "true, false or null"}
_VALUE = {"type": ["number", "null"], "description": "a number within the measure's range, or null"}
SCHEMA = _object(
    {
        "time_zone": {"type": "string", "format": "zone", "description": "an IANA time zone such as America/Chicago"},
        "closed_on": _DATE,
        "program": _PROGRAM,
        "recall_headache_days_28": {
            "type": ["number", "null"],
            "minimum": 0,
            "maximum": 28,
            "description": "a number 0 to 28, or null",
        },
        "days": {
            "type": "array",
            "items": _object(
                {
                    "date": _DATE,
                    "headache": {"type": ["boolean", "null"], "description": "true, false or null"},
                    "peak_intensity": _NRS,
                    "duration_min": _whole(0, 1440, null=True),
                    "medicines": {"type": "array", "items": _MEDICINE},
                    "worse_after_exercise": _MAYBE,
                    "recorded_at": _SENT,
                },
                ("date",),
            ),
        },
        "attacks": {
            "type": "array",
            "items": _object(
                {"start": _WALL, "end": _WALL, "peak_intensity": _NRS, "medicine_on": _DATE}, ("start", "end")
            ),
        },
        "exercise_logs": {
            "type": "array",
            "items": _object(
                {
                    "item": {"type": "string", "minLength": 1, "description": "an item of the program"},
                    "date": _DATE,
                    "sets_done": _whole(0, 99, null=True),
                    "some": _FLAG,
                    "skipped": _FLAG,
                    "session": {"type": "string", "minLength": 1, "maxLength": 60, "description": "a session's name"},
                    "pain": _NRS,
                    "recorded_at": _SENT,
                },
                ("item", "date"),
            ),
        },
        "measures": {
            "type": "object",
            "additionalProperties": _object({"first": _VALUE, "now": _VALUE, "items": _whole(1, 5)}, ("now",)),
        },
        "worse_for_a_day_on": {"type": "array", "items": _DATE},
        "check_ins": _object(
            {
                "phase_began_on": _DATE,
                "weeks": _whole(1, 520),
                "months": {"type": "array", "items": _whole(1, 120)},
            },
            ("phase_began_on", "months"),
        ),
        "monitoring_start_on": _DATE,
        "ichd3": _object(dict.fromkeys(INPUTS, _ANSWER)),
        "exam": _object(
            {
                "frt_left_deg": _whole(0, 90, null=True),
                "frt_right_deg": _whole(0, 90, null=True),
                "ccft_stage_mmhg": {"enum": [20, 22, 24, 26, 28, 30, None], "description": "20, 22, 24, 26, 28 or 30"},
                "ccft_reps": _whole(0, 10, null=True),
                "dnf_endurance_s": _whole(0, 300, null=True),
                "sex": {"enum": ["female", "male", None], "description": "female, male or null"},
            }
        ),
    }
)
_DATE_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}")
_WALL_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")


@dataclass(frozen=True)
class InputFault:
    """One thing wrong with the input: where, what was found, what was expected."""

    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}: found {self.found}, expected {self.expected}"


class BadInput(Exception):
    """The input cannot be counted; every fault is in `faults`."""

    def __init__(self, faults: list[InputFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def check(data: Any) -> None:
    """Raise BadInput with every fault of the input, in the order of the file."""
    faults = list(_shape(data))
    wrong = {fault.path for fault in faults}
    faults += [fault for fault in _values(data, SCHEMA, "$") if fault.path not in wrong]
    if not faults:
        faults = list(_relations(data))
    if faults:
        raise BadInput(faults)


@functools.cache
def measures_of_the_pack() -> dict[str, dict[str, Any]]:
    """Return the measures that ship with Nod by name: their directions, ranges and thresholds are content."""
    # Late, as below: most processes never ask.
    from backend.library.documents import read_document
    from backend.library.kinds import SHIPPED
    from backend.library.yaml_text import plain

    paths = sorted((SHIPPED / "measures").glob("*.yaml"))
    return {path.stem: plain(read_document(path, path.name).data) for path in paths}


@functools.cache
def _validator() -> "Draft202012Validator":
    # Late, for it takes long to load and most processes check no input.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(SCHEMA)


def _shape(data: Any) -> Iterator[InputFault]:
    for error in sorted(_validator().iter_errors(data), key=lambda error: list(map(str, error.absolute_path))):
        path = "$" + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in error.absolute_path)
        if error.validator == "additionalProperties":
            known = ", ".join(error.schema["properties"])
            for key in (key for key in error.instance if key not in error.schema["properties"]):
                yield InputFault(f"{path}.{key}", "an unknown key", f"one of {known}")
        elif error.validator == "required":
            for key in (key for key in error.validator_value if key not in error.instance):
                if f"'{key}'" in error.message:
                    expected = error.schema["properties"][key].get("description", "a value")
                    yield InputFault(f"{path}.{key}", "nothing", expected)
        else:
            expected = error.schema.get("description") or f"{error.schema.get('type')}"
            yield InputFault(path, _shown(error.instance), expected)


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _values(value: Any, schema: dict[str, Any], path: str) -> Iterator[InputFault]:
    """Check dates, times and zones, which a pattern alone cannot: 2026-02-30 is no date."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, schema.get("properties", {}).get(key, {}), f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, schema.get("items", {}), f"{path}[{index}]")
    elif isinstance(value, str) and (name := schema.get("format")) and not _FORMATS[name](value):
        yield InputFault(path, _shown(value), schema["description"])


def _is_date(text: str) -> bool:
    return bool(_DATE_TEXT.fullmatch(text)) and _parses(dt.date.fromisoformat, text)


def _is_wall(text: str) -> bool:
    return bool(_WALL_TEXT.fullmatch(text)) and _parses(dt.datetime.fromisoformat, text)


def _is_instant(text: str) -> bool:
    return _parses(dt.datetime.fromisoformat, text) and dt.datetime.fromisoformat(text).tzinfo is not None


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


_FORMATS = {"local-date": _is_date, "wall-time": _is_wall, "instant": _is_instant, "zone": clock.is_time_zone}


def _relations(data: dict[str, Any]) -> Iterator[InputFault]:
    known = measures_of_the_pack()
    for name, rated in data.get("measures", {}).items():
        if name not in known:
            yield InputFault(f"$.measures.{name}", "an unknown measure", f"one of {', '.join(known)}")
            continue
        low, high = known[name]["range"]["min"], known[name]["range"]["max"]
        for when in ("first", "now"):
            value = rated.get(when)
            if value is not None and not low <= value <= high:
                yield InputFault(f"$.measures.{name}.{when}", _shown(value), f"a number {low:g} to {high:g}, or null")
    needs_close = [key for key in ("days", "attacks", "program", "exercise_logs", "monitoring_start_on") if key in data]
    if needs_close and "closed_on" not in data:
        yield InputFault("$.closed_on", "nothing", f"the last closed date, since {needs_close[0]} is there")
    if "attacks" in data and "time_zone" not in data:
        yield InputFault("$.time_zone", "nothing", "the patient's time zone, since attacks is there")
    seen: dict[str, int] = {}
    for index, day in enumerate(data.get("days", [])):
        if day["date"] in seen:
            expected = f"one entry per date; $.days[{seen[day['date']]}] has it"
            yield InputFault(f"$.days[{index}].date", _shown(day["date"]), expected)
        seen.setdefault(day["date"], index)
    yield from _attack_relations(data)
    yield from _program_relations(data)


def _attack_relations(data: dict[str, Any]) -> Iterator[InputFault]:
    for index, attack in enumerate(data.get("attacks", [])):
        start, end = (dt.datetime.fromisoformat(attack[key]) for key in ("start", "end"))
        # Where clocks are put back an end may read earlier than its start, by an hour at most.
        if end <= start and not _put_back(start, end, data.get("time_zone")):
            yield InputFault(f"$.attacks[{index}].end", _shown(attack["end"]), f"a time after {attack['start']}")


def _put_back(start: dt.datetime, end: dt.datetime, zone: str | None) -> bool:
    if zone is None:
        return False
    first, second = start.replace(tzinfo=ZoneInfo(zone)), end.replace(tzinfo=ZoneInfo(zone), fold=1)
    return second.astimezone(dt.UTC) > first.astimezone(dt.UTC)


def _program_relations(data: dict[str, Any]) -> Iterator[InputFault]:
    program = data.get("program")
    if "exercise_logs" in data and program is None:
        yield InputFault("$.program", "nothing", "the program that the exercise logs belong to")
    if program is None:
        return
    if program.get("end_on") and program["end_on"] < program["start_on"]:
        yield InputFault("$.program.end_on", _shown(program["end_on"]), f"{program['start_on']} or later")
    for index, hold in enumerate(program.get("holds", [])):
        if hold["to"] < hold["from"]:
            yield InputFault(f"$.program.holds[{index}].to", _shown(hold["to"]), f"{hold['from']} or later")
    names = [item["item"] for item in program.get("items", [])]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield InputFault(f"$.program.items[{index}].item", _shown(name), "each item once")
    for index, log in enumerate(data.get("exercise_logs", [])):
        if log["item"] not in names:
            expected = f"an item of the program ({', '.join(names) or 'it has none'})"
            yield InputFault(f"$.exercise_logs[{index}].item", _shown(log["item"]), expected)
