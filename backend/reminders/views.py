"""A patient's reminders and devices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, own_patient
from backend.accounts.policies import Anyone, IsPatient, SignedIn
from backend.common.language import asked_language
from backend.reminders import serializers
from backend.reminders.channels.vapid import current_key
from backend.reminders.models import ReminderRule
from backend.reminders.planning import move_to_zone, plan_for, set_rule
from backend.reminders.preferences import note_opened, save_preferences, state_of
from backend.reminders.probe import send_test
from backend.reminders.receipts import Event, take_receipt
from backend.reminders.situations import preferences_of
from backend.reminders.subscriptions import subscribe
from backend.reminders.unsubscribe import WORDS as UNSUBSCRIBE
from backend.reminders.unsubscribe import patient_of_token, stop_mails


class RulesView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.RuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the patient's reminder times, and of which news they want to hear."""
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


class PreferencesView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.PreferencesSerializer)
    def get(self, request: Request) -> Response:
        """Return what holds for all reminders: quiet hours, weekly cap, days away, mail, clear words or not."""
        wishes = preferences_of(own_patient(request.user))
        return Response(serializers.PreferencesSerializer(wishes).data)

    @extend_schema(request=serializers.PreferencesSerializer, responses=serializers.PreferencesSerializer)
    def put(self, request: Request) -> Response:
        """Change it. Reminders that are due already obey it, too."""
        data = serializers.PreferencesSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        chosen = dict(data.validated_data)
        language = chosen.pop("patient", {}).get("language", "")
        wishes = save_preferences(own_patient(request.user), language=language, **chosen)
        return Response(serializers.PreferencesSerializer(wishes).data)


class StateView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(responses=serializers.StateSerializer)
    def get(self, request: Request) -> Response:
        """Say whether reminders arrive: when one was last sent, when a device last showed one, when the next is due."""
        patient = own_patient(request.user)
        return Response(serializers.StateSerializer(state_of(patient, known(request.user).pk)).data)


class ReceiptsView(APIView):
    # The receipt itself is what allows this call: a service worker has no sign-in and no CSRF token.
    authentication_classes = ()
    permission_classes = (Anyone,)

    @extend_schema(request=serializers.ReceiptSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Take what a phone tells about a notification: it was shown, opened, or asked for again in half an hour."""
        data = serializers.ReceiptSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        occurrence_id, device_id = data.validated_data["receipt"]
        take_receipt(occurrence_id, device_id, Event(data.validated_data["event"]))
        return Response(status=status.HTTP_204_NO_CONTENT)


class DeviceZoneView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=serializers.DeviceZoneSerializer, responses={204: None})
    def put(self, request: Request) -> Response:
        """Tell that the app was opened, and in which time zone; reminders not sent yet move with it."""
        data = serializers.DeviceZoneSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        patient = own_patient(request.user)
        move_to_zone(patient, data.validated_data["time_zone"])
        note_opened(patient)
        plan_for(patient)
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
        subscribe(patient, known(request.user), **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class TestView(APIView):
    permission_classes = (IsPatient,)

    @extend_schema(request=None, responses=serializers.TestSerializer)
    def post(self, request: Request) -> Response:
        """Send a test reminder the way a real one goes: to every device, or by e-mail when no device takes it."""
        return Response(vars(send_test(own_patient(request.user), known(request.user))))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop reminder mails by the link under them (RFC 8058): POST does it, GET only shows the button.

    Mail programs post without cookies, so no sign-in and no CSRF token is asked for: the link is the proof.
    """
    patient = patient_of_token(token)
    if patient is None:
        language = asked_language()
        return render(
            request,
            "reminders/unsubscribe.html",
            {"words": UNSUBSCRIBE[language], "language": language, "unknown": True},
            status=404,
        )
    if request.method == "POST":
        stop_mails(patient)
    context = {
        "words": UNSUBSCRIBE.get(patient.language, UNSUBSCRIBE["en"]),
        "language": patient.language,
        "stopped": request.method == "POST",
    }
    return render(request, "reminders/unsubscribe.html", context)
