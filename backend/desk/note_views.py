"""Notes about a patient, and the minutes they took."""

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
from backend.desk import written_shapes as shapes
from backend.desk.working import add_note, notes_of


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
