"""Attacks over midnight and over clock changes, by real elapsed minutes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from backend.insights.numbers.attacks import Attack, all_minutes, minutes_by_date, promoted_date
from backend.insights.numbers.compute import diary
from backend.insights.numbers.headache_days import is_headache_day

CHICAGO = ZoneInfo("America/Chicago")


def attack(start: str, end: str, **more: object) -> Attack:
    return Attack(dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end), **more)  # type: ignore[arg-type]


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("end", ["2026-03-03T10:00", "2026-03-03T09:59"])
def test_an_attack_must_last(end: str) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        minutes_by_date(attack("2026-03-03T10:00", end), CHICAGO)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ({"2026-03-03": 15, "2026-03-04": 15}, "2026-03-03"),
        ({"2026-03-03": 14, "2026-03-04": 16}, "2026-03-04"),
        ({"2026-03-03": 16, "2026-03-04": 14}, "2026-03-03"),
        ({"2026-03-03": 14, "2026-03-04": 15}, None),
        ({"2026-03-03": 30, "2026-03-04": 15}, None),
        ({"2026-03-03": 29, "2026-03-04": 29}, "2026-03-03"),
        ({"2026-03-03": 29}, None),
        ({}, None),
    ],
)
def test_an_attack_long_enough_as_a_whole_counts_once(minutes: dict[str, int], expected: str | None) -> None:
    found = promoted_date({on(date): value for date, value in minutes.items()})
    assert found == (on(expected) if expected else None)


def headache_dates(attacks: list[Attack], entries: list[dict[str, object]] | None = None) -> list[str]:
    return [day.occurred_on.isoformat() for day in diary(entries or [], attacks, CHICAGO) if is_headache_day(day)]


def test_over_midnight_the_date_with_more_minutes_counts() -> None:
    assert headache_dates([attack("2026-03-03T23:46", "2026-03-04T00:20")]) == ["2026-03-04"]
    assert headache_dates([attack("2026-03-03T23:40", "2026-03-04T00:20")]) == ["2026-03-03"]
    assert headache_dates([attack("2026-03-03T23:46", "2026-03-04T00:15")]) == []
    assert headache_dates([attack("2026-03-03T23:00", "2026-03-04T01:00")]) == ["2026-03-03", "2026-03-04"]


def test_attacks_of_one_date_add_up() -> None:
    two = [attack("2026-03-03T10:00", "2026-03-03T10:15"), attack("2026-03-03T12:00", "2026-03-03T12:15")]
    assert all_minutes(two, CHICAGO) == {on("2026-03-03"): 30}
    assert headache_dates(two) == ["2026-03-03"]


def test_medicine_makes_a_short_attack_count_on_its_own_date() -> None:
    taken = attack("2026-03-03T10:00", "2026-03-03T10:10", medicine_on=on("2026-03-03"))
    assert headache_dates([taken]) == ["2026-03-03"]
    over = attack("2026-03-03T23:45", "2026-03-04T00:20", medicine_on=on("2026-03-03"))
    # The attack counts already, on the date of the medicine.
    assert headache_dates([over]) == ["2026-03-03"]


def test_attacks_give_the_minutes_where_an_entry_has_others() -> None:
    entry = {"date": "2026-03-03", "headache": True, "duration_min": 600}
    assert headache_dates([attack("2026-03-03T10:00", "2026-03-03T10:20")], [entry]) == []
    [day] = diary(
        [entry | {"peak_intensity": None}], [attack("2026-03-03T10:00", "2026-03-03T10:20", peak_intensity=5)], CHICAGO
    )
    assert (day.duration_min, day.peak_intensity) == (20, 5)


def test_an_attack_is_an_answer() -> None:
    assert [day.headache for day in diary([], [attack("2026-03-03T10:00", "2026-03-03T11:00")], CHICAGO)] == [True]
    denied = {"date": "2026-03-03", "headache": False}
    assert headache_dates([attack("2026-03-03T10:00", "2026-03-03T11:00")], [denied]) == ["2026-03-03"]


def test_the_message_of_an_attack_that_does_not_last_is_whole() -> None:
    with pytest.raises(ValueError, match=r"^an attack ends after it starts$"):
        minutes_by_date(attack("2026-03-03T10:00", "2026-03-03T10:00"), CHICAGO)


def test_attacks_of_several_dates_add_up_in_the_patients_zone() -> None:
    # 23:30 to 0:30 in Chicago, and the hour that the clocks skip on 8 March: real minutes, local dates.
    night = [attack("2026-03-07T23:30", "2026-03-08T00:30"), attack("2026-03-08T01:30", "2026-03-08T03:30")]
    assert all_minutes(night, CHICAGO) == {on("2026-03-07"): 30, on("2026-03-08"): 90}


def test_a_date_of_its_own_length_counts_by_the_clinics_setting() -> None:
    minutes = {on("2026-03-03"): 30, on("2026-03-04"): 30}
    assert promoted_date(minutes, 60) == on("2026-03-03")
    assert promoted_date(minutes, 61) is None
    assert promoted_date(minutes, 30) is None


def test_what_a_day_says_itself_wins_over_its_attacks() -> None:
    entry = {"date": "2026-03-03", "headache": True, "peak_intensity": 3}
    one = attack("2026-03-03T10:00", "2026-03-03T11:00", peak_intensity=8)
    assert [day.peak_intensity for day in diary([entry], [one], CHICAGO)] == [3]
    assert [day.peak_intensity for day in diary([], [one], CHICAGO)] == [8]


def test_an_attack_over_a_midnight_that_clocks_skip_counts_once() -> None:
    # In Cairo the 24th of April 2026 begins at 1:00. 20 minutes before, 20 after: the start date of equals.
    cairo = ZoneInfo("Africa/Cairo")
    [first, second] = diary([], [attack("2026-04-23T23:40", "2026-04-24T01:20")], cairo)
    assert [(first.duration_min, is_headache_day(first)), (second.duration_min, is_headache_day(second))] == [
        (20, True),
        (20, False),
    ]
