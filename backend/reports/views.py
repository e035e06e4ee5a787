"""The one-page report and the handout: as a page to print, PDF, CSV and FHIR. Each is one audit event."""

import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import mark_safe
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
from backend.reports import words
from backend.reports.chart import timeline_svg
from backend.reports.content import Report, measures_of, report_of
from backend.reports.fhir import bundle_of
from backend.reports.handout import handout_of
from backend.reports.pdf import page, to_pdf
from backend.reports.serializers import MeasureChangeSerializer
from backend.reports.spreadsheet import as_csv, report_rows

LEAD = ("monthly_headache_days", "change_pct", "mean_peak_intensity", "adherence_pct")


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
        return HttpResponse(page("report", {**_context(report_of(patient)), "on_screen": True}))


class ReportPdfView(ReportFile):
    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the report as a tagged PDF; 503 `pdf_unavailable` names what the server lacks."""
        patient = self.patient(request, patient_id, "report")
        return _file(to_pdf(page("report", _context(report_of(patient)))), "application/pdf", "report.pdf")


class ReportCsvView(ReportFile):
    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the twelve weeks of the report as a table."""
        patient = self.patient(request, patient_id, "report")
        return _file(as_csv(report_rows(report_of(patient))).encode(), "text/csv; charset=utf-8", "report.csv")


class ReportFhirView(ReportFile):
    @extend_schema(responses={(200, "application/fhir+json"): OpenApiTypes.OBJECT})
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
        return HttpResponse(page("handout", {**handout_of(patient), "on_screen": True}))


class HandoutPdfView(ReportFile):
    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, patient_id: uuid.UUID) -> HttpResponse:
        """Return the program in the patient's language, with figures, as a tagged PDF."""
        patient = self.patient(request, patient_id, "handout")
        return _file(to_pdf(page("handout", handout_of(patient))), "application/pdf", "handout.pdf")


def _context(report: Report) -> dict[str, Any]:
    numbers = [
        {
            "code": number.name,
            "name": words.name_of(number),
            "value": words.value_of(number),
            "counts": words.counts_of(number),
            "quality": number.quality,
        }
        for number in report.numbers
    ]
    return {
        "report": report,
        "lead": [number for number in numbers if number["code"] in LEAD],
        "numbers": [number for number in numbers if number["code"] not in LEAD],
        "measures": [
            {
                **vars(each),
                "first": f"{each.first:g}",
                "last": f"{each.last:g}",
                "verdict": words.VERDICTS[each.verdict],
            }
            for each in report.measures
        ],
        "skips": ", ".join(f"{words.SKIPS.get(code, code)} ({count})" for code, count in report.skips),
        "versions": [each for each in report.timeline["program_versions"] if each["on"] >= report.timeline["first"]],
        "flags": [{**flag, "urgency": words.URGENCIES[flag["urgency"]]} for flag in report.flags],
        "has_days": any(day["recorded"] or day["sessions"] for day in report.timeline["days"]),
        # Our own drawing; every text in it is escaped where it is made.
        "chart": mark_safe(timeline_svg(report.timeline)),  # noqa: S308
    }


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to save. Its name says nothing of the patient: it ends in downloads and logs."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
