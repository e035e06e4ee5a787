"""A slip of the hand makes no dose that nobody could do."""

import pytest

from backend.common import clock
from backend.programs.models import Program
from tests.people import People
from tests.records import ZONE

DOSE = {"exercise": "ccf-nod-supine", "sets": 1, "reps": 10, "hold_seconds": 2, "rest_seconds": 3}
FREQUENCY = {"per_day": 2, "days_week": 7}


def assign(people: People, **changes: int) -> tuple[int, list[str]]:
    body = {
        "protocol": "low-load-6wk",
        "start_on": clock.local_today(ZONE).isoformat(),
        "items": [{**DOSE, **FREQUENCY, **changes}],
    }
    answer = people.client(people.tara).post(f"/api/v1/patients/{people.patient.pk}/programs", body, format="json")
    return answer.status_code, [fault["field"] for fault in answer.json().get("errors", [])]


@pytest.mark.parametrize(
    ("field", "lowest", "highest"),
    [
        ("sets", 1, 10),
        ("reps", 1, 50),
        ("hold_seconds", 0, 7200),
        ("rest_seconds", 0, 300),
        ("per_day", 1, 12),
        ("days_week", 1, 7),
    ],
)
def test_a_dose_beyond_its_limits_is_refused_at_its_field(
    people: People, field: str, lowest: int, highest: int
) -> None:
    for beyond in (lowest - 1, highest + 1):
        assert assign(people, **{field: beyond}) == (400, [f"items.0.{field}"])
    assert not Program.objects.exists()
    for within in (lowest, highest):
        assert assign(people, **{field: within})[0] == 201
