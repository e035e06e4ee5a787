"""Correcting and withdrawing what staff wrote: notes, treatments, examinations, and the patient's name."""

import uuid
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known
from backend.accounts.corrections import Correctable
from backend.accounts.details import correct_name
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.assessments.models import Assessment, ClinicTreatment
from backend.assessments.services import correct_assessment, correct_treatment
from backend.desk import written_shapes as shapes
from backend.desk.acting import act_and_recount
from backend.desk.models import CareNote
from backend.desk.working import correct_note, withdraw_record


class _WithdrawView(APIView):
    permission_classes = (IsStaff,)
    kind: ClassVar[type[Correctable]]

    @extend_schema(request=shapes.WithdrawSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID, record_id: uuid.UUID) -> Response:
        """Take it back, with a typed reason; it stays to be read and counts nowhere. 409 when it has changed."""
        data = shapes.WithdrawSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(withdraw_record, known(request.user), patient_id, self.kind, record_id, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WithdrawNoteView(_WithdrawView):
    kind = CareNote


class WithdrawTreatmentView(_WithdrawView):
    kind = ClinicTreatment


class WithdrawAssessmentView(_WithdrawView):
    kind = Assessment


class NoteView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=shapes.CorrectNoteSerializer, responses={204: None})
    @sent_once
    def put(self, request: Request, patient_id: uuid.UUID, record_id: uuid.UUID) -> Response:
        """Write a note anew, with a typed reason; the earlier wording stays. 409 when it has changed."""
        values = _valid(shapes.CorrectNoteSerializer(data=request.data))
        correct_note(known(request.user), patient_id, record_id, **values)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TreatmentView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=shapes.CorrectTreatmentSerializer, responses={204: None})
    @sent_once
    def put(self, request: Request, patient_id: uuid.UUID, record_id: uuid.UUID) -> Response:
        """Write a treatment anew, with a typed reason; the earlier wording stays. 409 when it has changed."""
        values = _valid(shapes.CorrectTreatmentSerializer(data=request.data))
        correct_treatment(known(request.user), patient_id, record_id, **values)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AssessmentView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=shapes.CorrectAssessmentSerializer, responses={204: None})
    @sent_once
    def put(self, request: Request, patient_id: uuid.UUID, record_id: uuid.UUID) -> Response:
        """Write an examination anew, with a typed reason; the earlier findings stay. 409 when it has changed."""
        values = _valid(shapes.CorrectAssessmentSerializer(data=request.data))
        act_and_recount(correct_assessment, known(request.user), patient_id, record_id, **values)
        return Response(status=status.HTTP_204_NO_CONTENT)


class NameView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=shapes.NameSerializer, responses={204: None})
    @sent_once
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Correct the patient's name, with a typed reason; the earlier one stays in the record."""
        correct_name(known(request.user), patient_id, **_valid(shapes.NameSerializer(data=request.data)))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _valid(data: Any) -> dict[str, Any]:
    data.is_valid(raise_exception=True)
    return data.validated_data  # type: ignore[no-any-return]
