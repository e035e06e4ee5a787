"""What must hold of every number whatever the diary: who answers less, sends later or twice, changes nothing else."""

import datetime as dt
import random
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.insights.numbers.adherence import Item, Log, Period, adherence_by_item, credit_of, total
from backend.insights.numbers.attacks import Attack, minutes_by_date
from backend.insights.numbers.compute import compute
from backend.insights.numbers.headache_days import MEDICINE_CLASSES, WINDOW_DAYS, Day, count_window, last_28_days
from backend.insights.numbers.medicine_days import LIMITS, Level, medicine_use
from backend.insights.numbers.monitoring import monitoring_period
from backend.insights.numbers.response import Category, find_response

LAST = dt.date(2026, 3, 1)
START = dt.date(2026, 2, 2)
ZONES = ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia")


def back(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


answers = st.builds(
    dict,
    headache=st.sampled_from((True, True, False, None)),
    peak_intensity=st.none() | st.integers(0, 10),
    duration_min=st.none() | st.sampled_from((0, 1, 29, 30, 31, 240, 1440)),
    medicines=st.frozensets(st.sampled_from(MEDICINE_CLASSES), max_size=3),
)


@st.composite
def diaries(draw: st.DrawFn) -> list[Day]:
    places = draw(st.lists(st.integers(-3, 100), unique=True, max_size=100))
    return [Day(back(place), **draw(answers)) for place in places]


def counted(days: list[Day]) -> list[Any]:
    return [last_28_days(days, LAST), medicine_use(days, LAST)]


@given(diaries(), st.lists(st.integers(0, 100), max_size=20))
def test_days_without_an_answer_change_no_count(days: list[Day], places: list[int]) -> None:
    taken = {day.occurred_on for day in days}
    silent = [Day(back(place), None) for place in set(places) if back(place) not in taken]
    assert counted([*days, *silent]) == counted(days)


@given(diaries(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_number(days: list[Day], chance: random.Random) -> None:
    shuffled = chance.sample(days, len(days))
    assert counted(shuffled) == counted(days)


@given(diaries(), st.integers(-400, 400))
def test_only_distances_between_dates_count(days: list[Day], shift: int) -> None:
    by = dt.timedelta(days=shift)
    moved = [Day(**{**vars(day), "occurred_on": day.occurred_on + by}) for day in days]
    before, after = last_28_days(days, LAST), last_28_days(moved, LAST + by)
    assert vars(after) | {"first_on": 0, "last_on": 0} == vars(before) | {"first_on": 0, "last_on": 0}
    assert medicine_use(moved, LAST + by).window.days == medicine_use(days, LAST).window.days


@given(diaries())
def test_counts_stay_within_each_other(days: list[Day]) -> None:
    window = last_28_days(days, LAST)
    assert 0 <= (window.severe_days or 0) <= window.headache_days <= window.recorded_days
    assert window.recorded_days <= WINDOW_DAYS
    if window.monthly is not None:
        assert window.headache_days <= window.monthly <= WINDOW_DAYS


@given(diaries())
def test_two_half_windows_add_up(days: list[Day]) -> None:
    whole = count_window(days, back(27), LAST)
    halves = [count_window(days, back(27), back(14)), count_window(days, back(13), LAST)]
    for name in ("recorded_days", "headache_days", "severe_days", "hours", "lost_days"):
        assert (getattr(whole, name) or 0) == sum(getattr(half, name) or 0 for half in halves)


@given(diaries(), st.integers(0, 29), st.sampled_from(sorted(LIMITS)))
def test_one_more_dose_never_lowers_a_count_or_a_level(days: list[Day], place: int, name: str) -> None:
    at = back(place)
    days = [day for day in days if day.occurred_on != at] + [Day(at, False)]
    more = [Day(**{**vars(day), "medicines": frozenset({name})}) if day.occurred_on == at else day for day in days]
    before, after = medicine_use(days, LAST).window, medicine_use(more, LAST).window
    assert after.any_days == (before.any_days or 0) + 1
    assert after.days == before.days | {name: before.days.get(name, 0) + 1}
    order = (None, Level.NEAR, Level.REACHED)
    assert all(order.index(after.levels.get(each)) >= order.index(before.levels.get(each)) for each in LIMITS)


items_ = st.builds(
    Item,
    name=st.just("one"),
    sets=st.integers(1, 4),
    per_day=st.integers(1, 4),
    days_week=st.integers(1, 7),
    type=st.sampled_from(("reps", "timed", "habit", "checklist")),
)
logs_ = st.lists(
    st.builds(
        Log,
        item=st.sampled_from(("one", "one", "two")),
        occurred_on=st.integers(-5, 40).map(lambda day: START + dt.timedelta(days=day)),
        sets_done=st.none() | st.integers(0, 5),
        some=st.booleans(),
        skipped=st.booleans(),
    ),
    max_size=60,
)
holds_ = st.lists(
    st.tuples(st.integers(-3, 30), st.integers(0, 8)).map(
        lambda hold: (START + dt.timedelta(days=hold[0]), START + dt.timedelta(days=hold[0] + hold[1]))
    ),
    max_size=3,
)


def done(item: Item, logs: list[Log], holds: list[tuple[dt.date, dt.date]]) -> Any:
    return total(adherence_by_item([item], logs, Period(START, START, LAST, holds)))


@given(items_, logs_, holds_, st.randoms(use_true_random=False))
def test_adherence_is_a_share_whatever_was_logged(
    item: Item, logs: list[Log], holds: list[tuple[dt.date, dt.date]], chance: random.Random
) -> None:
    found = done(item, logs, holds)
    assert 0 <= found.credit <= found.prescribed <= item.per_day * 28
    assert found.pct is None or 0 <= found.pct <= 100
    assert done(item, chance.sample(logs, len(logs)), holds) == found


@given(items_, logs_, holds_, st.integers(0, 27), st.integers(0, 5))
def test_one_more_log_never_lowers_the_credit_nor_gives_more_than_its_own(
    item: Item, logs: list[Log], holds: list[tuple[dt.date, dt.date]], day: int, sets: int
) -> None:
    log = Log("one", START + dt.timedelta(days=day), sets)
    before, after = done(item, logs, holds), done(item, [*logs, log], holds)
    assert before.prescribed == after.prescribed
    assert before.credit <= after.credit <= before.credit + credit_of(item, log)


@given(items_, logs_, st.integers(0, 27), st.integers(0, 8))
def test_a_held_date_counts_on_neither_side(item: Item, logs: list[Log], first: int, length: int) -> None:
    hold = (START + dt.timedelta(days=first), START + dt.timedelta(days=first + length))
    outside = [log for log in logs if not hold[0] <= log.occurred_on <= hold[1]]
    assert done(item, logs, [hold]) == done(item, outside, [hold])
    assert done(item, logs, [hold, hold]) == done(item, logs, [hold])
    assert done(item, logs, [hold]).prescribed <= done(item, logs, []).prescribed


# Wall times without a zone, as an attack has them.
moments = st.builds(
    dt.datetime.combine,
    st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)),
    st.integers(0, 1439).map(lambda minutes: dt.time(minutes // 60, minutes % 60)),
)


@given(moments, st.integers(1, 3 * 1440), st.sampled_from(ZONES))
@settings(max_examples=300)
def test_an_attacks_minutes_are_those_that_passed(start: dt.datetime, length: int, name: str) -> None:
    zone = ZoneInfo(name)
    begins = start.replace(tzinfo=zone).astimezone(dt.UTC)
    ends = (begins + dt.timedelta(minutes=length)).astimezone(zone)
    # A wall time that clocks show twice cannot say which one is meant; those are vectors of their own.
    assume(ends.fold == 0)
    found = minutes_by_date(Attack(start, ends.replace(tzinfo=None)), zone)
    assert sum(found.values()) == length
    assert list(found) == sorted(found)
    assert all(minutes <= 25 * 60 for minutes in found.values())


@given(st.lists(st.integers(-40, 80), max_size=60), st.integers(-10, 70))
def test_sending_twice_on_a_date_is_one_monitoring_day(sent: list[int], closed: int) -> None:
    dates = [START + dt.timedelta(days=day) for day in sent]
    closed_on = START + dt.timedelta(days=closed)
    found = monitoring_period(dates, START, closed_on)
    assert monitoring_period([*dates, *dates], START, closed_on) == found
    assert found.days <= 30
    assert found.first_on <= max(closed_on, START) <= found.last_on


@given(st.fractions(0, 28), st.fractions(0, 28), st.fractions(Fraction(1, 9), 9))
def test_the_category_is_about_the_ratio_alone(before: Fraction, now: Fraction, factor: Fraction) -> None:
    one, other = find_response(before, now), find_response(before * factor, now * factor)
    assert (one.change_pct, one.category) == (other.change_pct, other.category)
    assert (one.category is Category.NOT_EVALUABLE) is (before == 0)


@given(diaries(), st.randoms(use_true_random=False))
def test_the_command_counts_the_same_in_any_order(days: list[Day], chance: random.Random) -> None:
    entries = [
        {
            "date": day.occurred_on.isoformat(),
            "headache": day.headache,
            "peak_intensity": day.peak_intensity,
            "duration_min": day.duration_min,
            "medicines": [{"class": name} for name in sorted(day.medicines)],
        }
        for day in days
    ]
    data = {"closed_on": LAST.isoformat(), "program": {"start_on": START.isoformat()}}
    shuffled = chance.sample(entries, len(entries))
    assert compute({**data, "days": shuffled}) == compute({**data, "days": entries})
