"""Flags of the examination at their cut-offs."""

import pytest

from backend.assessments.exam import Exam, ccft_flag, ccft_index, dnf_flag, frt_positive_sides, frt_side_difference


@pytest.mark.parametrize(
    ("left", "right", "sides", "difference"),
    [
        (33, 33, [], 0),
        (32, 33, ["left"], 1),
        (33, 32, ["right"], 1),
        (32, 32, ["left", "right"], 0),
        (44, 34, ["right"], 10),
        (43, 34, [], 9),
        (34, 44, ["left"], 10),
        (30, 44, ["left"], 14),
        (20, 31, ["left", "right"], 11),
        (None, 32, ["right"], None),
        (40, None, [], None),
        (0, None, ["left"], None),
        (None, None, None, None),
    ],
)
def test_flexion_rotation(left: int | None, right: int | None, sides: list[str] | None, difference: int | None) -> None:
    exam = Exam(frt_left_deg=left, frt_right_deg=right)
    assert (frt_positive_sides(exam), frt_side_difference(exam)) == (sides, difference)


@pytest.mark.parametrize(
    ("stage", "reps", "index", "flag"),
    [
        (20, 0, 0, True),
        (24, 7, 28, True),
        (24, 0, 0, True),
        (26, 10, 60, False),
        (30, 10, 100, False),
        (22, None, None, True),
        (28, None, None, False),
        (None, 5, None, None),
    ],
)
def test_craniocervical_flexion(stage: int | None, reps: int | None, index: int | None, flag: bool | None) -> None:
    exam = Exam(ccft_stage_mmhg=stage, ccft_reps=reps)
    assert (ccft_index(exam), ccft_flag(exam)) == (index, flag)


@pytest.mark.parametrize(
    ("seconds", "sex", "flag"),
    [
        (18, "male", True),
        (19, "male", False),
        (15, "female", True),
        (16, "female", False),
        (16, "male", True),
        (0, "female", True),
        (10, None, None),
        (None, "male", None),
    ],
)
def test_deep_neck_flexor_endurance(seconds: int | None, sex: str | None, flag: bool | None) -> None:
    assert dnf_flag(Exam(dnf_endurance_s=seconds, sex=sex)) is flag
