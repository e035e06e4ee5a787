"""What a yes to a safety question means for the program."""

import datetime as dt

import pytest

from backend.diary.red_flags import Flag, holds, is_held, most_urgent

DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 3, 5)
TODAY = dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("urgencies", "expected"),
    [
        ([], None),
        (["therapist"], "therapist"),
        (["therapist", "same_day"], "same_day"),
        (["same_day", "emergency", "therapist"], "emergency"),
    ],
)
def test_the_most_urgent_class_leads(urgencies: list[str], expected: str | None) -> None:
    assert most_urgent(urgencies) == expected


@pytest.mark.parametrize(
    ("flag", "span", "held"),
    [
        (Flag("e1", "emergency", DAY), [(DAY, TODAY)], True),
        (Flag("s1", "same_day", DAY), [(DAY, TODAY)], True),
        (Flag("s1", "same_day", DAY, LATER), [(DAY, LATER)], False),
        (Flag("t1", "therapist", DAY), [], False),
    ],
)
def test_what_holds_a_program_and_for_how_long(flag: Flag, span: list[tuple[dt.date, dt.date]], held: bool) -> None:
    assert holds([flag], TODAY) == span
    assert is_held([flag]) is held
