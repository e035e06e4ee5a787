"""What an abnormal finding means, until when it stands, and which side the rotation test names."""

import datetime as dt
from typing import Any

import pytest

from backend.assessments.fields import FIELDS
from backend.assessments.findings import Examination, abnormal_in, open_findings, stiff_side
from backend.diary.red_flags import URGENCIES
from backend.programs.precautions import TAGS

FIRST = dt.date(2026, 3, 2)


def examination(number: int = 1, **findings: Any) -> Examination:
    return Examination(f"e{number}", FIRST + dt.timedelta(days=number), findings)


def meaning(**findings: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.text, each.urgency, each.proposes) for each in abnormal_in(examination(**findings))]


@pytest.mark.parametrize(
    ("name", "urgency", "proposes"),
    [
        ("hoffmann_left", "same_day", ("cervical_myelopathy",)),
        ("hoffmann_right", "same_day", ("cervical_myelopathy",)),
        ("babinski", "same_day", ("cervical_myelopathy",)),
        ("clonus", "same_day", ("cervical_myelopathy",)),
        ("grip_release_10s", "same_day", ("cervical_myelopathy",)),
        ("tandem_gait", "same_day", ("cervical_myelopathy", "balance_fall_risk")),
        ("reflexes", "same_day", ("cervical_myelopathy", "radiculopathy")),
        ("myotomes", "same_day", ("radiculopathy",)),
        ("dermatomes", "same_day", ("radiculopathy",)),
        ("sharp_purser", "same_day", ("cervical_instability",)),
        ("alar", "same_day", ("cervical_instability",)),
        ("cranial_nerves", "emergency", ("vertebral_artery_symptoms",)),
    ],
)
def test_an_abnormal_test_is_a_finding(name: str, urgency: str, proposes: tuple[str, ...]) -> None:
    title = next(field.title for field in FIELDS if field.name == name)
    assert meaning(**{name: "abnormal"}) == [(f"{title}: abnormal", urgency, proposes)]
    assert meaning(**{name: "normal"}) == meaning(**{name: "not_tested"}) == []


@pytest.mark.parametrize(
    ("upper", "lower", "urgencies"),
    [
        (139, 89, []),
        (140, 89, ["therapist"]),
        (139, 90, ["therapist"]),
        (150, 95, ["therapist", "therapist"]),
        (179, 109, ["therapist", "therapist"]),
        (180, 89, ["same_day"]),
        (139, 110, ["same_day"]),
    ],
)
def test_blood_pressure_at_its_limits(upper: int, lower: int, urgencies: list[str]) -> None:
    found = meaning(bp_systolic=upper, bp_diastolic=lower)
    assert [urgency for _, urgency, _ in found] == urgencies
    assert all(proposes == ("hypertension_uncontrolled",) for *_, proposes in found)


def test_blood_pressure_is_said_with_its_unit() -> None:
    assert meaning(bp_systolic=150) == [
        ("Blood pressure, upper: 150 mmHg", "therapist", ("hypertension_uncontrolled",))
    ]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_loose_joint_between_the_first_two_vertebrae_is_a_finding(side: str) -> None:
    [(text, urgency, proposes)] = meaning(**{f"c1_2_{side}_mobility": "loose"})
    assert (text, urgency, proposes) == (f"C1-2 {side}: loose", "same_day", ("cervical_instability",))
    assert meaning(**{f"c1_2_{side}_mobility": "stiff", f"c2_3_{side}_mobility": "loose"}) == []


@pytest.mark.parametrize(
    ("name", "urgency", "tag"),
    [
        ("concussion_screen", "same_day", "recent_trauma_uncleared"),
        ("vestibular_screen", "therapist", "dizziness"),
        ("tmj_screen", "therapist", "tmj_pain"),
    ],
)
def test_a_screen_that_is_not_clear_is_a_finding(name: str, urgency: str, tag: str) -> None:
    [(text, found, proposes)] = meaning(**{name: False})
    assert text.endswith("screen clear: no")
    assert (found, proposes) == (urgency, (tag,))
    assert meaning(**{name: True}) == []


def test_all_that_is_proposed_is_known() -> None:
    everything = {field.name: "abnormal" for field in FIELDS} | {"tmj_screen": False, "bp_systolic": 200}
    everything = {name: value for name, value in everything.items() if not name.startswith("bp_d")}
    for each in abnormal_in(examination(**everything)):
        assert each.urgency in URGENCIES
        assert set(each.proposes) <= set(TAGS)


def test_a_finding_stands_until_the_same_test_is_normal() -> None:
    first, other = examination(1, babinski="abnormal", alar="abnormal"), examination(2, babinski="not_tested")
    assert [each.id for each in open_findings([first, other])] == ["e1:babinski", "e1:alar"]
    again = examination(3, babinski="normal")
    assert [each.id for each in open_findings([first, other, again])] == ["e1:alar"]


def test_a_decision_is_about_this_finding_and_this_precaution() -> None:
    first = examination(1, tandem_gait="abnormal")
    decided = {("e1:tandem_gait", "balance_fall_risk")}
    assert [each.proposes for each in open_findings([first], decided)] == [("cervical_myelopathy",)]
    assert open_findings([first], decided | {("e1:tandem_gait", "cervical_myelopathy")}) == []
    newer = examination(2, tandem_gait="abnormal")
    assert [each.id for each in open_findings([first, newer], decided)] == ["e2:tandem_gait"]


@pytest.mark.parametrize(
    ("left", "right", "side"),
    [(25, 42, "left"), (42, 25, "right"), (43, 33, "right"), (40, 42, None), (30, 31, None), (25, None, None)],
)
def test_the_side_is_where_the_test_is_positive_on_that_side_alone(
    left: int, right: int | None, side: str | None
) -> None:
    found = stiff_side([examination(frt_left_deg=left, frt_right_deg=right)])
    assert (found and found[0]) == side


def test_the_newest_test_of_both_sides_counts() -> None:
    left, half, right = (
        examination(1, frt_left_deg=25, frt_right_deg=42),
        examination(2, frt_left_deg=42),
        examination(3, frt_left_deg=42, frt_right_deg=25),
    )
    assert stiff_side([left, half]) == ("left", FIRST + dt.timedelta(days=1))
    assert stiff_side([left, half, right]) == ("right", FIRST + dt.timedelta(days=3))
    assert stiff_side([]) is None
