"""Why a reminder stays silent."""

import dataclasses
import datetime as dt

import pytest

from backend.reminders.suppression import Silence, Situation, reason_for_silence

DUE = dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC)
LOUD = Situation(
    kind="session",
    rule_enabled=True,
    in_care=True,
    has_program=True,
    held=False,
    paused=False,
    due_today=True,
    done=False,
    due_at=DUE,
    expires_at=DUE + dt.timedelta(minutes=60),
    now=DUE,
    local_now=dt.time(18, 30),
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
        ({"due_today": False}, Silence.NOTHING_DUE),
        ({"now": DUE + dt.timedelta(minutes=60)}, Silence.TOO_LATE),
        ({"now": DUE + dt.timedelta(minutes=6), "local_now": dt.time(21, 1)}, Silence.QUIET_HOURS),
    ],
)
def test_each_reason(change: dict[str, object], silence: Silence) -> None:
    assert reason_for_silence(dataclasses.replace(LOUD, **change)) == silence  # type: ignore[arg-type]


def test_a_time_chosen_at_night_is_honoured() -> None:
    assert reason_for_silence(dataclasses.replace(LOUD, local_now=dt.time(23, 0))) is None


def test_a_diary_reminder_needs_no_program() -> None:
    assert (
        reason_for_silence(dataclasses.replace(LOUD, kind="diary", has_program=False, held=True, due_today=False))
        is None
    )
