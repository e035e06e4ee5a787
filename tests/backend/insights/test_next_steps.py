"""The look after six weeks, the step back and the check-ins: when they are asked for, and what is not known."""

import datetime as dt
from typing import Any

import pytest

from backend.assessments.services import add_assessment
from backend.common import clock
from backend.insights.models import Reason
from backend.insights.numbers.compute import compute
from backend.insights.numbers.compute_input import BadInput
from backend.insights.numbers.headache_days import Day, last_28_days
from backend.insights.numbers.response import Category, find_baseline, respond
from backend.insights.numbers.six_weeks import is_settled, six_week_look
from backend.insights.numbers.step_back import Felt, step_back
from backend.insights.services import refresh_summary
from tests.builders import phone_sends, running_program
from tests.people import People
from tests.records import ZONE, day_record, red_flag_record, session_record

START = dt.date(2026, 1, 5)


def diary(before: int, after: int, *, until: dt.date, recorded: int = 28) -> list[Day]:
    """Return a diary of so many headache days in the 28 before the start, and in the 28 that end on `until`."""
    days = {START - dt.timedelta(days=n + 1): n < before for n in range(28)}
    days |= {until - dt.timedelta(days=n): n < after for n in range(recorded)}
    return [Day(on, aches) for on, aches in days.items()]


def asks(days: list[Day], until: dt.date, recall: int | None = None) -> bool | None:
    return six_week_look(START, until, find_baseline(days, START, until, recall), last_28_days(days, until)).asks


SIX_WEEKS = START + dt.timedelta(days=41)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(10, 8, True), (10, 7, False), (20, 15, True), (20, 14, False), (10, 12, True), (0, 3, None)],
)
def test_under_30_percent_fewer_after_six_weeks_asks(before: int, after: int, expected: bool | None) -> None:
    assert asks(diary(before, after, until=SIX_WEEKS), SIX_WEEKS) is expected


def test_before_six_weeks_and_without_enough_days_it_is_not_known() -> None:
    early = SIX_WEEKS - dt.timedelta(days=1)
    assert asks(diary(10, 10, until=early), early) is None
    assert asks(diary(10, 10, until=SIX_WEEKS, recorded=13), SIX_WEEKS) is None


def test_an_early_baseline_is_compared_only_with_what_came_after_it() -> None:
    """The first 28 program days against the last 28: until they part, nothing is compared with itself."""
    for day, category in ((27, Category.NOT_EVALUABLE), (54, Category.NOT_EVALUABLE), (55, Category.NO_CHANGE)):
        until = START + dt.timedelta(days=day)
        days = [Day(START + dt.timedelta(days=n), n % 2 == 0) for n in range(day + 1)]
        baseline = find_baseline(days, START, until)
        found = respond(baseline, last_28_days(days, until))
        assert (baseline.source, found.category) == ("early", category)
        assert asks(days, until) is (None if category is Category.NOT_EVALUABLE else True)


def test_recall_and_diary_baselines_are_compared_at_once() -> None:
    until = START + dt.timedelta(days=20)
    days = [Day(START + dt.timedelta(days=n), n % 2 == 0) for n in range(21)]
    assert respond(find_baseline(days, START, until, 20), last_28_days(days, until)).change_pct is not None


def test_an_examination_in_or_after_the_sixth_week_settles_it_for_six_weeks() -> None:
    due = START + dt.timedelta(days=42)
    assert not is_settled(due, None, due)
    assert not is_settled(due, START + dt.timedelta(days=34), due)
    assert is_settled(due, START + dt.timedelta(days=35), due)
    assert not is_settled(due, due, due + dt.timedelta(days=42))


TODAY = dt.date(2026, 3, 1)


def felt(*pains: tuple[int, int | None]) -> list[Felt]:
    """Return sessions of two exercises: (days ago, pain in the first of them)."""
    found = []
    for back, pain in sorted(pains, reverse=True):
        on = TODAY - dt.timedelta(days=back)
        found += [Felt((back, pain), on, "turn", pain), Felt((back, pain), on, "nod", None if pain is None else 0)]
    return found


@pytest.mark.parametrize(
    ("pains", "expected"),
    [
        ([(1, 6), (2, 6), (3, 6)], ("pain",)),
        ([(9, 6), (10, 7), (11, 2)], ("pain",)),
        ([(1, 6), (2, 5), (3, 5)], None),
        ([(1, 6), (6, 6)], ("pain",)),
        ([(1, 6), (7, 6)], None),
        ([(1, 5), (2, 5), (3, 5)], None),
        ([(1, None), (2, None), (3, None)], None),
        ([(15, 9), (16, 9), (17, 9)], None),
    ],
)
def test_pain_over_5_in_three_sessions_or_twice_in_a_week_asks_for_a_step_back(
    pains: list[tuple[int, int | None]], expected: tuple[str, ...] | None
) -> None:
    found = step_back(felt(*pains), {}, [], TODAY)
    assert (found.because if found else None) == expected
    assert not found or found.exercises == ("turn",)


