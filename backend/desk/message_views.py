"""The thread with a patient."""

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, patient_in_care
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.desk import serializers
from backend.desk.acting import act_and_recount
from backend.messages.selectors import message_payload, thread_of
from backend.messages.serializers import MessageSerializer
from backend.messages.services import reply


class ReplyView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=MessageSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return the thread with the patient, oldest first."""
        patient = patient_in_care(request.user, patient_id)
        thread = [message_payload(message) for message in thread_of(patient.pk)]
        note_act(Action.READ, "messages", known(request.user), patient)
        return Response(thread)

    @extend_schema(request=serializers.ReplySerializer, responses={201: MessageSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Answer the patient's messages up to the last one read; 409 when another has come."""
        data = serializers.ReplySerializer(data=request.data)
        data.is_valid(raise_exception=True)
        message = act_and_recount(reply, known(request.user), patient_id, **data.validated_data)
        return Response(message_payload(message), status=status.HTTP_201_CREATED)
