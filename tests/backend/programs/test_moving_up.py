"""Every phase of every template can be passed through the app's own doors: by a patient who does all well, and not by
one who does not."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.assessments.services import add_assessment
from backend.common import clock
from backend.desk.prescribing import prescribe_program
from backend.insights.models import Reason
from backend.insights.services import refresh_summary
from backend.library.pack import read_pack
from backend.programs.models import ProgramVersion
from backend.programs.prescribing import GATES, PrescribedDose
from backend.programs.schedule import Frequency, Slot, due_slots
from backend.programs.services import NewProgram
from backend.programs.templates import templates
from tests.builders import phone_sends
from tests.people import People
from tests.records import ROOT, ZONE, day_record, session_record

PACK = read_pack(ROOT / "exercises").entries["protocol"]
PHASES = [(slug, number) for slug, content in PACK.items() for number in range(1, len(content["phases"]) + 1)]
TIMES = {Slot.MORNING: 8, Slot.MIDDAY: 12, Slot.EVENING: 18, Slot.ANYTIME: 15}
LOGGED_DAYS = 16
CUFF = "ccf-pressure-supine"
# What a phone writes of one exercise of the whole dose, after "No pain".
WELL = {"pain": 0}


def begin(people: People, slug: str, number: int, swapped: dict[str, str] | None = None) -> ProgramVersion:
    """Assign a phase that began as long ago as it lasts, with the exercises swapped that the builder offers to swap."""
    template = next(each for each in templates() if each["slug"] == slug)
    phase = template["phases"][number - 1]
    names = PrescribedDose.__dataclass_fields__
    doses = [PrescribedDose(**{key: item[key] for key in names}) for item in phase["items"]]
    doses = [replace(dose, side=dose.side or "left") for dose in doses]
    doses = [replace(dose, exercise=(swapped or {}).get(dose.exercise, dose.exercise)) for dose in doses]
    doses = [replace(dose, target_mmhg=22) if dose.exercise == CUFF else dose for dose in doses]
    first, last = phase["weeks"]
    start_on = clock.local_today(ZONE) - dt.timedelta(weeks=last - first + 1)
    return prescribe_program(
        people.tara,
        people.patient.pk,
        NewProgram(slug, number, start_on, doses, confirmed=frozenset(GATES)),
    )


def sessions(version: ProgramVersion, felt: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sessions of the last days as a phone sends them: what is due, in its part of the day."""
    today, start_on = clock.local_today(ZONE), version.program.start_on
    records = []
    for back in range(LOGGED_DAYS, 0, -1):
        on = today - dt.timedelta(days=back)
        due: dict[Slot, list[Any]] = {}
        for item in version.items.all():
            for slot in due_slots(Frequency(item.per_day, item.days_week), start_on, on):
                due.setdefault(slot, []).append(item)
        for slot, items in due.items():
            at = dt.datetime.combine(on, dt.time(TIMES[slot]), tzinfo=ZoneInfo(ZONE))
            exercises = [
                {
                    "item_id": str(item.pk),
                    "outcome": "done",
                    "sets_done": item.sets,
                    "reps_done": item.sets * item.reps,
                    **felt(back),
                }
                for item in items
            ]
            more = {"recorded_at": at.isoformat(), "started_at": at.isoformat(), "ended_at": at.isoformat()}
            # A habit is ticked each time by itself.
            times = max(item.per_day for item in items) if slot == Slot.ANYTIME else 1
            records += [
                session_record(version, on, slot=slot.value, **more, exercises=exercises, pain_after=0)
                for _ in range(times)
            ]
    return records


def diary(**changes: Any) -> list[dict[str, Any]]:
    """Return the last days' entries: one tap each."""
    today = clock.local_today(ZONE)
    days = [today - dt.timedelta(days=back) for back in range(LOGGED_DAYS, 0, -1)]
    evening = dt.time(20)
    return [
        {
            **day_record(on, **changes),
            "recorded_at": dt.datetime.combine(on, evening, tzinfo=ZoneInfo(ZONE)).isoformat(),
        }
        for on in days
    ]


