"""The one-page report and the handout: as a page to print, PDF, CSV and FHIR. Each is one audit event."""

import json
import uuid

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.access import known, patient_in_care
from backend.accounts.models import Patient
from backend.accounts.policies import IsStaff
from backend.accounts.trail import note_act
from backend.audit.models import Action
from backend.common.expensive import expensive
from backend.reports import words
from backend.reports.content import measures_of, report_of
from backend.reports.fhir import bundle_of
from backend.reports.handout import handout_of
from backend.reports.pdf import report_template, to_pdf
from backend.reports.report_page import report_html
from backend.reports.serializers import MeasureChangeSerializer
from backend.reports.spreadsheet import as_csv, report_rows


class ReportFile(APIView):
    """One form of the report; a subclass says which. Counts as one export in the audit."""

    permission_classes = (IsStaff,)

    def patient(self, request: Request, patient_id: uuid.UUID, what: str) -> Patient:
        patient = patient_in_care(request.user, patient_id)
        note_act(Action.EXPORTED, what, known(request.user), patient)
        return patient


class ReportPageView(ReportFile):
    @extend_schema(responses={(200, "text/html"): OpenApiTypes.STR})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the report as a page to read or print."""
        patient = self.patient(request, patient_id, "report")
        return _page(report_html(report_of(patient), on_screen=True))


class ReportPdfView(ReportFile):
    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @expensive
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the report as a tagged PDF; 503 `pdf_unavailable` names what the server lacks."""
        patient = self.patient(request, patient_id, "report")
        return _file(to_pdf(report_html(report_of(patient))), "application/pdf", "report.pdf")


class ReportCsvView(ReportFile):
    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the twelve weeks of the report as a table."""
        patient = self.patient(request, patient_id, "report")
        return _file(as_csv(report_rows(report_of(patient))).encode(), "text/csv; charset=utf-8", "report.csv")


class ReportFhirView(ReportFile):
    @extend_schema(responses={(200, "application/fhir+json"): OpenApiTypes.OBJECT})
    @expensive
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the twelve weeks of the report as a FHIR R4B Bundle."""
        patient = self.patient(request, patient_id, "report")
        body = json.dumps(bundle_of(patient, known(request.user)), ensure_ascii=False, indent=1).encode()
        return _file(body, "application/fhir+json", "report.fhir.json")


class MeasuresView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=MeasureChangeSerializer(many=True))
    def get(self, request: Request, patient_id: uuid.UUID) -> Response:
        """List the outcome measures against their meaningful change: the first value and the last."""
        patient = patient_in_care(request.user, patient_id)
        note_act(Action.READ, "measures", known(request.user), patient)
        return Response([{**vars(each), "words": words.VERDICTS[each.verdict]} for each in measures_of(patient)])


class HandoutPageView(ReportFile):
    @extend_schema(responses={(200, "text/html"): OpenApiTypes.STR})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the program in the patient's language, with figures, as a page to print."""
        patient = self.patient(request, patient_id, "handout")
        return _page(report_template("handout", {**handout_of(patient), "on_screen": True}))


class HandoutPdfView(ReportFile):
    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @expensive
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the program in the patient's language, with figures, as a tagged PDF."""
        patient = self.patient(request, patient_id, "handout")
        return _file(to_pdf(report_template("handout", handout_of(patient))), "application/pdf", "handout.pdf")


def _page(html: str) -> HttpResponse:
    """Return a page that is gone when it was left open for as long as staff may leave Nod alone."""
    response = HttpResponse(html)
    response["Refresh"] = f"{settings.STAFF_IDLE_SECONDS + 1}; url=/"
    return response


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to save. Its name says nothing of the patient: it ends in downloads and logs."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
