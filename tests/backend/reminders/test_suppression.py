"""Why a reminder stays silent."""

import dataclasses
import datetime as dt

import pytest

from backend.reminders.due import QUIET_FROM, QUIET_TO
from backend.reminders.suppression import Silence, Situation, reason_for_silence

DUE = dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC)
LOUD = Situation(
    kind="session",
    chosen_at=DUE - dt.timedelta(days=30),
    rule_enabled=True,
    in_care=True,
    has_program=True,
    held=False,
    paused=False,
    away=False,
    due_today=True,
    done=False,
    due_at=DUE,
    expires_at=DUE + dt.timedelta(minutes=60),
    now=DUE,
    local_now=dt.time(18, 30),
    quiet_from=QUIET_FROM,
    quiet_to=QUIET_TO,
    last_same_at=None,
    sent_in_week=0,
    weekly_cap=None,
)


def test_a_due_reminder_is_sent() -> None:
    assert reason_for_silence(LOUD) is None


@pytest.mark.parametrize(
    ("change", "silence"),
    [
        ({"in_care": False}, Silence.NOT_IN_CARE),
        ({"rule_enabled": False}, Silence.RULE_OFF),
        ({"done": True}, Silence.SESSION_DONE),
        ({"done": True, "kind": "diary"}, Silence.DIARY_DONE),
        ({"has_program": False}, Silence.NO_PROGRAM),
        ({"held": True}, Silence.HELD),
        ({"paused": True}, Silence.PAUSED),
        ({"away": True}, Silence.AWAY),
        ({"done": True, "kind": "weekly"}, Silence.QUESTIONS_DONE),
        ({"done": True, "kind": "message"}, Silence.SEEN),
        ({"last_same_at": DUE - dt.timedelta(hours=11, minutes=59)}, Silence.TOO_SOON),
        ({"weekly_cap": 7, "sent_in_week": 7}, Silence.WEEKLY_CAP),
        ({"due_today": False}, Silence.NOTHING_DUE),
        ({"now": DUE + dt.timedelta(minutes=60)}, Silence.TOO_LATE),
        ({"now": DUE + dt.timedelta(minutes=6), "local_now": dt.time(21, 1)}, Silence.QUIET_HOURS),
    ],
)
def test_each_reason(change: dict[str, object], silence: Silence) -> None:
    assert reason_for_silence(dataclasses.replace(LOUD, **change)) == silence  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"last_same_at": DUE - dt.timedelta(hours=12)},
        {"last_same_at": DUE - dt.timedelta(hours=2), "chosen_at": DUE - dt.timedelta(hours=1)},
        {"weekly_cap": 7, "sent_in_week": 6},
        {"weekly_cap": 7, "sent_in_week": 7, "kind": "message"},
        {"last_same_at": DUE, "kind": "message"},
        {"kind": "weekly", "has_program": False, "due_today": False},
    ],
)
def test_what_does_not_silence(change: dict[str, object]) -> None:
    assert reason_for_silence(dataclasses.replace(LOUD, **change)) is None  # type: ignore[arg-type]


def test_a_time_chosen_at_night_is_honoured() -> None:
    assert reason_for_silence(dataclasses.replace(LOUD, local_now=dt.time(23, 0))) is None


def test_a_diary_reminder_needs_no_program() -> None:
    assert (
        reason_for_silence(dataclasses.replace(LOUD, kind="diary", has_program=False, held=True, due_today=False))
        is None
    )