def therapist_does_her_part(people: People) -> None:
    """Re-examine the turn, and mark on the desk whatever the phase's rules ask a therapist for."""
    findings = {"frt_left_deg": 40, "frt_right_deg": 44}
    today = clock.local_today(ZONE)
    add_assessment(people.tara, people.patient.pk, occurred_on=today, findings=findings, checklist={}, note="")
    refresh_summary(people.patient)
    for rule in phase(people)["rules"]:
        for mark in rule["marks"]:
            if mark["name"] != "checklist":
                answer = people.client(people.tara).put(
                    f"/api/v1/patients/{people.patient.pk}/program/marks", {**mark, "done": True}, format="json"
                )
                assert answer.status_code == 204, answer.json()


def phase(people: People) -> Any:
    return people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").json()["phase"]


def is_ready() -> bool:
    return Reason.objects.filter(code="ready_to_progress", cleared_at__isnull=True).exists()


@pytest.mark.parametrize(("slug", "number"), PHASES)
def test_who_does_all_well_without_pain_gets_ready(people: People, slug: str, number: int) -> None:
    version = begin(people, slug, number)
    phone_sends(people.patient.pk, people.pia.pk, [*sessions(version, lambda _: WELL), *diary(headache=False)])
    therapist_does_her_part(people)
    missing = [(rule["rule"], rule["found"]) for rule in phase(people)["rules"] if not rule["met"]]
    assert missing == []
    assert is_ready()


@pytest.mark.parametrize(("slug", "number"), PHASES)
def test_who_hurts_and_does_the_easier_version_does_not(people: People, slug: str, number: int) -> None:
    version = begin(people, slug, number)
    badly = sessions(
        version, lambda back: {"pain": 6, "easier": True, "outcome": "partly", "reps_done": 1, "sets_done": 0}
    )
    bad_days = diary(headache=True, peak_intensity=8, neck_pain_now=7, worse_after_exercise=True)
    phone_sends(people.patient.pk, people.pia.pk, [*badly, *bad_days])
    assert not phase(people)["is_done"]
    assert not is_ready()


def test_who_has_a_cuff_gets_ready_by_what_was_prescribed_instead(people: People) -> None:
    version = begin(people, "low-load-6wk", 2, {"ccf-hold-supine": CUFF})
    phone_sends(people.patient.pk, people.pia.pk, [*sessions(version, lambda _: WELL), *diary(headache=False)])
    therapist_does_her_part(people)
    found = phase(people)
    assert any("(ccf-pressure-supine" in rule["rule"] for rule in found["rules"])
    assert found["is_done"], found["rules"]


def rule(people: People, begins: str) -> Any:
    found = next(each for each in phase(people)["rules"] if each["rule"].startswith(begins))
    return found["met"]


def test_sessions_without_an_answer_stay_unknown(people: People) -> None:
    version = begin(people, "low-load-6wk", 1)
    phone_sends(people.patient.pk, people.pia.pk, sessions(version, lambda _: {}))
    assert rule(people, "median_exercise_pain_7d") is None


def test_the_easier_version_is_not_the_full_dose(people: People) -> None:
    version = begin(people, "low-load-6wk", 2)
    phone_sends(people.patient.pk, people.pia.pk, sessions(version, lambda _: {**WELL, "easier": True}))
    assert rule(people, "dose_met") is False


@pytest.mark.parametrize(("left", "right", "ready"), [(39, 48, True), (39, 49, False), (38, 40, False)])
def test_the_towel_turn_asks_for_angle_and_side(people: People, left: int, right: int, ready: bool) -> None:
    version = begin(people, "c1c2-towel-turn", 1)
    phone_sends(people.patient.pk, people.pia.pk, sessions(version, lambda _: WELL))
    add_assessment(
        people.tara,
        people.patient.pk,
        occurred_on=clock.local_today(ZONE),
        findings={"frt_left_deg": left, "frt_right_deg": right},
        checklist={},
        note="",
    )
    refresh_summary(people.patient)
    assert phase(people)["is_done"] is ready
