"""What the desk does: acting on reasons, answering, clearing safety answers, marking."""

import uuid

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, patient_in_care
from backend.accounts.details import set_details
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.desk import serializers
from backend.desk import written_shapes as shapes
from backend.desk.seeing import acknowledge_reason, snooze_reason, take_back
from backend.desk.selectors import reason_payload
from backend.desk.working import add_note, notes_of
from backend.diary.services import clear_red_flags
from backend.insights.services import refresh_summary
from backend.messages.selectors import message_payload, thread_of
from backend.messages.serializers import MessageSerializer
from backend.messages.services import reply
from backend.programs.catalogue import past_and_running
from backend.programs.marks import set_mark
from backend.programs.publishing import decline_progression
from backend.programs.running import end_program, pause_program, resume_program
from backend.programs.serializers import BecauseSerializer, PastProgramSerializer, PauseSerializer


class AcknowledgeView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.SeenSerializer, responses=serializers.ReasonSerializer)
    def post(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Mark an open reason as seen, with the evidence that is on the screen."""
        data = serializers.SeenSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        reason = acknowledge_reason(known(request.user), patient_id, code, **data.validated_data)
        return Response(reason_payload(reason))

    @extend_schema(request=None, responses=serializers.ReasonSerializer)
    def delete(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Take back that a reason was seen or put off."""
        return Response(reason_payload(take_back(known(request.user), patient_id, code)))


class SnoozeView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.SnoozeSerializer, responses=serializers.ReasonSerializer)
    def post(self, request: Request, patient_id: uuid.UUID, code: str) -> Response:
        """Let an open reason wait until a date; a safety answer cannot."""
        data = serializers.SnoozeSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(reason_payload(snooze_reason(known(request.user), patient_id, code, **data.validated_data)))


class NotesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=shapes.NotesSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return the notes about a patient and the counts of remote monitoring."""
        patient = patient_in_care(request.user, patient_id)
        note_act(Action.READ, "notes", known(request.user), patient)
        return Response(notes_of(patient))

    @extend_schema(request=shapes.NewNoteSerializer, responses={201: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Write a note, minutes, or both."""
        data = shapes.NewNoteSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        add_note(known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_201_CREATED)


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
        with transaction.atomic():
            message = reply(known(request.user), patient_id, **data.validated_data)
            refresh_summary(message.patient)
        return Response(message_payload(message), status=status.HTTP_201_CREATED)


class ClearRedFlagsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.ClearRedFlagsSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Clear the safety answers that were read, with a typed reason; 409 when another has come."""
        data = serializers.ClearRedFlagsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            refresh_summary(clear_red_flags(known(request.user), patient_id, **data.validated_data))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MarkView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.MarkSerializer, responses={204: None})
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Mark what a rule of the current phase asks for, such as a form check, or take the mark back."""
        data = serializers.MarkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            refresh_summary(set_mark(known(request.user), patient_id, **data.validated_data))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PauseView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=PauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Pause the running program; its dates are left out of adherence, and the phone stops asking."""
        data = PauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            refresh_summary(pause_program(known(request.user), patient_id, **data.validated_data))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Let a paused program go on."""
        with transaction.atomic():
            refresh_summary(resume_program(known(request.user), patient_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class EndProgramView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=BecauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """End the running program today, with a reason."""
        data = BecauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            refresh_summary(end_program(known(request.user), patient_id, data.validated_data["because"]))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PastProgramsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=PastProgramSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """List a patient's programs, the newest first, with their ends and pauses."""
        patient = patient_in_care(request.user, patient_id)
        found = past_and_running(patient)
        note_act(Action.READ, "programs", known(request.user), patient)
        return Response(found)


class DeclineView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=BecauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Say no to moving up for now, and why; the suggestion stays away for a week."""
        data = BecauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            declined = decline_progression(known(request.user), patient_id, data.validated_data["because"])
            refresh_summary(declined.program.patient)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DetailsView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.NewDetailsSerializer, responses=serializers.DetailsSerializer)
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Set what speaks against some exercises, and the year of birth and sex that norms need."""
        data = serializers.NewDetailsSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        with transaction.atomic():
            patient = set_details(known(request.user), patient_id, **data.validated_data)
            # A precaution may hold what runs, or let it go.
            refresh_summary(patient)
        return Response(serializers.DetailsSerializer(patient).data)
