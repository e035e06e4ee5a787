"""Records made of anything at all, beside good ones: the good are stored, each bad one has its own answer, and all that
reads the record afterwards still works."""

import json
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.audit.models import Fault
from backend.common import clock
from backend.common.ids import new_id
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record

PUSH, PULL = "/api/v1/sync/push", "/api/v1/sync/pull"

# Shapes that broke something once, and those like them: half an emoji, NUL, the ends of the calendar and of numbers,
# wrong types at any depth.
ODD_TEXT = [
    "",
    "\ud83d",
    "half \udc4b",
    "\x00",
    "\x1b[31m",
    "\u202e",
    "é" * 3,
    "🧑🏽‍🚀",
    "=1+1",
    "<b>",
    "&a [*a]",
    "null",
]
ODD_TIMES = [
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00Z", "2026-02-30T10:00:00Z"),
    *("2026-03-10T10:00:00.123456789Z", "10000-01-01T00:00:00Z", "2026-03-10", "+012026-03-10T10:00:00Z"),
]
ODD_DATES = ["0001-01-01", "9999-12-31", "1969-12-31", "2026-02-30", "20260310", "2026-W11-2"]
ODD_ZONES = ["Etc/Unknown", "Mars/Olympus", "../../etc/passwd", "UTC\x00", "America/Chicago/", "localtime"]
ODD_NUMBERS = [-1, 0, 11, 2**31, 2**53 + 1, -(2**63), 10**400, 1e308, 0.1, -0.0, float("nan"), float("inf")]
ATOMS = st.one_of(
    st.none(), st.booleans(), st.sampled_from(ODD_NUMBERS), st.sampled_from(ODD_TEXT), st.sampled_from(ODD_TIMES)
)
ODD_KEYS = st.sampled_from(["", "a", "class", "headache", "value", "e1", "\udc00", "id", "x" * 300])
ANYTHING = st.recursive(
    ATOMS | st.sampled_from(ODD_DATES) | st.sampled_from(ODD_ZONES),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(ODD_KEYS, inside, max_size=4),
    max_leaves=8,
)


def places_in(value: Any) -> list[list[Any]]:
    """Return the path to each place in a record, the record itself included."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [[], *([name, *path] for name, item in inside for path in places_in(item))]


def replaced(value: Any, path: list[Any], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


READS = ("", "/timeline", "/logbook", "/measures", "/report", "/report/csv", "/report/fhir")


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_one_record_holds_the_others_are_stored_and_all_can_be_read(people: People, data: Any) -> None:
    with transaction.atomic():
        _try_batch(people, data)
        # The next example finds nothing of this one.
        transaction.set_rollback(True)


def _try_batch(people: People, data: Any) -> None:
    version = running_program(people.tara, people.patient.pk)
    today = clock.local_today(ZONE)
    full_day = {
        **{"headache": True, "peak_intensity": 4, "duration_min": 90, "onset_time": "08:30", "regions": ["top_left"]},
        **{"medicines": [{"class": "simple", "name": "Mine", "doses": 1, "helped": "some"}], "note": "n"},
    }
    models = [
        day_record(today, **full_day),
        session_record(version, today, pain_after=3, effort=4, note="n"),
        message_record(),
        dated_record("measure_score", today, measure="activities", values={"Drive": 4}),
        dated_record("baseline", today, headache_days_28=12, usual_pain=5, worst_pain=8),
        red_flag_record(today, t1=True, e1=False),
    ]
    bad = []
    for _ in range(data.draw(st.integers(1, 4), label="how many")):
        model = {**data.draw(st.sampled_from(models), label="made from"), "id": str(new_id())}
        path = data.draw(st.sampled_from(places_in(model)), label="where")
        bad.append(replaced(model, path, data.draw(ANYTHING, label="what")))
    good = [day_record(today, sleep_hours=7.5), message_record("Good one")]
    order = data.draw(st.permutations(range(len(good) + len(bad))), label="order")
    records = [[*good, *bad][place] for place in order]

    pia, tara = people.client(people.pia), people.client(people.tara)
    body = json.dumps({"records": records}).encode()
    results = _push(pia, body)
    assert len(results) == len(records)
    for place, result in zip(order, results, strict=True):
        if place < len(good):
            assert result["outcome"] == "created", result
        assert (result["outcome"] == "refused") == bool(result["errors"]), result
    for first, second in zip(results, _push(pia, body), strict=True):
        assert second["outcome"] == ("refused" if first["outcome"] == "refused" else "identical")
    assert not Fault.objects.exists(), "each is refused for a reason that says what to do"

    assert len(pia.get(PULL).json()["days"]) >= 1
    at = f"/api/v1/patients/{people.patient.pk}"
    reads = [(pia, PULL), (tara, "/api/v1/work-list")]
    for client, path in (*reads, *((tara, at + each) for each in READS)):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.content)


def _push(client: Any, body: bytes) -> list[dict[str, Any]]:
    answer = client.post(PUSH, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    results: list[dict[str, Any]] = answer.json()["results"]
    return results
