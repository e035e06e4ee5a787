"""No address that a browser hands us makes us call anything but a push service: not when it is saved, not when it is
used, and not when a name leads elsewhere in between."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.common import clock
from backend.reminders.channels.vapid import current_key, new_pem
from backend.reminders.models import Delivery, PushSubscription
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushService
from tests.backend.reminders.road import subscribe, sweep
from tests.people import People

CORPUS: list[str] = json.loads((Path(__file__).parent / "ssrf.json").read_text())


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody inside who must never be called."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


def called(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


def test_the_corpus_is_large() -> None:
    assert len(set(CORPUS)) >= 60


def test_none_is_saved(people: People, settings: Any, listener: socket.socket) -> None:
    settings.VAPID_KEY_FILE.write_bytes(new_pem())
    client = people.client(people.pia)
    for pattern in CORPUS:
        url = pattern.replace("{port}", str(listener.getsockname()[1]))
        answer = client.put("/api/v1/device/push", {"endpoint": url, **Device().keys}, format="json")
        assert answer.status_code == 400, url
        assert answer.json()["errors"][0]["field"] == "endpoint", url
    assert not PushSubscription.objects.exists()
    assert not called(listener)


def test_none_that_stands_in_the_database_is_called(
    people: People, program: Any, settings: Any, listener: socket.socket
) -> None:
    settings.VAPID_KEY_FILE.write_bytes(new_pem())
    key = current_key()
    for pattern in CORPUS:
        PushSubscription.objects.create(
            user=people.pia,
            endpoint=pattern.replace("{port}", str(listener.getsockname()[1])),
            **Device().keys,
            vapid_key_id=key.id if key else "",
            created_at=clock.now(),
        )
    assert sweep() == {"sent": 1}
    refused = Delivery.objects.filter(channel="web_push", result="refused", detail="endpoint not allowed")
    assert refused.count() == len(CORPUS)
    assert not called(listener)


def test_a_known_name_that_leads_inside_is_not_called(
    people: People, program: Any, settings: Any, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name is allowed, its address is not. Only the resolver of the machine is stood in for."""
    asked: list[str] = []

    def everywhere_inside(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", listener.getsockname())]

    settings.VAPID_KEY_FILE.write_bytes(new_pem())
    key = current_key()
    PushSubscription.objects.create(
        user=people.pia,
        endpoint="https://fcm.googleapis.com/fcm/send/x",
        **Device().keys,
        vapid_key_id=key.id if key else "",
        created_at=clock.now(),
    )
    monkeypatch.setattr(socket, "getaddrinfo", everywhere_inside)
    assert sweep() == {"later": 1}
    assert asked == ["fcm.googleapis.com"]
    assert not called(listener)


def test_an_origin_allowed_by_the_operator_is_called(
    people: People, program: Any, settings: Any, push_service: PushService
) -> None:
    subscribe(people, settings, push_service)
    assert sweep() == {"sent": 1}
    assert len(push_service.requests) == 1
