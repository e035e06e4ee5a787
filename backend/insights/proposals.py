"""Turns a patient's answers into findings, so that precautions wait for one decision whoever proposed them. Pure."""

from collections.abc import Iterable

from backend.assessments.findings import THERAPIST, Finding
from backend.diary.red_flags import Flag

# What the id of a finding begins with that is an answer; an examination's begins with its own id.
ANSWER = "answer:"


def answered(flags: Iterable[Flag]) -> list[Finding]:
    """Return the answers, cleared or not, with a precaution that nobody has decided on, as findings.

    How urgent the answer itself is, its own reason on the work list says; which precaution it is, can wait for a visit.
    """
    return [
        Finding(f"{ANSWER}{flag.id}", _in_words(flag), THERAPIST, flag.proposes, flag.answered_on)
        for flag in flags
        if flag.proposes
    ]


def _in_words(flag: Flag) -> str:
    return f"Answered yes: {flag.text or flag.question}"


def answer_id(finding: Finding) -> str | None:
    """Return the id of the answer behind a finding, None for one of an examination."""
    return finding.id.removeprefix(ANSWER) if finding.id.startswith(ANSWER) else None
