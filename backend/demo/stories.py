"""Eight invented patients, each with a story of twelve weeks told as the records their phones would have sent."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from backend.common import clock
from backend.common.ids import new_id
from backend.programs.schedule import Frequency, Slot, due_slots

WEEKS = 12
DAYS = WEEKS * 7


@dataclass(frozen=True)
class Story:
    """How likely a headache is and how bad, at the start and at the end; and how the patient goes about logging.

    `headache` and `pain` run from the first to the last day; `late_pain` is added in the last week.
    """

    key: str
    name: str
    therapist: str
    headache: tuple[float, float]
    pain: tuple[float, float]
    logs: float = 0.95
    does: float = 0.8
    medicine: float = 0.5
    late_pain: int = 0
    stops_days_ago: int = 0
    program_days: int = 33
    # How often a day the therapist asks for the posture reset; it is ticked by the way, which these stories leave out.
    habit_per_day: int = 2
    language: str = "en"
    zones: tuple[str, ...] = ("America/Chicago",)
    message: str = ""
    # Safety questions answered yes, yesterday.
    safety: tuple[str, ...] = ()
    last_day: dict[str, Any] = field(default_factory=dict)
    # "My three activities": how many days ago, and how well each went.
    rated: tuple[tuple[int, dict[str, int]], ...] = ()
    # Examinations in the clinic: how many days ago, and what was found.
    examined: tuple[tuple[int, dict[str, Any]], ...] = ()


FIRST_VISIT = (
    35,
    {
        **{
            "symptom_today": 5,
            "frt_left_deg": 27,
            "frt_right_deg": 41,
            "rotation_left_deg": 52,
            "rotation_right_deg": 64,
        },
        **{"ccft_stage_mmhg": 24, "ccft_reps": 4, "dnf_endurance_s": 11, "c1_2_left_pain": 6, "head_forward": "mild"},
    },
)
LATER_VISIT = (
    5,
    {
        **{
            "symptom_today": 2,
            "frt_left_deg": 38,
            "frt_right_deg": 43,
            "rotation_left_deg": 60,
            "rotation_right_deg": 65,
        },
        **{"ccft_stage_mmhg": 26, "ccft_reps": 8, "dnf_endurance_s": 21, "c1_2_left_pain": 3, "head_forward": "mild"},
    },
)

STORIES = (
    Story(
        "pia",
        "Pia Marsh",
        "tara",
        headache=(0.62, 0.2),
        pain=(6.4, 3.4),
        examined=(FIRST_VISIT, LATER_VISIT),
        rated=(
            (32, {"Working at the computer": 3, "Driving": 4, "Lifting the baby": 2}),
            (4, {"Working at the computer": 6, "Driving": 7, "Lifting the baby": 5}),
        ),
    ),
    Story("paul", "Paul Reyes", "tara", headache=(0.3, 0.7), pain=(3.2, 3.8), late_pain=3, does=0.5),
    Story("sam", "Sam Okafor", "tara", headache=(0.45, 0.4), pain=(5, 4.6), stops_days_ago=9, does=0.55),
    Story("mona", "Mona Castillo", "tara", (0.7, 0.72), (5.6, 5.4), medicine=0.95, language="es"),
    Story(
        "rita",
        "Rita Novak",
        "tara",
        headache=(0.4, 0.35),
        pain=(4.6, 4.2),
        habit_per_day=6,
        last_day={"headache": True, "peak_intensity": 9, "duration_min": 300, "neck_pain_now": 7},
        message="This headache is not like my usual ones. Please call me.",
        safety=("s2",),
    ),
    Story("nell", "Nell Hughes", "tom", headache=(0.4, 0.03), pain=(5, 2.2), does=0.92, program_days=38),
    Story("nico", "Nico Brandt", "tara", headache=(0.5, 0.5), pain=(5, 5), program_days=0, logs=0),
    Story(
        "taro",
        "Taro Lindgren",
        "olga",
        headache=(0.45, 0.3),
        pain=(5, 4),
        zones=("Europe/Berlin", "Asia/Tokyo", "Europe/Berlin", "America/New_York"),
    ),
)


@dataclass(frozen=True)
class PrescribedItem:
    """What the story needs to know of an item: its id, how often, and its full dose."""

    id: str
    frequency: Frequency
    sets: int
    reps: int


@dataclass(frozen=True)
class _ProgramDay:
    """A date within the program, `days_in` days after its start."""

    date: dt.date
    days_in: int
    zone: str
    version_id: str
    items: list[PrescribedItem]
    now: dt.datetime


def tell(story: Story, now: dt.datetime, version_id: str, items: list[PrescribedItem]) -> list[dict[str, Any]]:
    """Return the records of the twelve weeks that end yesterday, oldest first. The same story is told each time."""
    chance = random.Random(story.key)  # noqa: S311  a story, not a secret
    records: list[dict[str, Any]] = []
    for index in range(DAYS - story.stops_days_ago if story.logs else 0):
        zone = story.zones[index * len(story.zones) // DAYS]
        today = clock.local_date(now, zone)
        date = today - dt.timedelta(days=DAYS - index)
        through = index / (DAYS - 1)
        last = index == DAYS - 1
        if chance.random() < story.logs or (last and story.last_day):
            changes = story.last_day if last and story.last_day else _day(story, chance, through, index)
            records.append(_day_record(date, zone, changes, now))
        days_in = (date - (today - dt.timedelta(days=story.program_days))).days
        if version_id and days_in >= 0:
            day = _ProgramDay(date, days_in, zone, version_id, items, now)
            records.extend(_sessions(story, chance, day))
    if story.safety:
        yes = dict.fromkeys(story.safety, True)
        yesterday = clock.local_date(now, story.zones[-1]) - dt.timedelta(days=1)
        head = _head("red_flag_check", now - dt.timedelta(hours=3), story.zones[-1])
        answers = {"e1": False, "e2": False, "s2": False, "s8": False, "t8": False, **yes}
        asked = {"occurred_on": yesterday.isoformat(), "asked": "diary", "answers": answers, "shown": "same_day"}
        records.append({**head, **asked})
    for days_ago, values in story.rated:
        on = clock.local_date(now, story.zones[-1]) - dt.timedelta(days=days_ago)
        head = _head("measure_score", now - dt.timedelta(days=days_ago), story.zones[-1])
        records.append({**head, "occurred_on": on.isoformat(), "measure": "activities", "values": values})
    if story.message:
        records.append({**_head("message", now - dt.timedelta(hours=2), story.zones[-1]), "text": story.message})
    return records


def _day(story: Story, chance: random.Random, through: float, index: int) -> dict[str, Any]:
    likely = _between(story.headache, through)
    if chance.random() > likely:
        return {"headache": False, "neck_pain_now": chance.choice((0, 1, 1, 2))}
    late = story.late_pain if index >= DAYS - 7 else 0
    peak = max(1, min(10, round(chance.gauss(_between(story.pain, through) + late, 1.2))))
    day: dict[str, Any] = {
        "headache": True,
        "peak_intensity": peak,
        "duration_min": chance.choice((60, 120, 120, 240, 240, 480)),
        "side": chance.choice(("right", "right", "right", "both")),
        "neck_pain_now": max(0, peak - chance.choice((1, 2, 3))),
    }
    if chance.random() < story.medicine:
        day["medicines"] = [{"class": "simple", "name": "ibuprofen", "doses": 1}]
    return day


def _day_record(date: dt.date, zone: str, changes: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    evening = dt.datetime.combine(date, dt.time(20, 15), tzinfo=ZoneInfo(zone))
    head = _head("day_entry", min(evening, now), zone)
    return {**head, "occurred_on": date.isoformat(), "parents": [], "changes": changes}


def _sessions(story: Story, chance: random.Random, day: _ProgramDay) -> Iterator[dict[str, Any]]:
    start_on = day.date - dt.timedelta(days=day.days_in)
    for slot, at in ((Slot.MORNING, dt.time(7, 40)), (Slot.EVENING, dt.time(18, 50))):
        due = [item for item in day.items if slot in due_slots(item.frequency, start_on, day.date)]
        if not due or chance.random() > story.does:
            continue
        pains = _pains(chance, len(due))
        started = dt.datetime.combine(day.date, at, tzinfo=ZoneInfo(day.zone))
        ended = started + dt.timedelta(minutes=len(due) * 3)
        yield {
            **_head("session", min(ended, day.now), day.zone),
            "occurred_on": day.date.isoformat(),
            "version_id": day.version_id,
            "slot": slot.value,
            "started_at": started.isoformat(),
            "ended_at": ended.isoformat(),
            "pain_after": chance.choice((0, 1, 1, 2, 3)),
            "effort": chance.choice((2, 3, 3, 4)),
            "exercises": [
                {
                    "item_id": item.id,
                    "outcome": "done",
                    "sets_done": item.sets,
                    "reps_done": item.sets * item.reps,
                    **({} if pain is None else {"pain": pain}),
                }
                for item, pain in zip(due, pains, strict=True)
            ],
        }


def _pains(chance: random.Random, count: int) -> list[int | None]:
    """Return each exercise's pain as the phone writes the answer after a session: mostly "No pain", which is 0 in each;
    now and then a little in one of them; and some leave the question out."""
    if chance.random() < 0.1:
        return [None] * count
    pains: list[int | None] = [0] * count
    if chance.random() < 0.25:
        pains[chance.randrange(count)] = chance.choice((1, 2, 2, 3))
    return pains


def _head(type_name: str, recorded_at: dt.datetime, zone: str) -> dict[str, Any]:
    return {"id": str(new_id()), "type": type_name, "recorded_at": recorded_at.isoformat(), "time_zone": zone}


def _between(ends: tuple[float, float], through: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * through
