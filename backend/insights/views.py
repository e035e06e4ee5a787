"""Every number from a plain diary, over HTTP."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.policies import SignedIn
from backend.common.errors import FieldFault, NodError
from backend.insights.numbers.compute import compute
from backend.insights.numbers.compute_input import BadInput


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