def test_worse_afterwards_asks_too() -> None:
    one, two = TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=2)
    assert step_back([], {one: True, two: False}, [], TODAY) is None
    after = step_back([], {one: True, two: True}, [], TODAY)
    assert after is not None
    assert (after.because, after.worse_on) == (("headache_after",), (two, one))
    lasting = step_back([], {}, [one], TODAY)
    assert lasting is not None
    assert lasting.because == ("worse_for_a_day",)


def codes() -> dict[str, Any]:
    return dict(Reason.objects.filter(cleared_at__isnull=True).values_list("code", "evidence"))


def test_pain_reaches_the_work_list_and_a_lower_dose_answers_it(people: People) -> None:
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    hurting = version.items.first()
    assert hurting is not None
    records = []
    for back in (1, 2, 3):
        record = session_record(version, today - dt.timedelta(days=back))
        for exercise in record["exercises"]:
            exercise["pain"] = 7 if exercise["item_id"] == str(hurting.pk) else 0
        records.append(record)
    phone_sends(people.patient.pk, people.pia.pk, records)
    evidence = codes()["step_back"]
    assert (evidence["because"], evidence["pains"]) == (["pain"], [7, 7, 7])
    assert evidence["exercises"] == ["ccf-nod-supine"]
    items = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/program").json()["program"]["items"]
    body = {
        "base": str(version.pk),
        "phase": 1,
        "items": [
            {name: value for name, value in {**item, "reps": 5}.items() if name not in ("name", "figure")}
            for item in items
        ],
    }
    answer = people.client(people.tara).post(f"/api/v1/patients/{people.patient.pk}/program", body, format="json")
    assert answer.status_code == 201, answer.json()
    assert "step_back" not in codes()


def test_worse_for_more_than_a_day_reaches_the_work_list(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    phone_sends(people.patient.pk, people.pia.pk, [red_flag_record(today, t8=True)])
    assert codes()["step_back"]["because"] == ["worse_for_a_day"]


def test_no_better_after_six_weeks_reaches_the_work_list_until_somebody_examines(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=50)
    today = clock.local_today(ZONE)
    days = []
    for back in range(80, 0, -1):
        on = today - dt.timedelta(days=back)
        written = dt.datetime.combine(on, dt.time(20), tzinfo=dt.UTC).isoformat()
        days.append({**day_record(on, headache=back % 3 == 0), "recorded_at": written})
    phone_sends(people.patient.pk, people.pia.pk, days)
    evidence = codes()["re_assess"]
    assert (evidence["quality"], evidence["baseline_quality"], evidence["needed_pct"]) == ("reliable", "reliable", 30)
    assert evidence["change_pct"] < 30
    add_assessment(people.tara, people.patient.pk, occurred_on=today, findings={}, checklist={}, note="Looked again.")
    refresh_summary(people.patient)
    assert "re_assess" not in codes()


def test_the_numbers_tool_gives_each_of_them() -> None:
    out = compute(
        {
            "closed_on": TODAY.isoformat(),
            "program": {
                "start_on": "2026-01-05",
                "items": [{"item": "turn", "sets": 1, "per_day": 1, "days_week": 7}],
            },
            "recall_headache_days_28": 10,
            "days": [
                {"date": (TODAY - dt.timedelta(days=n)).isoformat(), "headache": n < 8, "worse_after_exercise": n < 2}
                for n in range(28)
            ],
            "exercise_logs": [
                {"item": "turn", "date": (TODAY - dt.timedelta(days=n)).isoformat(), "sets_done": 1, "pain": 6}
                for n in range(3)
            ],
            "measures": {
                "promis-pain-interference": {"first": 62, "now": 57},
                "promis-physical-function": {"first": 38.5, "now": 33.5},
                "nrs-neck": {"first": 5, "now": 3},
                "nrs-headache": {"now": 3},
            },
            "check_ins": {"phase_began_on": "2026-01-05", "weeks": 26, "months": [3, 6, 12]},
        }
    )
    assert out["six_weeks"] == {"due_on": "2026-02-16", "change_pct": 20.0, "re_assess": True}
    assert out["exercise_pain"] == {
        "median_7d": 6.0,
        "rated_sessions_7d": 3,
        "step_back": ["pain", "headache_after"],
        "exercises": ["turn"],
    }
    assert {name: (each["higher_is"], each["verdict"]) for name, each in out["measures"].items()} == {
        "promis-pain-interference": ("worse", "better"),
        "promis-physical-function": ("better", "worse"),
        "nrs-neck": ("worse", "better"),
        "nrs-headache": ("worse", "not_evaluable"),
    }
    assert out["check_ins"] == [
        {"months": 3, "due_on": "2026-04-05", "within_phase": True},
        {"months": 6, "due_on": "2026-07-05", "within_phase": True},
        {"months": 12, "due_on": "2027-01-03", "within_phase": False},
    ]


def test_the_numbers_tool_names_an_unknown_measure_and_a_value_out_of_range() -> None:
    with pytest.raises(BadInput) as raised:
        compute({"measures": {"promis-t": {"now": 50}, "nrs-neck": {"now": 11}}})
    assert [fault.path for fault in raised.value.faults] == ["$.measures.promis-t", "$.measures.nrs-neck.now"]
