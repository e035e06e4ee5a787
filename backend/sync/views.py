"""What the phone has (push), what the phone lacks (pull), and what it does not keep (earlier)."""

import calendar
import datetime as dt
import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, own_patient
from backend.accounts.policies import IsPatient
from backend.common import clock
from backend.common.api import fault_body
from backend.common.errors import Conflict
from backend.common.strict_json import RecordsParser
from backend.sync import serializers
from backend.sync.clients import refuse_too_old
from backend.sync.pull import earlier_days, earlier_messages, pull
from backend.sync.push import RecordResult, push


class PushView(APIView):
    permission_classes = (IsPatient,)
    parser_classes = (RecordsParser,)

    @extend_schema(request=serializers.PushSerializer, responses=serializers.PushAnswerSerializer)
    def post(self, request: Request) -> Response:
        """Store a batch of records; each gets its own outcome. The same batch may be sent any number of times."""
        refuse_too_old(request)
        patient = own_patient(request.user)
        data = serializers.PushSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        refuse_other_owner(request, values.get("owner"))
        results = push(patient.pk, known(request.user).pk, values.get("device_id"), values["records"])
        return Response({"server_time": clock.now(), "results": [_payload(result) for result in results]})


class PullView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(parameters=[serializers.PullQuerySerializer], responses=serializers.PullSerializer)
    def get(self, request: Request) -> Response:
        """Return what changed since the phone's cursor, and the plan when its tag is no longer right."""
        refuse_too_old(request)
        query = serializers.PullQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        refuse_other_owner(request, query.validated_data.get("owner"))
        patient = own_patient(request.user)
        return Response(pull(patient, query.validated_data["cursor"], query.validated_data["plan_tag"]))


class EarlierDaysView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(parameters=[serializers.MonthQuerySerializer], responses=serializers.EarlierDaysSerializer)
    def get(self, request: Request) -> Response:
        """Return the days of a month that a phone does not keep."""
        query = serializers.MonthQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        first_on = dt.date.fromisoformat(f"{query.validated_data['month']}-01")
        last_on = first_on.replace(day=calendar.monthrange(first_on.year, first_on.month)[1])
        return Response({"days": earlier_days(own_patient(request.user), first_on, last_on)})


class EarlierMessagesView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.EarlierMessagesSerializer)
    def get(self, request: Request) -> Response:
        """Return the messages that a phone does not keep."""
        return Response({"messages": earlier_messages(own_patient(request.user))})


def refuse_other_owner(request: Request, owner: uuid.UUID | None) -> None:
    """Refuse to sync one person's phone store under another person's sign-in.

    Two people may share a phone: who signs in last owns the cookie, but not the other's unsent records.
    """
    if owner is not None and owner != known(request.user).pk:
        raise Conflict("Someone else is signed in on this device. Sign in as yourself to continue.", "other_owner")


def _payload(result: RecordResult) -> dict[str, Any]:
    return {"id": result.id, "outcome": result.outcome, "errors": list(map(fault_body, result.errors))}
