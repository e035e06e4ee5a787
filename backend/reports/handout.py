"""The program on paper, in the patient's language, with posed figures."""

import math
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import mark_safe

from backend.accounts.models import Patient
from backend.common import clock
from backend.common.emergency_numbers import emergency_numbers
from backend.common.errors import NodError
from backend.diary.selectors import hold_of
from backend.library.figures import posed_svg, printed_poses
from backend.library.pace import READ_OUT
from backend.library.sided_words import words_for_side
from backend.programs.holding import open_holds
from backend.programs.models import DoseType, PrescribedExercise
from backend.programs.selectors import current_version

RIGS = settings.BASE_DIR / "exercises" / "figures"
WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Your exercises",
        "for": "For",
        "from": "From",
        "date": "F j, Y",
        "hold": "hold {n} seconds",
        "times": "{n} times a day, {days} days a week",
        "once": "once a day, {days} days a week",
        "sets": "{sets} × {reps}",
        "each": "on each side",
        "alternate": "left and right in turn",
        "left": "left side",
        "right": "right side",
        "or": " or ",
        "emergency": "In an emergency, call {number} first. Don’t drive yourself.",
        "clinic": "Questions? Call {clinic}: {phone}.",
        "hours": "Open (clinic time): {hours}",
        "days": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        "held_items": "On hold for now: {names}. Please don't do this until your therapist has checked it.",
        "stop": "Stop at once if you get new dizziness or faintness, double vision, trouble speaking or swallowing, "
        "numbness or weakness in the face, an arm or a leg, or a sudden very bad headache. Call {number}.",
        "held": "On hold: do not do these exercises until your therapist says that you can start again.",
        "light": "Pain 0–3 of 10 that settles within an hour: continue gently. 4–5, or your headache is up by 2: do "
        "the easier version or half. 6 or more: stop this exercise and tell your therapist.",
        "painless": "This one must not hurt: stop this exercise at any pain.",
        "start": "To start",
        "stop_if": "Stop if",
        "easier": "Easier",
        "breaths": "{n} slow breaths",
        "minutes": "{n} minutes",
        "target": "dial at {n}",
    },
    "es": {
        "title": "Tus ejercicios",
        "for": "Para",
        "from": "De",
        "date": r"j \d\e F \d\e Y",
        "hold": "mantén {n} segundos",
        "times": "{n} veces al día, {days} días a la semana",
        "once": "una vez al día, {days} días a la semana",
        "sets": "{sets} × {reps}",
        "each": "de cada lado",
        "alternate": "izquierda y derecha por turnos",
        "left": "lado izquierdo",
        "right": "lado derecho",
        "or": " o al ",
        "emergency": "En una emergencia, llama primero al {number}. No manejes.",
        "clinic": "¿Dudas? Llama a {clinic}: {phone}.",
        "hours": "Horario (hora de la clínica): {hours}",
        "days": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
        "held_items": "En pausa por ahora: {names}. No lo hagas hasta que tu terapeuta lo revise.",
        "stop": "Detente de inmediato si tienes mareo nuevo o sientes que te vas a desmayar, visión doble, dificultad "
        "para hablar o tragar, entumecimiento o debilidad en la cara, un brazo o una pierna, o un dolor de cabeza "
        "repentino y muy fuerte. Llama al {number}.",
        "held": "En pausa: no hagas estos ejercicios hasta que tu terapeuta te diga que puedes volver a empezar.",
        "light": "Dolor 0–3 de 10 que se calma en una hora: continúa con suavidad. 4–5, o tu dolor de cabeza sube 2 "
        "puntos: haz la versión más fácil o la mitad. 6 o más: deja este ejercicio y avisa a tu terapeuta.",
        "painless": "Este no debe doler: deja este ejercicio si duele algo.",
        "start": "Para empezar",
        "stop_if": "Detente si pasa algo de esto",
        "easier": "Más fácil",
        "breaths": "{n} respiraciones lentas",
        "minutes": "{n} minutos",
        "target": "medidor en {n}",
    },
}


