"""What a therapist found and did in the clinic: examinations with the ICHD-3 checklist, and treatments."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from backend.accounts.corrections import Correctable
from backend.accounts.models import Patient
from backend.common.ids import new_id


class Assessment(Correctable):
    """FHIR Observation group: one examination on one date. `findings` and `checklist` as shapes.py describes them.

    Of two on one date the one written last counts.
    """

    CORRECTABLE: ClassVar[tuple[str, ...]] = ("occurred_on", "findings", "checklist", "note")
    WHAT: ClassVar[str] = "assessment"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="assessments")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField()
    findings = models.JSONField(default=dict)
    checklist = models.JSONField(default=dict)
    note = models.CharField(max_length=1000, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"])]

    def __str__(self) -> str:
        return f"assessment of {self.occurred_on}"


class FindingDecision(models.Model):
    """What a therapist decided on a precaution that a finding proposes: confirmed, or not for this patient because."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="finding_decisions")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    field = models.CharField(max_length=60)
    precaution = models.CharField(max_length=40)
    confirmed = models.BooleanField()
    because = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "field", "precaution"], name="one_decision_per_precaution")
        ]

    def __str__(self) -> str:
        return f"{self.precaution} {'confirmed' if self.confirmed else 'refused'}"


class TreatmentKind(models.TextChoices):
    MASSAGE = "massage"
    DRY_NEEDLING = "dry_needling", "dry needling"
    MOBILISATION = "mobilisation", "joint mobilization"
    INJECTION = "injection"
    NERVE_BLOCK = "nerve_block", "nerve block"
    ABLATION = "ablation", "nerve ablation"
    OTHER = "other"


class ClinicTreatment(Correctable):
    """FHIR Procedure: a treatment given in this clinic or another, as a dated event on the timeline."""

    CORRECTABLE: ClassVar[tuple[str, ...]] = ("occurred_on", "kind", "note")
    WHAT: ClassVar[str] = "treatment"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic_id = models.UUIDField()
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="treatments")
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField()
    kind = models.CharField(max_length=14, choices=TreatmentKind.choices)
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "occurred_on"])]

    def __str__(self) -> str:
        return f"{self.kind} on {self.occurred_on}"
