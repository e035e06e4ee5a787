"""Every answer a push service may give, row by row of the table in docs/reminders.md, from a real socket."""

import datetime as dt
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from backend.reminders.channels import web_push
from backend.reminders.channels.push_post import MAX_TTL_SECONDS, seconds_of
from backend.reminders.models import Circuit, Delivery, Occurrence, PushSubscription, ReminderPreferences, Status
from backend.reminders.simulation.device import Device
from backend.reminders.simulation.push_service import PushAnswer, PushService
from tests.backend.reminders.road import DAY, DUE, devices, mails, minutes, row, subscribe, sweep
from tests.people import People


@pytest.fixture
def device(people: People, program: Any, settings: Any, push_service: PushService) -> Device:
    return subscribe(people, settings, push_service)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds are too long for a test: the same limits, shorter."""
    monkeypatch.setattr(web_push, "TIMEOUT", aiohttp.ClientTimeout(total=2, sock_connect=1))


def detail() -> str:
    return Delivery.objects.filter(channel="web_push").latest("at").detail


@pytest.mark.parametrize("status", [200, 201, 202])
def test_accepted(device: Device, push_service: PushService, settings: Any, status: int) -> None:
    push_service.status = status
    assert sweep() == {"sent": 1}
    assert mails(settings) == []


@pytest.mark.parametrize("status", [404, 410])
def test_gone_forgets_the_device_and_mails_now(
    device: Device, push_service: PushService, settings: Any, status: int
) -> None:
    push_service.status = status
    assert sweep() == {"sent": 1}
    assert (devices(), len(mails(settings))) == (0, 1)


@pytest.mark.parametrize("status", [400, 401, 403])
def test_refused_keeps_the_device_and_mails(
    device: Device, push_service: PushService, settings: Any, status: int
) -> None:
    push_service.status = status
    assert sweep() == {"sent": 1}
    assert (devices(), len(mails(settings))) == (1, 1)
    assert Circuit.objects.get(name__startswith="key:").failures == 1


def test_a_key_refused_five_times_in_a_row_is_stopped_for_an_hour(
    device: Device, push_service: PushService, settings: Any, caplog: Any
) -> None:
    push_service.status = 403
    for day in range(5):
        sweep(DUE + day * DAY)
    assert "failed 5 times in a row" in caplog.text
    asked = len(push_service.requests)
    assert asked == 5
    Circuit.objects.update(open_until=DUE + 6 * DAY)
    sweep(DUE + 5 * DAY)
    assert len(push_service.requests) == asked, "the key rests"
    push_service.status = 201
    sweep(DUE + 7 * DAY)
    assert Circuit.objects.get(name__startswith="key:").failures == 0


def test_too_large_is_sent_once_more_in_its_shortest_form(
    device: Device, push_service: PushService, caplog: Any
) -> None:
    push_service.answer = lambda post: PushAnswer(413 if len(post.body) > 300 else 201)
    assert sweep() == {"sent": 1}
    long, short = push_service.requests
    assert json.loads(device.decrypt(short.body))["notification"]["title"] == "Nod"
    assert len(short.body) < len(long.body)
    assert "too large" in caplog.text


@pytest.mark.parametrize("after", ["120", format_datetime(DUE + minutes(2), usegmt=True)])
def test_too_many_waits_as_long_as_asked(device: Device, push_service: PushService, settings: Any, after: str) -> None:
    push_service.answer = lambda _: PushAnswer(429, (("Retry-After", after),))
    assert sweep() == {"later": 1}
    assert mails(settings) == []
    wait = row().next_try_at - DUE  # type: ignore[operator]
    assert dt.timedelta(seconds=120) <= wait <= dt.timedelta(seconds=130)
    push_service.answer = None
    assert sweep(DUE + minutes(1.9)) == {}
    assert sweep(DUE + minutes(2.3)) == {"sent": 1}


@pytest.mark.parametrize("after", ["9" * 400, "86400", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_an_absurd_wait_means_mail_now(device: Device, push_service: PushService, settings: Any, after: str) -> None:
    push_service.answer = lambda _: PushAnswer(429, (("Retry-After", after),))
    assert sweep() == {"sent": 1}
    assert len(mails(settings)) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("soon", None), ("-5", None), ("0", 0.0), (" 7 ", 7.0), ("1e3", None), ("٣", 3.0)],
)
def test_reading_the_wait(header: str | None, seconds: float | None) -> None:
    assert seconds_of(header) == seconds
    assert seconds_of("9" * 30) == MAX_TTL_SECONDS


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_service_is_tried_again_ever_later(
    device: Device, push_service: PushService, settings: Any, status: int
) -> None:
    push_service.status = status
    at, waits = DUE, []
    for _ in range(3):
        assert sweep(at) == {"later": 1}
        waits.append((row().next_try_at - at).total_seconds())  # type: ignore[operator]
        at = row().next_try_at  # type: ignore[assignment]
    assert [30 <= waits[0] <= 40, 60 <= waits[1] <= 70, 120 <= waits[2] <= 130] == [True] * 3
    assert mails(settings) == []


def test_when_no_try_is_left_in_its_hour_mail_goes(device: Device, push_service: PushService, settings: Any) -> None:
    push_service.status = 503
    at = DUE
    while row().status == Status.DUE:
        sweep(at)
        at = row().next_try_at or at
    assert row().status == Status.SENT
    assert (len(mails(settings)), devices()) == (1, 1)
    assert row().done_at < DUE + minutes(60)  # type: ignore[operator]


def test_silence_is_a_timeout(device: Device, push_service: PushService, impatient: None) -> None:
    push_service.answer = lambda _: PushAnswer(delay_seconds=30)
    assert sweep() == {"later": 1}
    assert "Timeout" in detail()


def test_an_answer_byte_by_byte_is_a_timeout(device: Device, push_service: PushService, impatient: None) -> None:
    push_service.answer = lambda _: PushAnswer(drip_seconds=0.1)
    started = time.monotonic()
    assert sweep() == {"later": 1}
    assert time.monotonic() - started < 5


def test_an_endless_answer_is_cut_short(device: Device, push_service: PushService) -> None:
    push_service.answer = lambda _: PushAnswer(201, body=b"x" * 50_000_000)
    assert sweep() == {"sent": 1}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(device: Device, push_service: PushService, settings: Any, status: int) -> None:
    inside = f"{push_service.origin}/inside"
    push_service.answer = lambda _: PushAnswer(status, (("Location", inside),))
    assert sweep() == {"sent": 1}
    assert [request.path for request in push_service.requests] == ["/device"]
    assert len(mails(settings)) == 1


def test_a_closed_port_is_tried_again(device: Device, people: People, settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{probe.getsockname()[1]}"
    settings.PUSH_EXTRA_ORIGINS = [origin]
    PushSubscription.objects.update(endpoint=f"{origin}/device")
    assert sweep() == {"later": 1}
    assert "Connect" in detail()


@pytest.fixture
def bad_tls(tmp_path: Path) -> Iterator[str]:
    """A server whose certificate nobody signed."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*make, "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
                context.wrap_socket(connection, server_side=True).close()
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    listener.close()


