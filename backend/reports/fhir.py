"""The record as a FHIR R4B Bundle (`collection`), validated by fhir.resources before it leaves.

Every reference resolves within the bundle. Codes: LOINC where its licence allows (loinc.org), else this clinic's own
system; SNOMED CT is licensed by country and left out. Words of licensed questionnaires are not part of Nod.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings

from backend.accounts.contacts import contact_of
from backend.accounts.models import Patient, User
from backend.assessments.models import Assessment, ClinicTreatment
from backend.audit.parts import Parts
from backend.common import clock
from backend.diary.models import DayEntry, ExerciseOutcome, MeasureScore, RedFlagCheck, SessionLog
from backend.messages.models import Message
from backend.programs.holding import open_holds
from backend.programs.models import PrescribedExercise, ProgramStatus, ProgramVersion
from backend.reports.content import Report, report_of
from backend.reports.fhir_values import storable, without_dangling

LOINC = "http://loinc.org"
# Pain severity, 0-10 verbal numeric rating [Score]: reported.
NRS = {"system": LOINC, "code": "72514-3", "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported"}
SURVEY = {"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "survey"}


def bundle_of(patient: Patient, by: User, since: dt.date | None = None, parts: Parts | None = None) -> dict[str, Any]:
    """Return the bundle over the report's twelve weeks, or since a date, as JSON-ready values.

    `by` is who exports: a therapist, or the patient. A resource that cannot be made, or would not be valid, is left
    out, named in an OperationOutcome and in `parts`; nothing refers to it then.
    """
    parts = parts or Parts("fhir", patient.pk)
    before = len(parts.missing)
    report = report_of(patient, parts)
    first = since or report.timeline["first"]
    versions = list(
        ProgramVersion.objects.filter(program__patient=patient)
        .select_related("program", "published_by")
        .prefetch_related("items__exercise")
        .order_by("published_at")
    )
    people = {version.published_by_id: version.published_by for version in versions}
    exporter = _to("Patient", patient.pk)
    if by.pk != patient.user_id:
        exporter = _to("Practitioner", by.pk)
        people[by.pk] = by
    messages = list(
        Message.objects.filter(
            patient=patient, recorded_at__gte=clock.start_of(first, patient.time_zone)
        ).select_related("author")
    )
    people |= {message.author_id: message.author for message in messages if not message.from_patient}
    seen = {"patient": patient, "occurred_on__gte": first, "withdrawn_at__isnull": True}
    treatments = list(ClinicTreatment.objects.filter(**seen).select_related("therapist"))
    assessments = list(Assessment.objects.filter(**seen).select_related("therapist"))
    people |= {each.therapist_id: each.therapist for each in treatments}
    people |= {each.therapist_id: each.therapist for each in assessments}
    dated = {"patient": patient, "occurred_on__gte": first}
    made: list[tuple[str, Iterable[Any], Callable[[Any], dict[str, Any]]]] = [
        ("Patient", [patient], _patient),
        ("Practitioner", people.values(), _practitioner),
        ("CarePlan", versions, lambda version: _care_plan(version, patient, versions)),
        *(
            ("ServiceRequest", version.items.all(), partial(_service_request, version=version, patient=patient))
            for version in versions
        ),
        ("Procedure", _sessions(patient, first), partial(_procedure, patient=patient)),
        ("Observation", DayEntry.objects.filter(**dated), partial(_day, patient=patient)),
        ("Observation", MeasureScore.objects.filter(**dated), partial(_score, patient=patient)),
        ("QuestionnaireResponse", RedFlagCheck.objects.filter(**dated), partial(_check, patient=patient)),
        ("Communication", messages, partial(_message, patient=patient)),
        ("Procedure", treatments, partial(_treatment, patient=patient)),
        ("Observation", assessments, partial(_assessment, patient=patient)),
        ("Observation", parts.take("numbers", lambda: numbers_of(report, patient), []), dict),
    ]
    resources = [
        resource
        for kind, rows, make in made
        for row in rows
        if (resource := parts.take_read(f"{kind} {_id_of(row)}", partial(_valid, make, row), None))
    ]
    resources.append(_provenance(resources, exporter))
    if missing := parts.missing[before:]:
        resources = [*without_dangling(resources), _left_out(missing)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": clock.now().isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _id_of(row: Any) -> object:
    return row["id"] if isinstance(row, dict) else row.pk


def _valid(make: Callable[[Any], dict[str, Any]], row: Any) -> dict[str, Any]:
    """Return the resource of a row, without what FHIR does not take. Raises ValueError if it were not valid."""
    from fhir.resources.R4B import get_fhir_model_class

    resource: dict[str, Any] = storable(make(row)) or {}
    # One at a time: the model of a whole record would take a hundred times its memory.
    get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    return resource


def _left_out(missing: list[str]) -> dict[str, Any]:
    issues = [{"severity": "error", "code": "exception", "diagnostics": f"{each} is left out"} for each in missing]
    return {"resourceType": "OperationOutcome", "id": str(uuid.uuid4()), "issue": issues}


def _to(kind: str, id_: object) -> dict[str, str]:
    return {"reference": f"urn:uuid:{id_}", "type": kind}


def _own(code: str, text: str) -> dict[str, Any]:
    # A code has no space at its ends and no two of them in a row; a patient's own activity may.
    plain = " ".join(code.split()) or "unnamed"
    return {"coding": [{"system": f"{settings.BASE_URL}/fhir/codes", "code": plain}], "text": text}


def _patient(patient: Patient) -> dict[str, Any]:
    gender = {"gender": patient.sex} if patient.sex else {}
    contact = contact_of(patient)
    born_on = contact["birth_on"] or (str(patient.birth_year) if patient.birth_year else "")
    more = {
        "birthDate": born_on,
        "identifier": [{"type": {"text": "clinic record number"}, "value": contact["record_number"]}]
        if contact["record_number"]
        else [],
        "telecom": _telecom(contact["phone"]),
        "contact": _emergency_contact(contact),
    }
    return {
        "resourceType": "Patient",
        "id": str(patient.pk),
        "name": [{"text": patient.name}],
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": patient.language}]}}],
        **gender,
        **{name: value for name, value in more.items() if value},
    }


def _telecom(phone: str) -> list[dict[str, str]]:
    return [{"system": "phone", "value": phone}] if phone else []


def _emergency_contact(contact: dict[str, str]) -> list[dict[str, Any]]:
    name, telecom = contact["emergency_name"], _telecom(contact["emergency_phone"])
    if not name and not telecom:
        return []
    code = {"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "C"}
    more = {"name": {"text": name} if name else None, "telecom": telecom}
    return [{"relationship": [{"coding": [code]}], **{key: value for key, value in more.items() if value}}]


def _practitioner(person: User) -> dict[str, Any]:
    return {"resourceType": "Practitioner", "id": str(person.pk), "name": [{"text": person.name}]}


def _care_plan(version: ProgramVersion, patient: Patient, versions: list[ProgramVersion]) -> dict[str, Any]:
    """One version of a program; a newer one replaces the one before it."""
    of_program = [each for each in versions if each.program_id == version.program_id]
    place = of_program.index(version)
    is_newest = version is of_program[-1]
    runs = is_newest and version.program.status == ProgramStatus.ACTIVE
    replaces = {"replaces": [_to("CarePlan", of_program[place - 1].pk)]} if place else {}
    return {
        "resourceType": "CarePlan",
        "id": str(version.pk),
        "status": "active" if runs else "completed" if is_newest else "revoked",
        "intent": "plan",
        "title": f"{version.program.name}: {version.phase_name}, version {version.number}",
        "subject": _to("Patient", patient.pk),
        "author": _to("Practitioner", version.published_by_id),
        "created": _at(version.published_at, patient.time_zone),
        "activity": [{"reference": _to("ServiceRequest", item.pk)} for item in version.items.all()],
        **replaces,
    }


def _service_request(item: PrescribedExercise, version: ProgramVersion, patient: Patient) -> dict[str, Any]:
    name = item.exercise.content["words"]["en"]["name"]
    active = version.program.status == ProgramStatus.ACTIVE
    held = item.exercise.exercise_id in open_holds(version.program.held)
    hold = f", hold {item.hold_seconds} s" if item.hold_seconds else ""
    target = f", pressure target {item.target_mmhg} mmHg" if item.target_mmhg is not None else ""
    return {
        "resourceType": "ServiceRequest",
        "id": str(item.pk),
        "status": ("on-hold" if held else "active") if active else "completed",
        "intent": "order",
        "code": _own(item.exercise.exercise_id, name),
        "subject": _to("Patient", patient.pk),
        "requester": _to("Practitioner", version.published_by_id),
        "occurrenceTiming": {
            "repeat": {"frequency": item.per_day, "period": 1, "periodUnit": "d"},
            "code": {"text": f"{item.days_week} days a week"},
        },
        "patientInstruction": f"{item.sets} x {item.reps}{hold}{target}. {item.note}".strip(),
    }


def _sessions(patient: Patient, first: dt.date) -> Any:
    rows = SessionLog.objects.filter(patient=patient, occurred_on__gte=first).prefetch_related(
        "exercises__item__exercise"
    )
    return rows.order_by("started_at")


def _procedure(session: SessionLog, patient: Patient) -> dict[str, Any]:
    done = [log for log in session.exercises.all() if log.outcome != ExerciseOutcome.SKIPPED]
    lines = [
        f"{log.item.exercise.exercise_id}: {log.outcome}, {log.sets_done} sets"
        + (f", pain {log.pain}" if log.pain is not None else "")
        for log in session.exercises.all()
    ]
    return {
        "resourceType": "Procedure",
        "id": str(session.pk),
        "status": "completed" if done else "not-done",
        "code": _own("session", "Home exercise session"),
        "subject": _to("Patient", patient.pk),
        "performedPeriod": {
            "start": _at(session.started_at, session.time_zone),
            "end": _at(session.ended_at, session.time_zone),
        },
        "basedOn": [_to("CarePlan", session.version_id)],
        "note": [{"text": "; ".join(lines)}] if lines else [],
    }


def _day(day: DayEntry, patient: Patient) -> dict[str, Any]:
    """A diary date: the worst pain of a headache, 0 for a day without, absent when it was not said."""
    value = day.peak_intensity if day.headache else 0 if day.headache is False else None
    absent = _absent("asked-unknown" if day.headache else "unknown")
    known = {"valueInteger": value} if value is not None else {"dataAbsentReason": absent}
    return {
        "resourceType": "Observation",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"day/{patient.pk}/{day.occurred_on}")),
        "status": "final",
        "category": [{"coding": [SURVEY]}],
        "code": {"coding": [NRS], "text": "Worst headache pain of the day, 0-10"},
        "subject": _to("Patient", patient.pk),
        "effectiveDateTime": day.occurred_on.isoformat(),
        **known,
    }


def _absent(code: str = "unknown") -> dict[str, Any]:
    system = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
    return {"coding": [{"system": system, "code": code}]}


def _at(instant: dt.datetime, zone: str) -> str:
    """Write an instant with the offset of where it was, so that its date is the patient's."""
    return clock.wall_time(instant, zone).isoformat()


