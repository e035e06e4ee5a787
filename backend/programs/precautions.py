"""Which exercises and templates a patient's precautions block. Pure.

Tags and their macro: `exercises/README.md`; a block can be overridden with a reason, which is kept.
"""

from collections.abc import Iterable, Mapping
from typing import Any

NECK_CORE = (
    "acute_fracture",
    "cervical_instability",
    "cervical_myelopathy",
    "vertebral_artery_symptoms",
    "recent_surgery",
)
TAGS = (
    *NECK_CORE,
    *("recent_trauma_uncleared", "inflammatory_neck", "connective_tissue_laxity", "radiculopathy", "osteoporosis"),
    *("dizziness", "shoulder_pathology", "tmj_pain", "hypertension_uncontrolled", "eye_pressure"),
    *("pregnancy_supine", "pregnancy_prone", "cannot_lie_prone", "wrist_or_knee_pain", "breathing_condition"),
    *("cardiac_unstable", "balance_fall_risk", "latex_allergy", "skin_or_bleeding_risk"),
)


def expanded(tags: Iterable[str]) -> set[str]:
    """Return tags with the macro NECK_CORE written out."""
    found = set(tags)
    return (found - {"NECK_CORE"}) | set(NECK_CORE) if "NECK_CORE" in found else found


def blocked_by(content: Mapping[str, Any], tags: Iterable[str]) -> list[str]:
    """Return a patient's tags that block an exercise or a template, in their own order."""
    against = expanded([*content.get("contraindications", []), *content.get("exclude_tags", [])])
    return [tag for tag in tags if tag in against]
