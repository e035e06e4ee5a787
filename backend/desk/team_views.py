"""Colleagues and the caller: who works here, who is away, the morning's mail."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, role_of
from backend.accounts.away import away_until, set_away
from backend.accounts.care import colleagues_of
from backend.accounts.models import Role, User
from backend.accounts.policies import IsStaff
from backend.accounts.serializers import EndedSessionsSerializer
from backend.accounts.sessions import sign_out_colleague
from backend.desk import serializers
from backend.desk.staff_reach import unreached_since


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


class SignOutColleagueView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=None, responses=EndedSessionsSerializer)
    def post(self, request: Request, colleague_id: uuid.UUID) -> Response:
        """Sign a colleague out of all devices. Clinic leads only."""
        return Response({"ended": sign_out_colleague(known(request.user), colleague_id)})


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