def _score(score: MeasureScore, patient: Patient) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": str(score.pk),
        "status": "final",
        "category": [{"coding": [SURVEY]}],
        "code": _own(score.measure, score.measure),
        "subject": _to("Patient", patient.pk),
        "effectiveDateTime": score.occurred_on.isoformat(),
        "component": [
            {"code": _own("item", name), "valueQuantity": {"value": value}} for name, value in score.values.items()
        ],
    }


def _check(check: RedFlagCheck, patient: Patient) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(check.pk),
        "questionnaire": f"{settings.BASE_URL}/fhir/questionnaires/red-flags",
        "status": "completed",
        "subject": _to("Patient", patient.pk),
        "authored": _at(check.recorded_at, check.time_zone),
        "item": [
            {"linkId": question, "answer": [{"valueBoolean": yes}]} for question, yes in sorted(check.answers.items())
        ],
    }


def _message(message: Message, patient: Patient) -> dict[str, Any]:
    if message.from_patient:
        ends = {"sender": _to("Patient", patient.pk)}
    else:
        ends = {"sender": _to("Practitioner", message.author_id)}
    return {
        "resourceType": "Communication",
        "id": str(message.pk),
        "status": "completed",
        "subject": _to("Patient", patient.pk),
        "sent": _at(message.recorded_at, patient.time_zone),
        "payload": [{"contentString": message.text}],
        **ends,
    }


