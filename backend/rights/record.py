"""A patient's whole record as plain values: what the JSON export holds, and what the tables are made of.

What phones sent is given in the shape in which they sent it.
"""

from collections.abc import Callable
from typing import Any

from backend.accounts.contacts import contact_of
from backend.accounts.corrections import Correctable
from backend.accounts.models import Patient
from backend.audit.parts import Parts
from backend.common import clock
from backend.diary.models import DayEntry, RedFlagAnswer
from backend.messages.selectors import thread_of
from backend.programs.models import Program
from backend.programs.plan import dose_of
from backend.reminders.models import ReminderRule
from backend.reminders.situations import preferences_of
from backend.rights.looks import all_looks_at
from backend.sync.stored import records_of

FORMAT, VERSION = "nod-record", 1


def whole_record(patient: Patient, parts: Parts | None = None) -> dict[str, Any]:
    """Return everything Nod holds about a patient, as JSON-ready values; numbers carry their units in their names.

    A section that cannot be read is empty and stands in `missing`.
    """
    parts = parts or Parts("copy", patient.pk)
    sections = {
        name: parts.take(name, lambda make=make: make(patient), _NOTHING.get(name, []))  # type: ignore[misc]
        for name, make in _SECTIONS.items()
    }
    records = records_of(patient, parts)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": clock.now().isoformat(),
        **sections,
        "records": records,
        **({"missing": parts.missing} if parts.missing else {}),
    }


def _person(patient: Patient) -> dict[str, Any]:
    user = patient.user
    return {
        "id": str(patient.pk),
        "name": patient.name,
        "email": user.email if user else "",
        "language": patient.language,
        "time_zone": patient.time_zone,
        "clinic": patient.clinic.name,
        "since": patient.created_at.isoformat(),
        "earlier_names": patient.earlier_names,
        "birth_year": patient.birth_year,
        "sex": patient.sex,
        "precautions": patient.precautions,
        **contact_of(patient),
    }


def _consents(patient: Patient) -> list[dict[str, Any]]:
    return [
        {"wording": each.wording, "language": each.language, "given_at": each.given_at.isoformat()}
        for each in patient.consents.order_by("given_at")
    ]


def _care(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "therapist": each.therapist.name,
            "started_at": each.started_at.isoformat(),
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
        }
        for each in patient.care.select_related("therapist").order_by("started_at")
    ]


def _programs(patient: Patient) -> list[dict[str, Any]]:
    return [_program(program) for program in _with_versions(patient)]


def _days(patient: Patient) -> list[dict[str, Any]]:
    return [
        {"occurred_on": day.occurred_on.isoformat(), "fields": day.fields, "conflicts": day.conflicts}
        for day in DayEntry.objects.filter(patient=patient).order_by("occurred_on")
    ]


def _red_flags(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "question": flag.question,
            "urgency": flag.urgency,
            "answered_on": flag.answered_on.isoformat(),
            "cleared_on": flag.cleared_on.isoformat() if flag.cleared_on else None,
            "cleared_because": flag.cleared_because,
        }
        for flag in RedFlagAnswer.objects.filter(patient=patient).order_by("answered_on", "question")
    ]


def _messages(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "id": str(message.pk),
            "from": message.author.name,
            "from_patient": message.from_patient,
            "at": message.recorded_at.isoformat(),
            "about_on": message.about_on.isoformat() if message.about_on else None,
            "text": message.text,
        }
        for message in thread_of(patient.pk)
    ]


def _assessments(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "occurred_on": each.occurred_on.isoformat(),
            "by": each.therapist.name,
            "findings": each.findings,
            "note": each.note,
            **_corrected(each),
            "decisions": [
                {
                    "finding": decision.field,
                    "precaution": decision.precaution,
                    "confirmed": decision.confirmed,
                    "because": decision.because,
                    "by": decision.decided_by.name,
                    "at": decision.decided_at.isoformat(),
                }
                for decision in each.decisions.all()
            ],
        }
        for each in patient.assessments.select_related("therapist")
        .prefetch_related("decisions__decided_by")
        .order_by("occurred_on")
    ]


def _notes(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "occurred_on": each.occurred_on.isoformat(),
            "by": each.therapist.name,
            "text": each.text,
            **_corrected(each),
        }
        for each in patient.care_notes.select_related("therapist").order_by("written_at")
    ]


