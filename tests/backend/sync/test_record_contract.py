"""The same cases for every type of record a phone may send."""

import datetime as dt
from typing import Any

import pytest

from backend.accounts.models import Patient
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.common.ids import new_id
from backend.diary.models import DayEntry
from backend.sync.push import RecordOutcome, push
from backend.sync.records import RECORD_TYPES
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

TYPES = sorted(RECORD_TYPES)


@pytest.fixture
def make(people: People) -> Any:
    """Return a function type -> a fresh record of that type."""
    version = running_program(people.tara, people.patient.pk)

    def record(name: str) -> dict[str, Any]:
        today = clock.local_today(ZONE)
        return {
            "day_entry": lambda: day_record(today, headache=True, peak_intensity=4),
            "session": lambda: session_record(version, today),
            "message": message_record,
            "measure_score": lambda: dated_record("measure_score", today, measure="activities", values={"Drive": 4}),
            "baseline": lambda: dated_record("baseline", today, headache_days_28=12, usual_pain=5, worst_pain=8),
            "red_flag_check": lambda: red_flag_record(today, t1=True, e1=False),
        }[name]()

    return record


def send(people: People, *records: Any) -> list[RecordOutcome]:
    return [result.outcome for result in push(people.patient.pk, people.pia.pk, None, list(records))]


def stored(name: str) -> int:
    return RECORD_TYPES[name].model._default_manager.count()


@pytest.mark.parametrize("name", TYPES)
def test_is_stored_once_however_often_it_comes(people: People, make: Any, name: str) -> None:
    record = make(name)
    assert send(people, record) == [RecordOutcome.CREATED]
    before = Patient.objects.get().sync_seq
    assert send(people, record, record) == [RecordOutcome.IDENTICAL, RecordOutcome.IDENTICAL]
    assert stored(name) == 1
    assert Patient.objects.get().sync_seq == before


@pytest.mark.parametrize("name", TYPES)
def test_twice_in_one_batch_is_one_record(people: People, make: Any, name: str) -> None:
    record = make(name)
    assert send(people, record, record) == [RecordOutcome.CREATED, RecordOutcome.IDENTICAL]
    assert stored(name) == 1


@pytest.mark.parametrize("name", TYPES)
def test_an_id_used_for_something_else_is_refused(people: People, make: Any, name: str) -> None:
    record = make(name)
    send(people, record)
    assert send(people, make(name) | {"id": record["id"]}) == [RecordOutcome.REFUSED]
    assert stored(name) == 1


@pytest.mark.parametrize("name", TYPES)
def test_another_patients_id_answers_like_any_used_id(people: People, make: Any, name: str) -> None:
    record = make(name)
    send(people, record)
    other = Patient.objects.create(clinic=people.clinic, name="Other", created_at=clock.now())
    (result,) = push(other.pk, people.pia.pk, None, [record])
    assert (result.outcome, result.errors[0].code) in {
        (RecordOutcome.REFUSED, "id_in_use"),
        (RecordOutcome.REFUSED, "unknown"),
    }


@pytest.mark.parametrize("name", TYPES)
def test_one_bad_record_holds_up_no_other(people: People, make: Any, name: str) -> None:
    bad = make(name) | {"time_zone": "Mars/Olympus"}
    results = push(people.patient.pk, people.pia.pk, None, [bad, make(name)])
    assert [result.outcome for result in results] == [RecordOutcome.REFUSED, RecordOutcome.CREATED]
    assert [(fault.field, fault.code) for fault in results[0].errors] == [("time_zone", "unknown_time_zone")]
    assert stored(name) == 1


@pytest.mark.parametrize("name", TYPES)
def test_cost_does_not_grow_with_the_batch(
    people: People, make: Any, name: str, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30) as few:
        send(people, make(name))
    batch = [make(name) for _ in range(60)]
    with django_assert_max_num_queries(len(few)) as many:
        send(people, *batch)
    assert len(many) <= len(few)


@pytest.mark.parametrize("name", TYPES)
def test_a_push_that_stores_something_leaves_one_audit_event(people: People, make: Any, name: str) -> None:
    record = make(name)
    send(people, record)
    send(people, record)
    event = AuditEvent.objects.get(what="diary")
    assert event.counts == {name: 1}


