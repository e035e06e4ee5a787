"""Reads examinations as the pure rules want them: for one patient or hundreds, at the same number of queries."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.assessments.findings import Examination, Finding, open_findings
from backend.assessments.models import Assessment, FindingDecision
from backend.common.compiled import AmongParam, Compiled


@dataclass
class Examined:
    """A patient's examinations, oldest first, and what was decided on their findings."""

    examinations: list[Examination] = field(default_factory=list)
    decided: set[tuple[str, str]] = field(default_factory=set)

    def open_findings(self) -> list[Finding]:
        return open_findings(self.examinations, self.decided)


_EXAMINATIONS = Compiled(
    lambda: (
        Assessment.objects.filter(AmongParam("patient_id", "patients"), withdrawn_at__isnull=True)
        .order_by("occurred_on", "written_at", "pk")
        .values_list("patient_id", "pk", "occurred_on", "findings")
    )
)
_DECISIONS = Compiled(
    lambda: FindingDecision.objects.filter(AmongParam("patient_id", "patients")).values_list(
        "patient_id", "assessment_id", "field", "precaution"
    )
)


def examined(patient_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Examined]:
    """Return patient id -> examinations, for every id. Two queries at most."""
    found = {patient_id: Examined() for patient_id in patient_ids}
    for patient_id, pk, on, findings in _EXAMINATIONS(patients=found):
        found[patient_id].examinations.append(Examination(str(pk), on, findings))
    flagged = [patient_id for patient_id, each in found.items() if each.open_findings()]
    if flagged:
        for patient_id, assessment, name, precaution in _DECISIONS(patients=flagged):
            found[patient_id].decided.add((f"{assessment}:{name}", precaution))
    return found
