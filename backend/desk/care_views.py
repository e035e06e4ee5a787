"""Who cares for a patient: sharing and handing over, discharge and taking up again."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import caseload_of, clinic_of, known
from backend.accounts.care import discharge, reopen, share_care
from backend.accounts.models import PatientStatus
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.desk import serializers
from backend.desk.acting import act_and_recount
from backend.programs.serializers import BecauseSerializer


class CareView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.CareSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Let a colleague care for the patient too, or instead."""
        data = serializers.CareSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        share_care(known(request.user), patient_id, values["colleague"], hand_over=values["hand_over"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class DischargeView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=BecauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """End care with a reason; the patient keeps the app and everything in it."""
        data = BecauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(discharge, known(request.user), patient_id, data.validated_data["because"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Take a discharged patient up again."""
        act_and_recount(reopen, known(request.user), patient_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DischargedView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.DischargedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the caller's discharged patients, the latest first."""
        rows = caseload_of(request.user).filter(status=PatientStatus.DISCHARGED).order_by("-discharged_at")
        found: list[dict[str, Any]] = [
            {
                "id": row.pk,
                "name": row.name,
                "discharged_at": row.discharged_at,
                "discharged_on": row.discharged_at and clock.local_date(row.discharged_at, row.clinic.time_zone),
                "because": row.discharged_because,
            }
            for row in rows.select_related("clinic")
        ]
        record(
            Action.READ,
            "discharged",
            actor_id=known(request.user).pk,
            clinic_id=clinic_of(request.user),
            counts={"patients": len(found)},
        )
        return Response(found)
