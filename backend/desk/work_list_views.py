"""The work list: who waits for the caller and why, seeing a reason and putting it off."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import clinic_of, known
from backend.accounts.policies import IsStaff
from backend.audit.models import Action
from backend.audit.services import record
from backend.desk import serializers
from backend.desk.seeing import acknowledge_reason, snooze_reason, take_back
from backend.desk.selectors import reason_payload, work_list


class WorkListView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.WorkListRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the caller's caseload, most urgent first, each reason with its evidence."""
        rows = work_list(request.user)
        counts = {"patients": len(rows)}
        record(Action.READ, "work list", actor_id=request.user.pk, clinic_id=clinic_of(request.user), counts=counts)
        return Response(rows)


class AcknowledgeView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.SeenSerializer, responses=serializers.ReasonSerializer)
    def post(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Mark an open reason as seen, with the evidence that is on the screen."""
        data = serializers.SeenSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        reason = acknowledge_reason(known(request.user), patient_id, code, **data.validated_data)
        return Response(reason_payload(reason))

    @extend_schema(request=None, responses={200: serializers.ReasonSerializer})
    def delete(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Take back that a reason was seen or put off."""
        return Response(reason_payload(take_back(known(request.user), patient_id, code)))


class SnoozeView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.SnoozeSerializer, responses=serializers.ReasonSerializer)
    def post(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Let an open reason wait until a date; a safety answer cannot."""
        data = serializers.SnoozeSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(reason_payload(snooze_reason(known(request.user), patient_id, code, **data.validated_data)))
