"""A patient's rights over the own record: who looked, a copy to take along, erasure."""

import uuid

from django.contrib.auth import logout
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, own_patient, patient_in_care, patient_to_change
from backend.accounts.policies import IsPatient, IsStaff
from backend.accounts.serializers import EndedSessionsSerializer
from backend.accounts.step_up import require_recent_sign_in
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common import clock
from backend.common.expensive import expensive
from backend.rights import erasure, serializers
from backend.rights.devices import sign_out_devices
from backend.rights.export import export_record
from backend.rights.looks import looks_at


class RightsView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.RightsSerializer)
    def get(self, request: Request) -> Response:
        """Say who looked at the record, and what erasing it would mean."""
        patient = own_patient(request.user)
        looks = [vars(look) for look in looks_at(patient.pk, known(request.user).pk)]
        return Response({"looks": looks, "kept_until": erasure.kept_until(patient)})


class OwnLooksView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(parameters=[serializers.BeforeSerializer], responses=serializers.LookSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List who opened or changed the record, newest first, 200 at a time."""
        patient = own_patient(request.user)
        looks = looks_at(patient.pk, known(request.user).pk, before=_before(request))
        return Response([vars(look) for look in looks])


class LooksView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(parameters=[serializers.BeforeSerializer], responses=serializers.LookSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """List who opened or changed a patient's record, newest first, as the patient sees it, 200 at a time."""
        patient = patient_in_care(request.user, patient_id)
        before = _before(request)
        looks = [vars(look) for look in looks_at(patient.pk, patient.user_id or patient.pk, before=before)]
        note_act(Action.READ, "looks", known(request.user), patient)
        return Response(looks)


class SignOutView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=None, responses=EndedSessionsSerializer)
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Sign a patient out of all devices, for instance when a phone is lost."""
        patient = patient_to_change(request.user, patient_id)
        return Response({"ended": sign_out_devices(known(request.user), patient)})


class ExportView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=None, responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @expensive
    def post(self, request: Request) -> FileResponse:
        """Make a copy of the whole record. Needs a sign-in of a moment ago, else 403 `reauth_required`."""
        patient = own_patient(request.user)
        require_recent_sign_in(request._request)
        held = export_record(known(request.user), patient)
        name = f"nod-{clock.local_today(patient.time_zone)}.zip"
        return FileResponse(held, as_attachment=True, filename=name, content_type="application/zip")


class EraseView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=serializers.EraseSerializer, responses=serializers.ErasedSerializer)
    def post(self, request: Request) -> Response:
        """Erase the record and the account. Needs a sign-in of a moment ago, else 403 `reauth_required`."""
        patient = own_patient(request.user)
        require_recent_sign_in(request._request)
        data = serializers.EraseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        kept_until = erasure.erase_patient(known(request.user), patient)
        logout(request._request)
        response = Response({"kept_until": kept_until})
        # The phone wipes its own store; this is the second net.
        response["Clear-Site-Data"] = '"storage"'
        return response


def _before(request: Request) -> int | None:
    """Return which look a page ends before, None for the first page."""
    data = serializers.BeforeSerializer(data=request.query_params)
    data.is_valid(raise_exception=True)
    return data.validated_data.get("before")  # type: ignore[no-any-return]
