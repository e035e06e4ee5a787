"""Flags of the physical examination. Pure; cut-offs: docs/numbers.md, examination. None: not measured."""

from dataclasses import dataclass

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


def _is_positive(own: int, other: int | None) -> bool:
    return own <= FRT_POSITIVE_DEG or (other is not None and other - own >= FRT_SIDE_DEG)
