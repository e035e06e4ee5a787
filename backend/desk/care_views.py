"""Who cares for whom: colleagues, sharing and handing over, discharge and taking up again."""

import uuid
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import caseload_of, clinic_of, known, role_of
from backend.accounts.away import away_until, set_away
from backend.accounts.care import colleagues_of, discharge, reopen, share_care
from backend.accounts.emergency import emergencies_seen_by, find_patient, open_in_emergency
from backend.accounts.models import PatientStatus, Role, User
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.accounts.serializers import EndedSessionsSerializer
from backend.accounts.sessions import sign_out_colleague
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.desk import serializers
from backend.desk.emergencies import patient_of
from backend.desk.staff_reach import unreached_since
from backend.insights.services import refresh_summary
from backend.programs.serializers import BecauseSerializer


class ColleaguesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.ColleagueSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the colleagues of the caller's clinic."""
        user = known(request.user)
        rows = list(colleagues_of(user))
        since = unreached_since(row.user_id for row in rows) if role_of(user) == Role.LEAD else {}
        return Response(
            [
                {
                    "id": row.user_id,
                    "name": row.user.name,
                    "role": row.role,
                    "away_until": away_until(row),
                    "unreached_since": since.get(row.user_id),
                }
                for row in rows
            ]
        )


class AwayView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.AwaySerializer)
    def get(self, request: Request) -> Response:
        """Say until when the caller is away."""
        return Response({"away_until": away_until(known(request.user).membership)})

    @extend_schema(request=serializers.AwaySerializer, responses=serializers.AwaySerializer)
    def put(self, request: Request) -> Response:
        """Be away until a date, or at work again: the leads then get what would wait for the caller alone."""
        data = serializers.AwaySerializer(data=request.data)
        data.is_valid(raise_exception=True)
        return Response({"away_until": set_away(known(request.user), data.validated_data["away_until"])})


class SignOutColleagueView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=None, responses=EndedSessionsSerializer)
    def post(self, request: Request, colleague_id: uuid.UUID) -> Response:
        """Sign a colleague out of all devices. Clinic leads only."""
        return Response({"ended": sign_out_colleague(known(request.user), colleague_id)})


class DigestView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.DigestSerializer)
    def get(self, request: Request) -> Response:
        """Say whether the caller gets a mail each morning when somebody waits, and whether mail arrives."""
        return _digest_of(known(request.user))

    @extend_schema(request=serializers.DigestSerializer, responses=serializers.DigestSerializer)
    def put(self, request: Request) -> Response:
        """Switch that mail on or off. A safety answer is always mailed."""
        data = serializers.DigestSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        user = known(request.user)
        user.membership.daily_digest = data.validated_data["daily_digest"]
        user.membership.save(update_fields=["daily_digest"])
        return _digest_of(user)


def _digest_of(user: User) -> Response:
    since = unreached_since([user.pk]).get(user.pk)
    return Response({"daily_digest": user.membership.daily_digest, "unreached_since": since})


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
        with transaction.atomic():
            refresh_summary(discharge(known(request.user), patient_id, data.validated_data["because"]))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Take a discharged patient up again."""
        with transaction.atomic():
            refresh_summary(reopen(known(request.user), patient_id))
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


class EmergencyView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.EmergencyAccessSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the accesses in an emergency of the last 30 days that concern the caller."""
        rows = emergencies_seen_by(known(request.user))
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