def test_a_certificate_nobody_signed_is_refused(device: Device, settings: Any, bad_tls: str) -> None:
    settings.PUSH_EXTRA_ORIGINS = [bad_tls]
    PushSubscription.objects.update(endpoint=f"{bad_tls}/device")
    assert sweep() == {"later": 1}
    assert "Certificate" in detail() or "SSL" in detail()


def test_five_failures_in_a_row_let_a_service_rest_for_everybody(
    device: Device, people: People, settings: Any, push_service: PushService
) -> None:
    for name in range(6):
        subscribe(people, settings, push_service, f"device-{name}")
    push_service.status = 503
    sweep()
    assert len(push_service.requests) >= 5
    asked = len(push_service.requests)
    assert Circuit.objects.get(name__startswith="host:").open_until is not None
    Occurrence.objects.filter(local_date="2026-03-10").update(next_try_at=None)
    Circuit.objects.update(open_until=DUE + minutes(1))
    sweep(DUE + minutes(0.5))
    assert len(push_service.requests) == asked


def test_one_slow_service_does_not_hold_up_the_others(
    device: Device,
    people: People,
    settings: Any,
    push_service: PushService,
    impatient: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # More devices than one person may have, instead of a hundred people.
    monkeypatch.setattr("backend.reminders.subscriptions.DEVICES", 100)
    slow = PushService(answer=lambda _: PushAnswer(delay_seconds=30))
    slow.start()
    at: list[float] = []
    push_service.answer = lambda _: at.append(time.monotonic()) or PushAnswer()  # type: ignore[func-returns-value]
    try:
        for name in range(90):
            subscribe(people, settings, slow, f"slow-{name}")
        settings.PUSH_EXTRA_ORIGINS = [slow.origin, push_service.origin]
        started = time.monotonic()
        assert sweep() == {"sent": 1}
        assert len(slow.requests) <= 60, "after five failures it is left alone"
    finally:
        slow.stop()
    # Before any of the slow ones was given up.
    assert at[0] - started < 2


def test_everything_sent_has_one_length(
    device: Device, people: People, settings: Any, push_service: PushService
) -> None:
    sweep()
    ReminderPreferences.objects.update(clear_text=True)
    people.patient.language = "es"
    people.patient.save()
    sweep(DUE + DAY)
    assert {len(request.body) for request in push_service.requests} == {16 + 4 + 1 + 65 + 512 + 16}


def test_a_device_made_with_a_key_that_is_gone_is_kept_and_mail_goes(
    device: Device, settings: Any, push_service: PushService
) -> None:
    PushSubscription.objects.update(vapid_key_id="0" * 16)
    assert sweep() == {"sent": 1}
    assert (devices(), push_service.requests, len(mails(settings))) == (1, [], 1)


def test_a_fault_of_ours_with_one_message_does_not_stop_the_others(
    device: Device, people: People, settings: Any, push_service: PushService, caplog: Any
) -> None:
    subscribe(people, settings, push_service, "other")
    # Not even base64: what no check let in, standing in the database all the same.
    PushSubscription.objects.filter(endpoint__endswith="/device").update(p256dh="é")
    assert sweep() == {"sent": 1}
    assert [request.path for request in push_service.requests] == ["/other"]
