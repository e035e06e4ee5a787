"""The clinic's settings."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import clinic_serializers
from backend.accounts.access import known
from backend.accounts.clinics import SETTINGS
from backend.accounts.models import Clinic
from backend.accounts.policies import IsStaff
from backend.desk.acting import change_clinic


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
        return Response(_clinic(change_clinic(known(request.user), **data.validated_data)))


def _clinic(clinic: Clinic) -> dict[str, object]:
    return {"name": clinic.name, "time_zone": clinic.time_zone, **{name: getattr(clinic, name) for name in SETTINGS}}
