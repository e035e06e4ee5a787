"""What the program builder offers and shows: exercises to search, the running program, and how it came to be so."""

import uuid
from typing import Any

from django.db.models import Count, Prefetch

from backend.accounts.models import Patient
from backend.library.evidence import reviewed_by, sources_of
from backend.library.models import ExerciseVersion
from backend.library.selectors import published_exercises, published_sources
from backend.programs.models import Program, ProgramPause, ProgramVersion
from backend.programs.plan import dose_of
from backend.programs.prescribing import gates_of
from backend.programs.selectors import current_version
from backend.programs.templates import default_dose
from backend.programs.updates import Offer, offers


def catalogue() -> list[dict[str, Any]]:
    """Return every published exercise as the builder needs it: to find, to judge and to add with its default dose."""
    sources = published_sources()
    return [
        {
            "exercise": slug,
            "name": version.content["words"]["en"]["name"],
            "clinical": version.content["clinical"],
            "targets": version.content["targets"],
            "ready_when": version.content["words"]["en"]["ready_when"],
            "sources": sources_of(version.content, sources),
            "reviewed_by": reviewed_by(version.content),
            "category": version.content["category"],
            "equipment": version.content.get("equipment", []),
            "languages": sorted(version.content["words"]),
            "contraindications": version.content.get("contraindications", []),
            "cautions": version.content.get("cautions", []),
            "gates": gates_of([version.content]),
            "easier": version.content.get("regress", {}).get("to", []),
            "harder": version.content.get("progress", {}).get("to", []),
            "figure": version.content["figure"],
            "dose": default_dose(version.content["dose"]),
        }
        for slug, version in published_exercises().items()
    ]


def program_of(patient: Patient) -> dict[str, Any] | None:
    """Return the running program for editing: its newest version, its pause, and its versions; None without one."""
    version = current_version(patient.pk)
    if version is None:
        return None
    pause = ProgramPause.objects.filter(program=version.program, until_on__isnull=True).first()
    return {
        "version_id": version.pk,
        "number": version.number,
        "name": version.program.name,
        "protocol": version.program.protocol.protocol_id if version.program.protocol else None,
        "phase": version.phase,
        "phase_name": version.phase_name,
        "start_on": version.program.start_on,
        "note": version.note,
        "headache_rule": version.headache_rule,
        "overrides": version.overrides,
        "overridden": version.overridden,
        "published_by": version.published_by.name,
        "published_at": version.published_at,
        "paused_since": pause.from_on if pause else None,
        "paused_because": pause.because if pause else "",
        "paused_until": pause.planned_until if pause else None,
        "items": [_line(item.exercise, dose_of(item)) for item in version.items.all()],
        "versions": _history(version.program_id),
        "updates": [_offer(offer) for offer in offers(version)],
    }


def past_and_running(patient: Patient) -> list[dict[str, Any]]:
    """Return every program of a patient, the newest first: why it ended, and its pauses with reason and plan."""
    programs = Program.objects.filter(patient=patient).select_related("ended_by").annotate(count=Count("versions"))
    return [
        {
            "id": program.pk,
            "name": program.name,
            "start_on": program.start_on,
            "ended_on": program.ended_on,
            "ended_because": program.ended_because,
            "ended_by": program.ended_by.name if program.ended_by else "",
            "versions": program.count,
            "pauses": [
                {
                    "from_on": pause.from_on,
                    "until_on": pause.until_on,
                    "planned_until": pause.planned_until,
                    "because": pause.because,
                    "by": pause.paused_by.name,
                }
                for pause in program.pauses.all()
            ],
        }
        for program in programs.prefetch_related(
            Prefetch("pauses", ProgramPause.objects.select_related("paused_by").order_by("from_on"))
        ).order_by("-start_on", "-pk")
    ]


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "exercise": offer.item.exercise.exercise_id,
        "name": offer.newer.content["words"]["en"]["name"],
        "from_version": offer.item.exercise.number,
        "to_version": offer.newer.number,
        "changes": [
            {"place": change.place, "pieces": [vars(piece) for piece in change.pieces()]} for change in offer.changes()
        ],
    }


def _line(exercise: ExerciseVersion, dose: dict[str, Any]) -> dict[str, Any]:
    return {
        "exercise": exercise.exercise_id,
        "name": exercise.content["words"]["en"]["name"],
        "figure": exercise.content["figure"],
        **dose,
    }


def _history(program_id: uuid.UUID) -> list[dict[str, Any]]:
    rows = ProgramVersion.objects.filter(program_id=program_id).select_related("published_by")
    return [
        {
            "number": row.number,
            "phase_name": row.phase_name,
            "published_by": row.published_by.name,
            "published_at": row.published_at,
            "items": [
                {
                    "exercise": item.exercise.exercise_id,
                    "name": item.exercise.content["words"]["en"]["name"],
                    **dose_of(item),
                }
                for item in row.items.all()
            ],
        }
        for row in rows.prefetch_related("items__exercise").order_by("-number")
    ]
