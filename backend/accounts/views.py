"""Who am I, and how a patient gets in."""

import uuid

import segno
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import invitations, serializers
from backend.accounts.access import known, role_of
from backend.accounts.confirmed import is_confirmed
from backend.accounts.doors import welcome
from backend.accounts.draft_key import draft_key
from backend.accounts.invitation_mail import allow_invitation_mail, mail_invitation
from backend.accounts.models import User
from backend.accounts.policies import Anyone, BeforeSecondFactor, IsStaff, SignedIn
from backend.accounts.second_factor import lacks_second_factor
from backend.accounts.sent_once import SentOnceSerializer, sent_once
from backend.accounts.step_up import note_proof

HOMES = {"patient": "/app/", "therapist": "/clinic/", "lead": "/clinic/", "curator": "/admin/"}


@method_decorator(ensure_csrf_cookie, name="dispatch")
class MeView(APIView):
    permission_classes = (Anyone,)

    @extend_schema(auth=[], responses=serializers.MeSerializer)
    def get(self, request: Request) -> Response:
        """Say who is signed in, and where that role is at home. Also hands out the CSRF cookie."""
        role = role_of(request.user)
        demo = "backend.demo" in settings.INSTALLED_APPS
        if role is None:
            # Signed in so far: the front page helps to set up the second factor.
            halfway = isinstance(request.user, User) and lacks_second_factor(request.user)
            return Response({"signed_in": False, "needs_second_factor": halfway, "demo": demo})
        user = known(request.user)
        me = {"id": user.pk, "name": user.name, "email": user.email, "role": role, "home": HOMES[role]}
        me["email_confirmed"] = is_confirmed(user)
        if role in ("therapist", "lead"):
            me["time_zone"] = user.membership.clinic.time_zone
        return Response({"signed_in": True, "demo": demo, **me})


class TotpPictureView(APIView):
    permission_classes = (BeforeSecondFactor,)

    @extend_schema(request=serializers.TotpPictureSerializer, responses=serializers.PictureSerializer)
    def post(self, request: Request) -> Response:
        """Draw the QR code that an authenticator app reads. The secret travels in the body, and is kept nowhere."""
        data = serializers.TotpPictureSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        return Response({"image": _qr_code(data.validated_data["url"])})


class InvitationsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.InviteSerializer, responses={201: serializers.InvitationSerializer})
    @sent_once
    def post(self, request: Request) -> Response:
        """Invite a new patient into the caller's care. The code is shown this once."""
        data = serializers.InviteSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        therapist = known(request.user)
        values = {"time_zone": therapist.membership.clinic.time_zone, **data.validated_data}
        email = values.pop("email", "")
        if email:
            allow_invitation_mail(therapist, email)
        made = invitations.invite_patient(therapist, **values)
        return _answer(made, mail_invitation(made, email) if email else None)


class RenewInvitationView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=SentOnceSerializer, responses={201: serializers.InvitationSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Make a new code for a patient who has not joined yet; the old one stops working."""
        return _answer(invitations.renew_invitation(known(request.user), patient_id))


class DraftKeyView(APIView):
    permission_classes = (SignedIn,)

    @extend_schema(responses=serializers.DraftKeySerializer)
    def get(self, request: Request) -> Response:
        """Return the key to what the caller typed and has not sent: the same in each of the caller's sessions."""
        return Response({"key": draft_key(known(request.user))})


class RedeemView(APIView):
    permission_classes = (Anyone,)

    @extend_schema(auth=[], request=serializers.RedeemSerializer, responses={201: serializers.MeSerializer})
    def post(self, request: Request) -> Response:
        """Turn an invitation code into an account, and sign in."""
        data = serializers.RedeemSerializer(data=request.data)
        data.is_valid(raise_exception=True)

        def enter(user: User) -> None:
            get_adapter(request._request).enter(request._request, user)
            # The invitation is the proof: it lets the patient add a passkey and confirm the address at once.
            note_proof(request._request.session, user)

        source = get_adapter().get_client_ip(request._request)
        user = invitations.redeem_invitation(**data.validated_data, source=source, enter=enter)
        me = {"signed_in": True, "id": user.pk, "name": user.name, "email": user.email, "role": "patient"}
        demo = "backend.demo" in settings.INSTALLED_APPS
        response = Response({**me, "home": HOMES["patient"], "demo": demo}, status=status.HTTP_201_CREATED)
        welcome(request._request, response)
        return response


def _answer(made: invitations.NewInvitation, mailed: bool | None = None) -> Response:
    body = {
        "patient_id": made.patient.pk,
        "name": made.patient.name,
        "code": f"{made.code[:4]} {made.code[4:]}",
        "link": made.link,
        "qr": _qr_code(made.link),
        "expires_at": made.expires_at,
        "expires_on": made.expires_on,
        "mailed": mailed,
    }
    return Response(body, status=status.HTTP_201_CREATED)


def _qr_code(text: str) -> str:
    image: str = segno.make(text, error="m").svg_data_uri(scale=8, border=2, dark="#24313f", light="#fff")
    return image
