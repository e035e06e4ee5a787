"""Patients for whom nobody answers: a clinic lead sees and assigns them."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import clinic_of, known
from backend.accounts.answerable import assign_care, last_carers, unattended_in_clinic
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.audit.models import Action
from backend.audit.services import record
from backend.desk import serializers


class UnattendedView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.UnattendedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the clinic's patients in care who have nobody, by name alone. Clinic leads only."""
        lead = known(request.user)
        patients = list(unattended_in_clinic(lead))
        if patients:
            counts = {"patients": len(patients)}
            record(Action.READ, "unattended", actor_id=lead.pk, clinic_id=clinic_of(lead), counts=counts)
        before = last_carers(patients)
        return Response([{"id": each.pk, "name": each.name, "before": before.get(each.pk, [])} for each in patients])


class AssignCareView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.AssignCareSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Let somebody care for a patient who has nobody; 404 once somebody does. Clinic leads only."""
        data = serializers.AssignCareSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        lead = known(request.user)
        assign_care(lead, patient_id, data.validated_data.get("colleague", lead.pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
