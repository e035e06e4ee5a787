"""A patient's page, timeline and logbook, details and contact."""

import datetime as dt
import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import clinic_serializers
from backend.accounts.access import known, patient_in_care
from backend.accounts.contacts import contact_of, set_contact
from backend.accounts.details import FIELDS as DETAILS
from backend.accounts.details import set_details
from backend.accounts.policies import IsStaff
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.desk import serializers
from backend.desk.acting import act_and_recount
from backend.desk.logbook import logbook
from backend.desk.selectors import kept_page, patient_and_row
from backend.insights.timeline import timeline


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
            **kept_page(patient),
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


class DetailsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.NewDetailsSerializer, responses=serializers.DetailsSerializer)
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Set what speaks against some exercises, and the year of birth and sex that norms need."""
        data = serializers.NewDetailsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        # A precaution may hold what runs, or let it go.
        patient = act_and_recount(set_details, known(request.user), patient_id, **data.validated_data)
        return Response(serializers.DetailsSerializer(patient).data)


class ContactView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=clinic_serializers.ContactSerializer, responses=clinic_serializers.ContactSerializer)
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Replace whom to call about a patient, date of birth and record number included."""
        data = clinic_serializers.ContactSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        # A date of birth may say that the patient is under 18.
        contact = act_and_recount(set_contact, known(request.user), patient_id, **data.validated_data)
        return Response(contact)
