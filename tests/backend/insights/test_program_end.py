"""When a program ends: the weeks from its current phase on, counted from the date that phase began."""

import datetime as dt

import pytest

from backend.insights.dose import ends_on, phase_began_on
from backend.programs.facts import ProgramFacts, VersionFacts

START = dt.date(2026, 3, 2)
PHASES = [{"weeks": [1, 2]}, {"weeks": [3, 4]}, {"weeks": [5, 6]}]
ZONE = "Pacific/Auckland"


def program(*moves: tuple[int, int]) -> ProgramFacts:
    """Return a program of six weeks with a version for each (days after the start, phase), written at noon there."""
    noon = dt.datetime.combine(START, dt.time(), dt.UTC)
    versions = [
        VersionFacts(number, phase, noon + dt.timedelta(days=days))
        for number, (days, phase) in enumerate(moves, start=1)
    ]
    return ProgramFacts(START, PHASES, versions)


@pytest.mark.parametrize(
    ("moves", "began_after", "weeks_left"),
    [
        ([(0, 1)], 0, 6),
        # Moved up late, and early: what is left counts from the move.
        ([(0, 1), (24, 2)], 24, 4),
        ([(0, 1), (10, 2), (17, 3)], 17, 2),
        # A new dose in the same phase is no new phase.
        ([(0, 1), (14, 2), (20, 2)], 14, 4),
        # Back and up again: the phase that runs began the second time.
        ([(0, 1), (14, 2), (21, 1), (28, 2)], 28, 4),
        # Begun with the second phase, and written before the first day.
        ([(-3, 2)], 0, 4),
    ],
)
def test_the_end_counts_from_the_phase(moves: list[tuple[int, int]], began_after: int, weeks_left: int) -> None:
    began_on = START + dt.timedelta(days=began_after)
    assert phase_began_on(program(*moves), ZONE) == began_on
    assert ends_on(program(*moves), ZONE) == began_on + dt.timedelta(weeks=weeks_left, days=-1)


def test_without_a_template_or_past_its_phases_no_end_is_known() -> None:
    assert ends_on(ProgramFacts(START, None), ZONE) is None
    assert ends_on(program((0, 4)), ZONE) is None


def test_a_phase_begins_on_the_patients_date() -> None:
    moved = dt.datetime(2026, 3, 15, 11, 30, tzinfo=dt.UTC)  # half past midnight of the 16th in Auckland
    facts = ProgramFacts(START, PHASES, [VersionFacts(1, 1, moved - dt.timedelta(days=20)), VersionFacts(2, 2, moved)])
    assert phase_began_on(facts, ZONE) == dt.date(2026, 3, 16)
    assert phase_began_on(facts, "America/Los_Angeles") == dt.date(2026, 3, 15)