def _treatments(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "occurred_on": each.occurred_on.isoformat(),
            "kind": each.kind,
            "note": each.note,
            "by": each.therapist.name,
            **_corrected(each),
        }
        for each in patient.treatments.select_related("therapist").order_by("occurred_on")
    ]


def _reminders(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "kind": rule.kind,
            "slot": rule.slot,
            "local_time": rule.local_time.isoformat("minutes"),
            "days": rule.days,
            "enabled": rule.enabled,
        }
        for rule in ReminderRule.objects.filter(patient=patient).order_by("local_time")
    ]


def _looks(patient: Patient) -> list[dict[str, Any]]:
    return [
        {
            "at": look.at.isoformat(),
            "who": look.who,
            "action": look.action,
            "what": look.what,
            "because": look.because,
        }
        for look in all_looks_at(patient.pk, patient.user_id or patient.pk)
    ]


def _corrected(row: Correctable) -> dict[str, Any]:
    """Return what became of something that staff wrote: withdrawn or not, and what it said before.

    The ICHD-3 checklist is the clinic's and stays out, here too.
    """
    before = [
        {**each, "was": {name: value for name, value in each["was"].items() if name != "checklist"}}
        for each in row.corrections
    ]
    return {"withdrawn": row.withdrawn_at is not None, "corrections": before}


def _reminder_preferences(patient: Patient) -> dict[str, Any]:
    wishes = preferences_of(patient)
    return {
        "quiet_from": wishes.quiet_from.isoformat("minutes"),
        "quiet_to": wishes.quiet_to.isoformat("minutes"),
        "weekly_cap": wishes.weekly_cap,
        "away_from": wishes.away_from.isoformat() if wishes.away_from else None,
        "away_until": wishes.away_until.isoformat() if wishes.away_until else None,
        "by_email": wishes.by_email,
        "clear_text": wishes.clear_text,
    }


def _with_versions(patient: Patient) -> Any:
    return (
        Program.objects.filter(patient=patient)
        .prefetch_related(
            "versions__items__exercise", "versions__published_by", "marks__marked_by", "pauses__paused_by"
        )
        .order_by("start_on")
    )


def _program(program: Program) -> dict[str, Any]:
    return {
        "id": str(program.pk),
        "name": program.name,
        "status": program.status,
        "start_on": program.start_on.isoformat(),
        "ended_on": program.ended_on.isoformat() if program.ended_on else None,
        "ended_because": program.ended_because,
        "pauses": [
            {
                "from_on": pause.from_on.isoformat(),
                "until_on": pause.until_on.isoformat() if pause.until_on else None,
                "planned_until": pause.planned_until.isoformat() if pause.planned_until else None,
                "because": pause.because,
                "by": pause.paused_by.name,
            }
            for pause in program.pauses.all()
        ],
        "held": program.held,
        "marks": [
            {
                "phase": mark.phase,
                "name": mark.name,
                "about": mark.about,
                "by": mark.marked_by.name,
                "at": mark.marked_at.isoformat(),
            }
            for mark in program.marks.all()
        ],
        "versions": [
            {
                "id": str(version.pk),
                "number": version.number,
                "phase": version.phase,
                "note": version.note,
                "headache_rule": version.headache_rule,
                "overrides": version.overrides,
                "open_answers": version.open_answers,
                "open_answer_reason": version.open_answer_reason,
                "published_at": version.published_at.isoformat(),
                "published_by": version.published_by.name,
                "items": [
                    {
                        "id": str(item.pk),
                        "exercise": item.exercise.exercise_id,
                        "name": {code: words["name"] for code, words in item.exercise.content["words"].items()},
                        **dose_of(item),
                    }
                    for item in version.items.all()
                ],
            }
            for version in program.versions.all()
        ],
    }


_SECTIONS: dict[str, Callable[[Patient], Any]] = {
    "person": _person,
    "consents": _consents,
    "care": _care,
    "programs": _programs,
    "days": _days,
    "red_flags": _red_flags,
    "messages": _messages,
    "assessments": _assessments,
    "notes": _notes,
    "treatments": _treatments,
    "reminders": _reminders,
    "reminder_preferences": _reminder_preferences,
    "looks": _looks,
}
_NOTHING: dict[str, Any] = {"person": {}, "reminder_preferences": {}}
