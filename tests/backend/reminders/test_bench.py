"""The benchmark fills tables by SQL of its own: a new column, or a sealed one, must not break it unseen."""

import datetime as dt

import pytest

from backend.reminders.models import Occurrence, PushSubscription
from backend.reminders.sending import _notice
from backend.reminders.simulation.device import Device
from backend.reminders.situations import rows_of
from bench import reminders as bench


@pytest.mark.postgres
def test_the_benchmark_fills_what_the_sender_can_send(db: None) -> None:
    device = Device()
    bench.fill(3)
    bench.have_devices(device, "https://fcm.googleapis.com", "")
    bench.make_due(3, dt.date(2026, 2, 3))
    assert PushSubscription.objects.count() == 3
    assert {row.p256dh for row in PushSubscription.objects.all()} == {device.keys["p256dh"]}
    assert len([_notice(row) for row in rows_of(Occurrence.objects.values_list("pk", flat=True))]) == 3
