"""The test button sends over the real channels."""

import json
from typing import Any

from backend.common import clock
from backend.reminders.channels.vapid import current_key, new_pem
from backend.reminders.models import PushSubscription
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from tests.backend.reminders.road import mails
from tests.people import People


def test_a_test_reaches_the_device(people: People, settings: Any, push_service: PushService) -> None:
    settings.VAPID_PRIVATE_KEY = new_pem().decode()
    settings.PUSH_EXTRA_ORIGINS = [push_service.origin]
    device = Device()
    PushSubscription.objects.create(
        user=people.pia,
        endpoint=f"{push_service.origin}/send/pia",
        **device.keys,
        vapid_key_id=current_key().id,
        created_at=clock.now(),
    )
    answer = people.client(people.pia).post("/api/v1/reminders/test").json()
    assert (answer["devices"], answer["by_email"]) == (1, False)
    (request,) = push_service.requests
    assert json.loads(device.decrypt(request.body))["notification"]["tag"] == answer["tag"] == request.headers["topic"]
    assert mails(settings) == []


def test_without_a_device_a_mail_goes(people: People, settings: Any) -> None:
    answer = people.client(people.pia).post("/api/v1/reminders/test").json()
    assert (answer["devices"], answer["by_email"]) == (0, True)
    assert mails(settings)[0]["To"] == "pia@clinic.test"


def test_a_seventh_test_in_an_hour_waits(people: People) -> None:
    client = people.client(people.pia)
    codes = [client.post("/api/v1/reminders/test").status_code for _ in range(7)]
    assert codes == [200] * 6 + [429]