@pytest.mark.parametrize(
    "junk", [None, 3, "text", [], {}, {"type": "day_entry"}, {"type": "nothing", "id": "x"}, {"id": 5, "type": []}]
)
def test_junk_is_refused_and_the_rest_is_stored(people: People, make: Any, junk: Any) -> None:
    assert send(people, junk, make("message")) == [RecordOutcome.REFUSED, RecordOutcome.CREATED]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"peak_intensity": 11}, "changes.peak_intensity"),
        ({"peak_intensity": -1}, "changes.peak_intensity"),
        ({"duration_min": -5}, "changes.duration_min"),
        ({"medicines": [{"class": "sweets"}]}, "changes.medicines.0.class"),
        ({"side": "up"}, "changes.side"),
        ({"onset_time": "25:00"}, "changes.onset_time"),
        ({"regions": ["knee_left"]}, "changes.regions.0"),
        ({"sleep_hours": 25}, "changes.sleep_hours"),
    ],
)
def test_a_wrong_answer_is_named_in_words(people: People, changes: dict[str, Any], field: str) -> None:
    record = day_record(clock.local_today(ZONE), headache=True, **changes)
    (result,) = push(people.patient.pk, people.pia.pk, None, [record])
    assert [fault.field for fault in result.errors] == [field]
    assert result.errors[0].detail.endswith(".")


def test_entries_after_tomorrow_are_refused(people: People) -> None:
    record = day_record(clock.local_today(ZONE) + dt.timedelta(days=2), headache=True)
    (result,) = push(people.patient.pk, people.pia.pk, None, [record])
    assert (result.errors[0].field, result.errors[0].code) == ("occurred_on", "in_future")
    assert "hasn't come yet" in result.errors[0].detail


def test_a_session_names_only_its_own_program(people: People, make: Any) -> None:
    record = make("session")
    record["exercises"][0]["item_id"] = str(new_id())
    (result,) = push(people.patient.pk, people.pia.pk, None, [record])
    assert result.errors[0].field == "exercises.0.item_id"
    (result,) = push(people.patient.pk, people.pia.pk, None, [make("session") | {"version_id": str(new_id())}])
    assert result.errors[0].field == "version_id"


def test_every_field_of_the_diary_is_kept_as_it_came(people: People) -> None:
    whole = {
        "headache": True,
        "peak_intensity": 7,
        "average_intensity": 4,
        "duration_min": 240,
        "onset_time": "07:30",
        "side": "right",
        "side_same_as_usual": True,
        "new_or_different": False,
        "regions": ["temple_right", "under_skull_right"],
        "quality": ["pressing"],
        "started_in_neck": "yes",
        "neck_pain_now": 3,
        "neck_stiff": "some",
        "trigger_neck_move": "not_sure",
        "trigger_other": ["screen", "poor_sleep"],
        "with_it": [],
        "worse_with_walking_stairs": False,
        "worse_after_exercise": False,
        "lost_time": ["missed_social"],
        "sleep_hours": 6.5,
        "stress": 5,
        "medicines": [{"class": "simple", "name": "ibuprofen", "doses": 2, "helped": "some"}],
        "note": "Windy",
    }
    assert send(people, day_record(clock.local_today(ZONE), **whole)) == [RecordOutcome.CREATED]
    assert DayEntry.objects.get().fields == whole


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"measure": "nothing"}, "measure"),
        ({"values": {"Drive": 11}}, "values.Drive"),
        ({"values": {}}, "values"),
    ],
)
def test_a_measure_is_known_and_its_values_are_in_range(people: People, changes: dict[str, Any], field: str) -> None:
    record = dated_record("measure_score", clock.local_today(ZONE), measure="activities", values={"Drive": 4})
    (result,) = push(people.patient.pk, people.pia.pk, None, [record | changes])
    assert [fault.field for fault in result.errors] == [field]


def test_a_baseline_fits_four_weeks(people: People) -> None:
    record = dated_record("baseline", clock.local_today(ZONE), headache_days_28=29)
    (result,) = push(people.patient.pk, people.pia.pk, None, [record])
    assert (result.errors[0].field, result.errors[0].detail) == (
        "headache_days_28",
        "Choose 0 to 28 days: four weeks have 28.",
    )
