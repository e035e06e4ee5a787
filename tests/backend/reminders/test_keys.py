"""VAPID keys live on until every device has renewed its subscription."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from backend.reminders.channels.vapid import all_keys, current_key, new_pem
from backend.reminders.models import PushSubscription
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from tests.backend.reminders.road import DAY, DUE, subscribe, sweep
from tests.people import People


def command(*options: str) -> str:
    out = StringIO()
    call_command("create_vapid_key", *options, stdout=out)
    return out.getvalue()


def key_used(service: PushService, place: int = -1) -> str:
    return service.requests[place].headers["authorization"].split("k=")[1]


def test_a_key_is_made_once_and_only_we_may_read_it(settings: Any) -> None:
    assert "Wrote" in command()
    first = all_keys()
    assert settings.VAPID_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert "exists" in command()
    assert all_keys() == first


def test_rotation_signs_for_each_device_with_its_own_key(
    people: People, program: Any, settings: Any, push_service: PushService
) -> None:
    old_device = subscribe(people, settings, push_service)
    old = current_key()
    command("--rotate")
    new = current_key()
    assert old
    assert new
    assert old.id != new.id
    assert people.client(people.pia).get("/api/v1/device/push-key").json() == {"public_key": new.public}
    new_device = subscribe(people, settings, push_service, "renewed")
    assert sweep() == {"sent": 1}
    used = {request.path: request for request in push_service.requests}
    for path, device, key in (("/device", old_device, old), ("/renewed", new_device, new)):
        header = used[path].headers["authorization"]
        assert header.endswith(f"k={key.public}")
        assert device.verify_vapid(header, audience=push_service.origin)
    assert f"{old.id}: 1 devices, kept" in command("--forget-unused")
    PushSubscription.objects.filter(endpoint__endswith="/device").delete()
    assert f"{old.id}: 0 devices, dropped" in command("--forget-unused")
    assert [key.id for key in all_keys()] == [new.id]
    assert sweep(DUE + DAY) == {"sent": 1}
    assert key_used(push_service) == new.public


def test_a_device_says_with_which_key_it_subscribed(people: People, settings: Any, push_service: PushService) -> None:
    settings.PUSH_EXTRA_ORIGINS = [push_service.origin]
    command()
    old = current_key()
    command("--rotate")
    client = people.client(people.pia)
    assert old
    body = {"endpoint": f"{push_service.origin}/x", **Device().keys, "public_key": old.public}
    assert client.put("/api/v1/device/push", body, format="json").status_code == 204
    assert PushSubscription.objects.get().vapid_key_id == old.id
    answer = client.put("/api/v1/device/push", {**body, "public_key": "B" * 87}, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "public_key"


def test_keys_from_the_environment_are_several_too(settings: Any) -> None:
    one, other = new_pem().decode(), new_pem().decode()
    settings.VAPID_PRIVATE_KEY = (one + other).replace("\n", "\\n")
    assert len(all_keys()) == 2
    with pytest.raises(CommandError, match="NOD_VAPID_PRIVATE_KEY"):
        command("--rotate")
