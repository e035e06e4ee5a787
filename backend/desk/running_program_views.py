"""What is done with a program that runs: pausing, ending, marks, declining to move up; and the ones before it."""

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
from backend.programs.catalogue import past_and_running
from backend.programs.marks import set_mark
from backend.programs.publishing import decline_progression
from backend.programs.running import end_program, pause_program, resume_program
from backend.programs.serializers import BecauseSerializer, PastProgramSerializer, PauseSerializer


class PauseView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=PauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Pause the running program; its dates are left out of adherence, and the phone stops asking."""
        data = PauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(pause_program, known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Let a paused program go on."""
        act_and_recount(resume_program, known(request.user), patient_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EndProgramView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=BecauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """End the running program today, with a reason."""
        data = BecauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(end_program, known(request.user), patient_id, data.validated_data["because"])
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


class MarkView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.MarkSerializer, responses={204: None})
    def put(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Mark what a rule of the current phase asks for, such as a form check, or take the mark back."""
        data = serializers.MarkSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(set_mark, known(request.user), patient_id, **data.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DeclineView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=BecauseSerializer, responses={204: None})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Say no to moving up for now, and why; the suggestion stays away for a week."""
        data = BecauseSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        act_and_recount(decline_progression, known(request.user), patient_id, data.validated_data["because"])
        return Response(status=status.HTTP_204_NO_CONTENT)
