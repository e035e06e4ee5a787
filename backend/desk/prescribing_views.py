"""Prescribing: templates and exercises to choose from, assigning a program, publishing its next version."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import caseload_of, known, patient_in_care
from backend.accounts.emergency import open_until
from backend.accounts.policies import IsStaff
from backend.accounts.sent_once import sent_once
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.desk.prescribing import background_of, prescribe_offers, prescribe_program, prescribe_version
from backend.programs import serializers
from backend.programs.catalogue import catalogue, program_of
from backend.programs.models import ProgramVersion
from backend.programs.precautions import NECK_CORE
from backend.programs.prescribing import PrescribedDose
from backend.programs.publishing import Draft
from backend.programs.services import NewProgram
from backend.programs.templates import templates


class TemplatesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.TemplateSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the published templates with the default doses of each phase."""
        return Response(templates())


class CatalogueView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.CatalogueItemSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List every published exercise with its default dose, and what speaks against it."""
        return Response(catalogue())


class AssignProgramView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.AssignSerializer, responses={201: serializers.ProgramVersionSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Assign a program to a patient in the caller's care; one that runs already ends."""
        data = serializers.AssignSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        values = dict(data.validated_data)
        doses = [PrescribedDose(**item) for item in values.pop("items")]
        values["confirmed"] = frozenset(values["confirmed"])
        return _published(prescribe_program(known(request.user), patient_id, NewProgram(**values, doses=doses)))


class ProgramView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.BuilderSerializer)
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Return the running program for editing, with its versions, and what a program of this patient has to fit."""
        patient = patient_in_care(request.user, patient_id)
        mine: Any = open_until(request.user, caseload_of(request.user)).get(pk=patient.pk)
        body = {
            "name": patient.name,
            "time_zone": patient.time_zone,
            **background_of(patient),
            "blocks": {"NECK_CORE": list(NECK_CORE)},
            "program": program_of(patient),
            "emergency_until": mine.open_until,
        }
        note_act(Action.READ, "program", known(request.user), patient)
        return Response(body)

    @extend_schema(request=serializers.PublishSerializer, responses={201: serializers.ProgramVersionSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Publish the running program as its next version. 409 `newer_version` when somebody else was quicker."""
        data = serializers.PublishSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        values = dict(data.validated_data)
        doses = [PrescribedDose(**item) for item in values.pop("items")]
        values["confirmed"] = frozenset(values["confirmed"])
        return _published(prescribe_version(known(request.user), patient_id, Draft(**values, doses=doses)))


class TakeOffersView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(request=serializers.TakeOffersSerializer, responses={201: serializers.ProgramVersionSerializer})
    @sent_once
    def post(self, request: Request, patient_id: uuid.UUID) -> Response:
        """Give a running program newer versions of some exercises; the doses stay, past logs keep the old ones."""
        data = serializers.TakeOffersSerializer(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        return _published(prescribe_offers(known(request.user), patient_id, values["exercises"], values["answers"]))


def _published(version: ProgramVersion) -> Response:
    body = {"program_id": version.program_id, "version_id": version.pk, "number": version.number}
    return Response(body, status=status.HTTP_201_CREATED)