def _treatment(treatment: ClinicTreatment, patient: Patient) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "id": str(treatment.pk),
        "status": "completed",
        "code": _own(treatment.kind, treatment.get_kind_display()),
        "subject": _to("Patient", patient.pk),
        "performedDateTime": treatment.occurred_on.isoformat(),
        "performer": [{"actor": _to("Practitioner", treatment.therapist_id)}],
        "note": [{"text": treatment.note}] if treatment.note else [],
    }


def _assessment(assessment: Assessment, patient: Patient) -> dict[str, Any]:
    """An examination: one component for each finding. The checklist's result is the clinic's and stays out."""
    return {
        "resourceType": "Observation",
        "id": str(assessment.pk),
        "status": "corrected" if assessment.corrections else "final",
        "code": _own("neck-examination", "Examination of the neck"),
        "subject": _to("Patient", patient.pk),
        "performer": [_to("Practitioner", assessment.therapist_id)],
        "effectiveDateTime": assessment.occurred_on.isoformat(),
        "component": [
            {"code": _own(name, name.replace("_", " ")), **_value(value)} for name, value in assessment.findings.items()
        ],
        "note": [{"text": assessment.note}] if assessment.note else [],
    }


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    return {"valueString": ", ".join(value) if isinstance(value, list) else str(value)}


def numbers_of(report: Report, patient: Patient) -> list[dict[str, Any]]:
    """Return the computed numbers as Observations, each over its window; one that cannot be computed says so."""
    found = []
    for number in report.numbers:
        value = (
            {"valueQuantity": {"value": number.value, "unit": number.unit}}
            if number.value is not None
            else {"dataAbsentReason": _absent()}
        )
        window = (
            {"effectivePeriod": {"start": number.first_on.isoformat(), "end": number.last_on.isoformat()}}
            if number.first_on and number.last_on
            else {}
        )
        found.append(
            {
                "resourceType": "Observation",
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"number/{patient.pk}/{number.name}/{report.last_on}")),
                "status": "final",
                "category": [{"coding": [SURVEY]}],
                "code": _own(number.name, number.name.replace("_", " ")),
                "subject": _to("Patient", patient.pk),
                "note": [{"text": f"quality: {number.quality}"}] if number.quality else [],
                **value,
                **window,
            }
        )
    return found


def _provenance(resources: list[dict[str, Any]], exporter: dict[str, str]) -> dict[str, Any]:
    return {
        "resourceType": "Provenance",
        "id": str(uuid.uuid4()),
        "target": [_to(each["resourceType"], each["id"]) for each in resources],
        "recorded": clock.now().isoformat(),
        "agent": [{"who": exporter}],
        "activity": {"text": "Exported from Nod"},
    }
