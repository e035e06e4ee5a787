"""Examinations with their flags and the ICHD-3 checklist, side by side; treatments given in the clinic."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, patient_in_care
from backend.accounts.corrections import history_of
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.accounts.trail import note_act
from backend.assessments.fields import FIELDS
from backend.assessments.models import ClinicTreatment
from backend.assessments.services import add_assessment, add_treatment
from backend.assessments.shapes import (
    AssessmentFieldSerializer,
    DecidePrecautionSerializer,
    NewAssessmentSerializer,
    NewTreatmentSerializer,
)
from backend.audit.models import Action
from backend.common import clock
from backend.desk import written_shapes as shapes
from backend.desk.acting import act_and_recount
from backend.desk.assessed import assessed
from backend.desk.deciding import decide_precaution


class AssessmentFieldsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=AssessmentFieldSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the fields of an examination, in the order of the form."""
        return Response([vars(field) for field in FIELDS])


class AssessmentsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=shapes.AssessedSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """List a patient's examinations, newest first, each with its flags and the ICHD-3 checklist."""
        patient = patient_in_care(request.user, patient_id)
        found = assessed(patient, clock.now())
        note_act(Action.READ, "assessments", known(request.user), patient)
        return Response(found)

    @extend_schema(request=NewAssessmentSerializer, responses={201: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Write down an examination; of two on one date the one written last counts."""
        data = NewAssessmentSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        # A retest may meet a rule of the phase.
        act_and_recount(add_assessment, known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_201_CREATED)


class DecidePrecautionView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=DecidePrecautionSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Confirm a precaution that findings or answers propose, or refuse it with a reason; 409 when another came."""
        data = DecidePrecautionSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(decide_precaution, known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TreatmentsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=shapes.TreatmentSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """List the treatments given in the clinic, newest first."""
        patient = patient_in_care(request.user, patient_id)
        rows = ClinicTreatment.objects.filter(patient=patient).select_related("therapist").order_by("-occurred_on")
        note_act(Action.READ, "treatments", known(request.user), patient)
        return Response([_treatment(row) for row in rows])

    @extend_schema(request=NewTreatmentSerializer, responses={201: shapes.TreatmentSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Write down a treatment; it stands on the timeline."""
        data = NewTreatmentSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        made = add_treatment(known(request.user), patient_id, **data.validated_data)
        return Response(_treatment(made), status=status.HTTP_201_CREATED)


def _treatment(row: ClinicTreatment) -> dict[str, Any]:
    return {
        **history_of(row),
        "occurred_on": row.occurred_on,
        "kind": row.kind,
        "note": row.note,
        "by": row.therapist.name,
    }
