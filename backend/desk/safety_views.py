"""Safety answers: what waits, clearing it, and opening a record in an emergency."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import clinic_of, known
from backend.accounts.emergency import emergencies_seen_by, find_patient, open_in_emergency
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.audit.models import Action
from backend.audit.services import record
from backend.desk import serializers
from backend.desk.acting import act_and_recount
from backend.desk.emergencies import emergencies_of_clinic, patient_of, waiting_emergencies
from backend.diary.services import clear_red_flags


class EmergenciesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.WaitingEmergencySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the emergency answers in the caller's caseload that nobody has looked at; every desk page shows them."""
        found = waiting_emergencies(request.user)
        if found:
            counts = {"patients": len(found)}
            clinic_id = clinic_of(request.user)
            record(Action.READ, "emergencies", actor_id=request.user.pk, clinic_id=clinic_id, counts=counts)
        return Response(found)


class ClinicEmergenciesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.ClinicEmergencySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the emergency answers of the whole clinic that nobody has taken, without patients. Clinic leads only."""
        return Response(emergencies_of_clinic(known(request.user)))


class ClearRedFlagsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.ClearRedFlagsSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Clear the safety answers that were read, with a typed reason; 409 when another has come."""
        data = serializers.ClearRedFlagsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(clear_red_flags, known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EmergencyView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.EmergencyAccessSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the accesses in an emergency of the last 30 days that concern the caller."""
        rows = list(emergencies_seen_by(known(request.user)))
        if rows:
            counts = {"patients": len({row.patient_id for row in rows})}
            clinic_id = clinic_of(request.user)
            record(Action.READ, "emergency accesses", actor_id=request.user.pk, clinic_id=clinic_id, counts=counts)
        return Response(
            [
                {
                    "id": row.pk,
                    "at": row.started_at,
                    "until": row.ended_at,
                    "by": row.therapist.name,
                    "patient": row.patient.name,
                    "because": row.emergency_because,
                }
                for row in rows
            ]
        )

    @extend_schema(request=serializers.EmergencySerializer, responses={201: serializers.OpenedSerializer})
    @sent_once
    def post(self, request: Request) -> Response:
        """Open the record of a patient of the clinic for an hour, with a reason; others are told."""
        data = serializers.EmergencySerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user, values = known(request.user), data.validated_data
        patient = patient_of(user, values["waiting"]) if "waiting" in values else find_patient(user, values["who"])
        opened = open_in_emergency(user, patient, values["because"])
        answer = {"patient_id": opened.patient_id, "until": opened.ended_at}
        return Response(answer, status=status.HTTP_201_CREATED)