def handout_of(patient: Patient) -> dict[str, Any]:
    """Return what the handout's template needs; a held exercise is only named. Raises NodError without a running
    program."""
    version = current_version(patient.pk)
    if version is None:
        raise NodError("There is no running program to print. Assign one first.", "no_program")
    language = patient.language if patient.language in WORDS else "en"
    words = WORDS[language]
    lines = list(version.items.all())
    holds = open_holds(version.program.held)
    held = [_text(item, language)["name"] for item in lines if item.exercise.exercise_id in holds]
    return {
        "language": language,
        "words": words,
        "patient": patient.name,
        "therapist": version.published_by.name,
        "clinic": patient.clinic.name,
        "stop": words["stop"].format(number=emergency_numbers_of(patient, words)),
        "call": calls_of(patient, words),
        "made_on": clock.local_today(patient.time_zone),
        "note": version.note,
        "is_held": hold_of(patient.pk) is not None,
        "held": words["held_items"].format(names=", ".join(held)) if held else "",
        "items": [_item(item, language, words) for item in lines if item.exercise.exercise_id not in holds],
    }


def emergency_numbers_of(patient: Patient, words: dict[str, Any]) -> str:
    """Return the emergency number, or both where it is not known which."""
    clinic = patient.clinic
    return str(words["or"].join(emergency_numbers(patient.time_zone, clinic.emergency_number, clinic.time_zone)))


def calls_of(patient: Patient, words: dict[str, Any]) -> list[str]:
    """Return whom to call, a line each: the emergency number first, then the clinic."""
    clinic = patient.clinic
    lines = [words["emergency"].format(number=emergency_numbers_of(patient, words))]
    if clinic.phone:
        lines.append(words["clinic"].format(clinic=clinic.name, phone=clinic.phone))
    if clinic.office_hours:
        spans = (f"{words['days'][each['weekday']]} {each['opens']}–{each['closes']}" for each in clinic.office_hours)
        lines.append(words["hours"].format(hours=", ".join(spans)))
    if clinic.address:
        lines.append(clinic.address)
    return lines


def _item(item: PrescribedExercise, language: str, words: dict[str, Any]) -> dict[str, Any]:
    content, text = item.exercise.content, _text(item, language)
    return {
        "name": text["name"],
        "dose": dose_in_words(item, words),
        "start": text.get("start", ""),
        "steps": text.get("steps", []),
        "easier": text.get("easier", ""),
        "stop_if": text.get("stop_if", ""),
        "painless": words["painless"] if content.get("pain_limit") == 0 else "",
        "note": item.note,
        "figures": _figures(content["figure"], item.side),
    }


def _text(item: PrescribedExercise, language: str) -> dict[str, Any]:
    """Return the exercise's words for the prescribed side."""
    words = item.exercise.content["words"]
    found = language if words.get(language) else "en"
    return words_for_side(words[found], item.side, found)


def dose_in_words(item: PrescribedExercise, words: dict[str, Any]) -> str:
    """Return a dose as a patient reads it."""
    often = words["times" if item.per_day > 1 else "once"].format(n=item.per_day, days=item.days_week)
    target = words["target"].format(n=item.target_mmhg) if item.target_mmhg is not None else ""
    parts = [_amount(item, words), target, words.get(item.side, ""), often]
    return ", ".join(part for part in parts if part)


def _amount(item: PrescribedExercise, words: dict[str, Any]) -> str:
    """Return how much is done at once, in the words of its type (docs/player.md); a habit has no count."""
    if item.type in READ_OUT:
        return ""
    count = item.sets * item.reps
    if item.type == DoseType.BREATHING:
        return str(words["breaths"].format(n=count))
    if item.type == DoseType.WALK:
        return str(words["minutes"].format(n=math.ceil(count * item.hold_seconds / 60)))
    hold = f", {words['hold'].format(n=item.hold_seconds)}" if item.hold_seconds else ""
    return f"{words['sets'].format(sets=item.sets, reps=item.reps)}{hold}"


def _figures(figure: dict[str, Any], side: str) -> list[str]:
    """Return the poses to print as SVG, on the prescribed side."""
    rig = (Path(RIGS) / f"{figure['rig']}.svg").read_text()
    # Our own drawings: the rig is a file of the pack, poses are numbers checked by the schema.
    return [mark_safe(_without_space(posed_svg(rig, figure, pose, side=side))) for pose in printed_poses(figure)]  # noqa: S308


def _without_space(svg: str) -> str:
    return re.sub(r">\s+<", "><", svg)
