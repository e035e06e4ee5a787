"""Abnormal findings of an examination: how urgent each is, and the precautions it proposes. Pure.

Which finding means what, and why: docs/numbers.md, findings. What was not tested says nothing: a finding stands until
the same test is normal.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.assessments.exam import Exam, frt_positive_sides
from backend.assessments.fields import FIELDS, LEVELS, SIDES

EMERGENCY, SAME_DAY, THERAPIST = "emergency", "same_day", "therapist"
BP_HIGH = {"bp_systolic": 140, "bp_diastolic": 90}
BP_VERY_HIGH = {"bp_systolic": 180, "bp_diastolic": 110}


@dataclass(frozen=True)
class Examination:
    """One examination as it was written down; `id` names the stored row."""

    id: str
    occurred_on: dt.date
    findings: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One abnormal result. `id` names the examination and the field, `text` says it in words, `urgency` is a class of
    diary/red_flags.py, `proposes` are the precautions that a therapist has not decided on."""

    id: str
    text: str
    urgency: str
    proposes: tuple[str, ...]
    found_on: dt.date


# (finding id, precaution): a therapist confirmed it, or said why it is not for this patient.
Decided = Collection[tuple[str, str]]
Judge = Callable[[Any], tuple[str, tuple[str, ...]] | None]


def open_findings(examinations: Iterable[Examination], decided: Decided = ()) -> list[Finding]:
    """Return the abnormal findings with a precaution that nobody has decided on. Examinations come oldest first."""
    newest: dict[str, Examination] = {}
    for each in examinations:
        for name, value in each.findings.items():
            if name in _RULES and value not in (None, "not_tested"):
                newest[name] = each
    found = []
    for name, judge in _RULES.items():
        if name not in newest:
            continue
        exam = newest[name]
        if meaning := judge(exam.findings[name]):
            urgency, proposes = meaning
            text = _in_words(name, exam.findings[name])
            finding = Finding(f"{exam.id}:{name}", text, urgency, proposes, exam.occurred_on)
            left = tuple(tag for tag in proposes if (finding.id, tag) not in decided)
            if left:
                found.append(replace(finding, proposes=left))
    return found


def abnormal_in(examination: Examination) -> list[Finding]:
    """Return the abnormal findings of one examination, decided on or not."""
    return open_findings([examination])


def stiff_side(examinations: Sequence[Examination]) -> tuple[str, dt.date] | None:
    """Return the side on which the newest flexion-rotation test of both sides is positive, and its date.

    None when it is positive on neither or both sides, or was never done: then a therapist chooses.
    """
    for each in reversed(examinations):
        left, right = each.findings.get("frt_left_deg"), each.findings.get("frt_right_deg")
        if left is not None and right is not None:
            sides = frt_positive_sides(Exam(left, right)) or []
            return (sides[0], each.occurred_on) if len(sides) == 1 else None
    return None


def _abnormal(urgency: str, *proposes: str) -> Judge:
    return lambda value: (urgency, proposes) if value == "abnormal" else None


def _not_clear(urgency: str, *proposes: str) -> Judge:
    return lambda value: (urgency, proposes) if value is False else None


def _loose(value: str) -> tuple[str, tuple[str, ...]] | None:
    return (SAME_DAY, ("cervical_instability",)) if value == "loose" else None


def _pressure(name: str) -> Judge:
    def judge(value: int) -> tuple[str, tuple[str, ...]] | None:
        if value < BP_HIGH[name]:
            return None
        return (SAME_DAY if value >= BP_VERY_HIGH[name] else THERAPIST), ("hypertension_uncontrolled",)

    return judge


_CORD = _abnormal(SAME_DAY, "cervical_myelopathy")
_ROOT = _abnormal(SAME_DAY, "radiculopathy")
_LIGAMENT = _abnormal(SAME_DAY, "cervical_instability")
_RULES: dict[str, Judge] = {
    "cranial_nerves": _abnormal(EMERGENCY, "vertebral_artery_symptoms"),
    **dict.fromkeys(("hoffmann_left", "hoffmann_right", "clonus", "babinski", "grip_release_10s"), _CORD),
    "tandem_gait": _abnormal(SAME_DAY, "cervical_myelopathy", "balance_fall_risk"),
    "reflexes": _abnormal(SAME_DAY, "cervical_myelopathy", "radiculopathy"),
    **dict.fromkeys(("myotomes", "dermatomes"), _ROOT),
    **dict.fromkeys(("sharp_purser", "alar"), _LIGAMENT),
    **{f"{LEVELS[1]}_{side}_mobility": _loose for side in SIDES},
    "concussion_screen": _not_clear(SAME_DAY, "recent_trauma_uncleared"),
    **{name: _pressure(name) for name in BP_HIGH},
    "vestibular_screen": _not_clear(THERAPIST, "dizziness"),
    "tmj_screen": _not_clear(THERAPIST, "tmj_pain"),
}
_FIELDS = {field.name: field for field in FIELDS}


def _in_words(name: str, value: Any) -> str:
    field = _FIELDS[name]
    said = {False: "no", True: "yes"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return f"{field.title}: {said} {field.unit}".strip()
