"""The ICHD-3 11.2.1 checklist in three-valued logic (Kleene). Pure. Never shown to a patient as a diagnosis.

Any no is no; else any unknown is unknown; else yes. Source: ichd-3 (paraphrased).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

INPUTS = (
    "has_headache",
    "B_clinical",
    "B_lab",
    "B_imaging",
    "C1",
    "C2",
    "C3_rom_reduced",
    "C3_provoked_worse",
    "C4",
    "D_other_dx_excluded",
)
NEEDED = 2
# Nausea, light or sound on over half of the headache days.
MIGRAINE_SHARE = Fraction(1, 2)


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checklist:
    """The letters, the result, the letters not met (when it is no) and the inputs missing (when it is unknown)."""

    letters: dict[str, Answer]
    result: Answer
    unmet: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Background:
    """What else is known. `treated`: treatment has begun, None when not known. `migraine_share`: headache days with
    nausea, or bothered by light or sound, of those where it was answered, 0 to 1."""

    overuse_pattern: bool = False
    treated: bool | None = None
    migraine_share: Fraction | None = None


def and3(answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.YES


def or3(answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    if Answer.YES in found:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in found else Answer.NO


def checklist(given: Mapping[str, Answer], background: Background = Background()) -> Checklist:
    """Judge the checklist. An input that is not given is unknown."""
    answer = {name: given.get(name, Answer.UNKNOWN) for name in INPUTS}
    b = or3(answer[name] for name in ("B_clinical", "B_lab", "B_imaging"))
    c3 = and3((answer["C3_rom_reduced"], answer["C3_provoked_worse"]))
    c = _two_of((answer["C1"], answer["C2"], c3, answer["C4"]))
    letters = {"A": and3((answer["has_headache"], c)), "B": b, "C": c, "D": answer["D_other_dx_excluded"]}
    result = and3(letters.values())
    unmet = [letter for letter, found in letters.items() if found is Answer.NO]
    missing = _missing(answer, letters, c3) if result is Answer.UNKNOWN else []
    return Checklist(letters, result, unmet, missing, _warnings(answer, b, background))


def _two_of(answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    if found.count(Answer.YES) >= NEEDED:
        return Answer.YES
    return Answer.NO if found.count(Answer.YES) + found.count(Answer.UNKNOWN) < NEEDED else Answer.UNKNOWN


def _missing(answer: Mapping[str, Answer], letters: Mapping[str, Answer], c3: Answer) -> list[str]:
    """Return the unknown inputs that could still decide a letter that is unknown."""
    open_c3 = ("C3_rom_reduced", "C3_provoked_worse") if c3 is Answer.UNKNOWN else ()
    behind = {
        "A": ("has_headache",),
        "B": ("B_clinical", "B_lab", "B_imaging"),
        "C": ("C1", "C2", *open_c3, "C4"),
        "D": ("D_other_dx_excluded",),
    }
    names = [name for letter, names in behind.items() if letters[letter] is Answer.UNKNOWN for name in names]
    return [name for name in INPUTS if name in names and answer[name] is Answer.UNKNOWN]


def _warnings(answer: Mapping[str, Answer], b: Answer, background: Background) -> list[str]:
    found = []
    others = (answer["B_clinical"], answer["B_lab"])
    if b is Answer.YES and Answer.YES not in others:
        found.append("Imaging alone is weak evidence")
    if answer["C2"] is Answer.YES and background.treated is False:
        found.append("C2 needs follow-up data")
    if background.overuse_pattern:
        found.append("Medication-overuse pattern: D may fail")
    if background.migraine_share is not None and background.migraine_share > MIGRAINE_SHARE:
        found.append("Check migraine criteria")
    return found
