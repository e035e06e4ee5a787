"""The gates before publishing: each problem belongs to one, so that a curator sees what is missing. Pure."""

from backend.library.kinds import Place
from backend.library.problem import Problem

# Gate -> the beginnings of the places it looks after; the first that fits takes the problem.
_PLACES: dict[str, tuple[Place, ...]] = {
    "Stop rule": (("words", "en", "stop_if"), ("words", "es", "stop_if")),
    "Alt text": (("words", "en", "alt"), ("words", "es", "alt"), ("media",)),
    "Words in English": (("words", "en"),),
    "Words in Spanish": (("words", "es"),),
    "Contraindications": (("contraindications",), ("cautions",), ("requires",), ("exclude_tags",)),
    "Evidence": (("evidence",), ("citation",)),
    "Licence": (("licence",), ("licence_note",)),
    "Review date": (("review",),),
    "Links": (("progress",), ("regress",), ("next",), ("completed_any_of",)),
    "Dose": (("dose",),),
    "Figure": (("figure",),),
    "Phases and rules": (("phases",), ("flare_plan",)),
    "Questions": (("blocks",), ("weekly",), ("question",)),
}
OTHER = "Facts"
_BY_KIND: dict[str, tuple[str, ...]] = {
    "exercise": (
        "Stop rule",
        "Alt text",
        "Words in English",
        "Words in Spanish",
        "Contraindications",
        "Evidence",
        "Licence",
        "Review date",
        "Links",
        "Dose",
        "Figure",
        OTHER,
    ),
    "protocol": ("Contraindications", "Phases and rules", "Links", "Evidence", "Licence", "Review date", OTHER),
    "article": ("Words in English", "Words in Spanish", "Evidence", "Licence", "Review date", OTHER),
    "questionnaire": ("Questions", "Evidence", "Licence", "Review date", OTHER),
    "measure": ("Questions", "Licence", "Evidence", "Review date", OTHER),
    "medicine": ("Evidence", "Review date", OTHER),
    "source": ("Evidence", OTHER),
}


def gates(kind: str, problems: list[Problem]) -> dict[str, list[Problem]]:
    """Return every gate of this kind with the problems that keep it shut; no problem means that it is met."""
    found: dict[str, list[Problem]] = {name: [] for name in _BY_KIND[kind]}
    for problem in problems:
        found[_gate_of(kind, problem)].append(problem)
    return found


def _gate_of(kind: str, problem: Problem) -> str:
    for name in _BY_KIND[kind]:
        if any(problem.place[: len(start)] == start for start in _PLACES.get(name, ())):
            return name
    return OTHER
