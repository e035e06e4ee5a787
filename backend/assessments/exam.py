"""Flags of the physical examination. Pure; cut-offs: docs/numbers.md, examination. None: not measured."""

from dataclasses import dataclass
from fractions import Fraction

FRT_POSITIVE_DEG = 32
FRT_SIDE_DEG = 10
CCFT_REST_MMHG = 20
CCFT_FLAG_MMHG = 26
DNF_SECONDS = {"male": 19, "female": 16}


@dataclass(frozen=True)
class Exam:
    """What was measured: flexion-rotation test in degrees, craniocervical flexion test in mmHg and repetitions, deep
    neck flexor endurance in seconds."""

    frt_left_deg: int | None = None
    frt_right_deg: int | None = None
    ccft_stage_mmhg: int | None = None
    ccft_reps: int | None = None
    dnf_endurance_s: int | None = None
    sex: str | None = None


def frt_positive_sides(exam: Exam) -> list[str] | None:
    """Return the sides that turn 32 degrees or less, or 10 less than the other; None when neither was measured."""
    left, right = exam.frt_left_deg, exam.frt_right_deg
    if left is None and right is None:
        return None
    pairs = (("left", left, right), ("right", right, left))
    return [side for side, own, other in pairs if own is not None and _is_positive(own, other)]


def frt_side_difference(exam: Exam) -> int | None:
    """Return the difference between the sides in degrees."""
    if exam.frt_left_deg is None or exam.frt_right_deg is None:
        return None
    return abs(exam.frt_left_deg - exam.frt_right_deg)


def ccft_index(exam: Exam) -> int | None:
    """Return the performance index, (stage - 20) x repetitions; at most 100."""
    if exam.ccft_stage_mmhg is None or exam.ccft_reps is None:
        return None
    return (exam.ccft_stage_mmhg - CCFT_REST_MMHG) * exam.ccft_reps


def ccft_flag(exam: Exam) -> bool | None:
    """Say whether the stage is under 26 mmHg."""
    return None if exam.ccft_stage_mmhg is None else exam.ccft_stage_mmhg < CCFT_FLAG_MMHG


def dnf_flag(exam: Exam) -> bool | None:
    """Say whether the deep neck flexors held for less than the mean minus one standard deviation of the sex."""
    if exam.dnf_endurance_s is None or exam.sex not in DNF_SECONDS:
        return None
    return exam.dnf_endurance_s < DNF_SECONDS[exam.sex]


# Approximate active rotation to one side with a CROM device, degrees, from this age on (Youdas 1992).
ROTATION_DEG = ((70, 50), (60, 60), (50, 60), (40, 65), (30, 65), (20, 70))
ROTATION_SHARE = Fraction(8, 10)


def rotation_reduced_sides(left: int | None, right: int | None, age: int | None) -> list[str] | None:
    """Return the sides that turn less than 80 % of their age's value, or 10 degrees less than the other; None when
    neither was measured."""
    if left is None and right is None:
        return None
    usual = next((deg for since, deg in ROTATION_DEG if age is not None and age >= since), None)
    pairs = (("left", left, right), ("right", right, left))
    return [side for side, own, other in pairs if own is not None and _is_reduced(own, other, usual)]


def _is_reduced(own: int, other: int | None, usual: int | None) -> bool:
    low = usual is not None and own < usual * ROTATION_SHARE
    return low or (other is not None and other - own >= FRT_SIDE_DEG)


def jull_cluster(movement_reduced: bool | None, joints_painful: bool | None, flexors_poor: bool | None) -> int | None:
    """Return how many of the three hold: reduced movement, painful upper joints, poor craniocervical flexion; None
    when one was not tested (Jull 2007)."""
    found = (movement_reduced, joints_painful, flexors_poor)
    return None if None in found else sum(bool(each) for each in found)


def _is_positive(own: int, other: int | None) -> bool:
    return own <= FRT_POSITIVE_DEG or (other is not None and other - own >= FRT_SIDE_DEG)
