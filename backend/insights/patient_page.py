"""Reads for a patient's page: the program, its phase by the rules, the numbers with what explains them."""

from typing import Any

from backend.accounts.models import Patient
from backend.common import clock
from backend.diary.models import RedFlagAnswer
from backend.insights.explained import explained
from backend.insights.facts import Phase
from backend.insights.gather import gather_facts
from backend.library.selectors import safety_question_texts
from backend.programs.running import pauses_of
from backend.programs.selectors import current_version, dose_of
from backend.programs.updates import offers


def numbers_and_phase(patient: Patient) -> dict[str, Any]:
    """Return the patient's numbers, each explained, and the verdicts on the phase's rules."""
    facts = gather_facts([patient], clock.now())[patient.pk]
    return {
        "numbers": [vars(number) for number in explained(facts)],
        "phase": _phase(facts.phase) if facts.phase else None,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "name": phase.name,
        "next_name": phase.next_name,
        "is_done": phase.is_done,
        "rules": [
            {
                "rule": verdict.rule,
                "met": verdict.met,
                "found": verdict.found,
                "marks": [vars(mark) for mark in verdict.marks],
            }
            for verdict in phase.verdicts
        ],
    }


def red_flag_payload(flag: RedFlagAnswer) -> dict[str, Any]:
    """Return an open safety answer as the desk shows it, with the question in words."""
    return {
        "id": str(flag.pk),
        "question": flag.question,
        "text": safety_question_texts().get(flag.question, flag.question),
        "urgency": flag.urgency,
        "answered_on": flag.answered_on,
    }


def program_payload(patient: Patient) -> dict[str, Any] | None:
    """Return the running program as the desk shows it, or None."""
    version = current_version(patient.pk)
    if version is None:
        return None
    return {
        "name": version.program.name,
        "phase_name": version.phase_name,
        "version_number": version.number,
        "start_on": version.program.start_on,
        "paused_since": next(
            (first for first, last in pauses_of([version.program_id]).get(version.program_id, []) if last is None), None
        ),
        "items": [
            {
                "exercise": item.exercise.exercise_id,
                "name": item.exercise.content["words"]["en"]["name"],
                "dose": dose_of(item),
                "figure": item.exercise.content["figure"],
            }
            for item in version.items.all()
        ],
        "updates": [
            {
                "exercise": offer.item.exercise.exercise_id,
                "name": offer.newer.content["words"]["en"]["name"],
                "from_version": offer.item.exercise.number,
                "to_version": offer.newer.number,
                "changes": [
                    {"place": change.place, "pieces": [vars(piece) for piece in change.pieces()]}
                    for change in offer.changes()
                ],
            }
            for offer in offers(version)
        ],
    }
