"""Whom to call and when: the clinic's settings, a patient's contact."""

import uuid

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import clinic_serializers
from backend.accounts.access import known, patient_in_care
from backend.accounts.clinics import SETTINGS, change_settings
from backend.accounts.contacts import set_contact
from backend.accounts.models import IN_CARE, Clinic
from backend.accounts.policies import IsStaff
from backend.insights.services import refresh_all, refresh_summary


class ContactView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=clinic_serializers.ContactSerializer, responses=clinic_serializers.ContactSerializer)
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Replace whom to call about a patient, date of birth and record number included."""
        data = clinic_serializers.ContactSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            contact = set_contact(known(request.user), patient_id, **data.validated_data)
            # A date of birth may say that the patient is under 18.
            refresh_summary(patient_in_care(request.user, patient_id))
        return Response(contact)


class ClinicView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=clinic_serializers.ClinicSerializer)
    def get(self, request: Request) -> Response:
        """Return the settings of the caller's clinic."""
        return Response(_clinic(known(request.user).membership.clinic))

    @extend_schema(request=clinic_serializers.ClinicSettingsSerializer, responses=clinic_serializers.ClinicSerializer)
    def patch(self, request: Request) -> Response:
        """Change the clinic's settings (leads only); its patients are counted anew at once."""
        data = clinic_serializers.ClinicSettingsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        clinic = change_settings(known(request.user), **data.validated_data)
        if "headache_min_minutes" in data.validated_data:
            for _ in refresh_all(clinic.patients.filter(status__in=IN_CARE)):
                pass
        return Response(_clinic(clinic))


def _clinic(clinic: Clinic) -> dict[str, object]:
    return {"name": clinic.name, "time_zone": clinic.time_zone, **{name: getattr(clinic, name) for name in SETTINGS}}
