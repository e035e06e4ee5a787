"""What the desk reads: the work list, a patient's page, and numbers from a plain diary."""

import datetime as dt
import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import clinic_of, patient_in_care
from backend.accounts.details import FIELDS as DETAILS
from backend.accounts.policies import IsStaff, SignedIn
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import FieldFault, NodError
from backend.diary.selectors import open_red_flags
from backend.insights import serializers
from backend.insights.numbers import compute
from backend.insights.numbers_input import BadInput
from backend.insights.patient_page import numbers_and_phase, program_payload, red_flag_payload
from backend.insights.selectors import patient_row, timeline, work_list
from backend.messages.selectors import message_payload, thread_since

TIMELINE_DAYS = 84


class WorkListView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.WorkListRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the caller's caseload, most urgent first, each reason with its evidence."""
        rows = work_list(request.user)
        counts = {"patients": len(rows)}
        record(Action.READ, "work list", actor_id=request.user.pk, clinic_id=clinic_of(request.user), counts=counts)
        return Response(rows)


class PatientPageView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.PatientPageSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return everything the patient page opens with: twelve weeks on one axis, the program, the thread."""
        patient = patient_in_care(request.user, patient_id)
        last = clock.local_today(patient.time_zone)
        page = {
            "patient": patient_row(request.user, patient_id),
            "time_zone": patient.time_zone,
            "details": {name: getattr(patient, name) for name in DETAILS},
            "program": program_payload(patient),
            "red_flags": [red_flag_payload(flag) for flag in open_red_flags(patient.pk)],
            **numbers_and_phase(patient),
            "timeline": timeline(patient, last - dt.timedelta(days=TIMELINE_DAYS - 1), last),
            "messages": [message_payload(message) for message in thread_since(patient.pk)],
        }
        record(Action.READ, "patient", actor_id=request.user.pk, patient_id=patient.pk, clinic_id=patient.clinic_id)
        return Response(page)


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
