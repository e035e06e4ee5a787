"""A patient's reminders and devices."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, own_patient
from backend.accounts.policies import IsPatient, SignedIn
from backend.common import clock
from backend.reminders import serializers
from backend.reminders.channels.vapid import current_key
from backend.reminders.models import PushSubscription, ReminderRule
from backend.reminders.probe import send_test
from backend.reminders.services import materialise, move_to_zone, set_rule


class RulesView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.RuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the patient's reminder times."""
        patient = own_patient(request.user)
        rules = ReminderRule.objects.filter(patient=patient).order_by("local_time")
        return Response(serializers.RuleSerializer(rules, many=True).data)

    @extend_schema(request=serializers.RuleSerializer, responses=serializers.RuleSerializer)
    def put(self, request: Request) -> Response:
        """Set the time of one reminder, or switch it off. Counts from now on, today included."""
        patient = own_patient(request.user)
        data = serializers.RuleSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        rule = set_rule(patient, **data.validated_data)
        return Response(serializers.RuleSerializer(rule).data)


class DeviceZoneView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=serializers.DeviceZoneSerializer, responses={204: None})
    def put(self, request: Request) -> Response:
        """Tell in which time zone the phone is now; reminders not sent yet move with it."""
        data = serializers.DeviceZoneSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        move_to_zone(own_patient(request.user), data.validated_data["time_zone"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class PushKeyView(APIView):
    permission_classes = (SignedIn,)

    @extend_schema(responses=serializers.PushKeySerializer)
    def get(self, request: Request) -> Response:
        """Return the key that a browser needs to subscribe."""
        key = current_key()
        return Response({"public_key": key.public if key else None})


class SubscriptionsView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=serializers.SubscriptionSerializer, responses={204: None})
    def put(self, request: Request) -> Response:
        """Take this device's push subscription; an endpoint belongs to whoever registered it last."""
        patient = own_patient(request.user)
        data = serializers.SubscriptionSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        key = current_key()
        with transaction.atomic():
            PushSubscription.objects.update_or_create(
                endpoint=data.validated_data["endpoint"],
                defaults={
                    "user": known(request.user),
                    "p256dh": data.validated_data["p256dh"],
                    "auth": data.validated_data["auth"],
                    "vapid_key_id": key.id if key else "",
                    "created_at": clock.now(),
                },
            )
            materialise([patient])
        return Response(status=status.HTTP_204_NO_CONTENT)


class TestView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=None, responses=serializers.TestSerializer)
    def post(self, request: Request) -> Response:
        """Send a test reminder the way a real one goes: to every device, or by e-mail when no device takes it."""
        return Response(vars(send_test(own_patient(request.user), known(request.user))))
