"""What the desk reads: the work list, a patient's page, and numbers from a plain diary."""

import datetime as dt
import uuid
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import clinic_of, known, patient_in_care
from backend.accounts.contacts import contact_of
from backend.accounts.details import FIELDS as DETAILS
from backend.accounts.policies import IsStaff, SignedIn
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.desk import serializers
from backend.desk.emergencies import emergencies_of_clinic, waiting_emergencies
from backend.desk.logbook import logbook
from backend.desk.selectors import page_of, patient_and_row, work_list
from backend.insights.numbers import compute
from backend.insights.numbers_input import BadInput
from backend.insights.timeline import timeline


class WorkListView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.WorkListRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the caller's caseload, most urgent first, each reason with its evidence."""
        rows = work_list(request.user)
        counts = {"patients": len(rows)}
        record(Action.READ, "work list", actor_id=request.user.pk, clinic_id=clinic_of(request.user), counts=counts)
        return Response(rows)


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


class PatientPageView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.PatientPageSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return what the patient page opens with: reasons, numbers, the phase by its rules, open safety answers."""
        patient, row = patient_and_row(request.user, patient_id)
        details = {name: getattr(patient, name) for name in DETAILS}
        page: dict[str, Any] = {
            "patient": row,
            "time_zone": patient.time_zone,
            "details": details,
            "contact": contact_of(patient),
            "emergency_until": patient.open_until,  # type: ignore[attr-defined]
            **page_of(patient),
        }
        note_act(Action.READ, "patient", known(request.user), patient)
        return Response(page)


class TimelineView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(parameters=[serializers.TimelineQuerySerializer], responses=serializers.TimelineSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return everything that shares one time axis, up to today."""
        query = serializers.TimelineQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        patient = patient_in_care(request.user, patient_id)
        last = clock.local_today(patient.time_zone)
        found = timeline(patient, last - dt.timedelta(days=query.validated_data["days"] - 1), last)
        note_act(Action.READ, "timeline", known(request.user), patient)
        return Response(found)


class LogbookView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(parameters=[serializers.TimelineQuerySerializer], responses=serializers.LogbookSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return what the patient logged in the last days: diary answers, and sessions exactly as they were done."""
        query = serializers.TimelineQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        patient = patient_in_care(request.user, patient_id)
        last = clock.local_today(patient.time_zone)
        found = logbook(patient, last - dt.timedelta(days=query.validated_data["days"] - 1), last)
        note_act(Action.READ, "diary", known(request.user), patient)
        return Response(found)


class NumbersView(APIView):
    permission_classes = (SignedIn,)

    @extend_schema(request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Compute every number from a plain diary, as `manage.py numbers` does (docs/numbers.md). Nothing is stored."""
        try:
            return Response(compute(request.data))
        except BadInput as error:
            faults = [
                FieldFault(fault.path, "invalid", f"Found {fault.found}, expected {fault.expected}.")
                for fault in error.faults
            ]
            raise NodError("Nothing was counted. Look at the errors.", faults=faults) from error
