"""What an operator sees: counts, alarms, metrics, and no person."""

from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from backend.reminders.heartbeat import CANARY, PLAN, SWEEP, beat
from backend.reminders.models import Circuit, PushSubscription
from backend.reminders.operator_page import alarms
from backend.reminders.overview import overview
from backend.reminders.simulation.push_service import PushAnswer, PushService
from tests.backend.reminders.road import DAY, DUE, minutes, notification_of, subscribe, sweep, tell
from tests.people import People


@pytest.fixture
def history(people: People, program: Any, settings: Any, push_service: PushService) -> None:
    """A push on time and shown, a push four minutes late after a 503, a silence, and one that nothing took."""
    device = subscribe(people, settings, push_service)
    sweep()
    tell(people, notification_of(device, push_service)["data"]["receipt"], "opened", DUE + minutes(1))
    push_service.answer = lambda _: PushAnswer(503)
    sweep(DUE + DAY)
    push_service.answer = None
    sweep(DUE + DAY + minutes(4))
    sweep(DUE + 2 * DAY + minutes(61))


def test_everything_is_counted(people: People, history: None, django_assert_num_queries: Any) -> None:
    with time_machine.travel(DUE + 2 * DAY + minutes(62), tick=False), django_assert_num_queries(11):
        seen = overview(hours=72)
    assert (seen.due, seen.sent, seen.shown, seen.acted, seen.failed) == (0, 2, 1, 1, 0)
    assert seen.silent == {"TOO_LATE": 1}
    assert seen.lateness == [1, 0, 0, 1, 0]
    assert seen.late == 1
    ((host, details),) = seen.refused_by_host.items()
    assert host.startswith("127.0.0.1:")
    assert details == {"503": 1}
    assert [(device.count, device.is_current) for device in seen.devices] == [(1, True)]


def test_the_page_is_for_the_admin_and_names_nobody(people: People, history: None) -> None:
    with time_machine.travel(DUE + 2 * DAY + minutes(62), tick=False):
        page = people.client(people.cora).get("/admin/reminders/?span=week").content.decode()
        assert "TOO_LATE" in page
        assert "start a worker and beat" in page
        for name in ("Pia", "pia@", str(people.patient.pk), "Riverside"):
            assert name not in page
        for other in (people.pia, people.tara, None):
            assert people.client(other).get("/admin/reminders/").status_code == 302


def test_an_empty_installation_has_a_page_too(people: People) -> None:
    page = people.client(people.cora).get("/admin/reminders/?span=nonsense").content.decode()
    assert "Nothing was sent in this time." in page
    assert "No device takes pushes yet." in page


def test_what_runs_raises_no_alarm_and_what_stopped_does(people: People) -> None:
    with time_machine.travel(DUE, tick=False):
        for name in (SWEEP, PLAN, CANARY):
            beat(name, {})
        assert alarms(overview()) == []
    with time_machine.travel(DUE + minutes(2), tick=False):
        assert [text.split("”")[0] for text in alarms(overview())] == ["The last “sweep"]


def test_a_resting_service_and_a_lost_key_raise_an_alarm(people: People, history: None) -> None:
    now = DUE + 2 * DAY
    Circuit.objects.create(name="host:push.test", failures=7, open_until=now, changed_at=now, last_detail="503")
    PushSubscription.objects.update(vapid_key_id="gone")
    with time_machine.travel(now, tick=False):
        text = "\n".join(alarms(overview()))
    assert "host:push.test failed 7 times in a row (503)" in text
    assert "1 devices were made with key gone" in text


def test_metrics_answer_only_to_the_token(people: People, history: None, client: Any, settings: Any) -> None:
    assert client.get("/health/metrics").status_code == 404
    assert client.get("/health/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "a-token-of-the-operator"
    assert client.get("/health/metrics", headers={"Authorization": "Bearer other"}).status_code == 404
    with time_machine.travel(DUE + minutes(10), tick=False):
        answer = client.get("/health/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}"})
    text = answer.content.decode()
    assert 'nod_reminders_last_hour{outcome="sent"} 2.0' in text
    assert "nod_reminders_due 0.0" in text
    assert 'nod_heartbeat_age_seconds{name="sweep"}' in text
    assert "pia" not in text.lower()


def test_the_status_command_says_the_same_and_fails_on_an_alarm(people: People, history: None) -> None:
    out = StringIO()
    with time_machine.travel(DUE + 2 * DAY + minutes(62), tick=False), pytest.raises(SystemExit) as ended:
        call_command("reminder_status", "--hours", "72", stdout=out)
    assert ended.value.code == 1
    text = out.getvalue()
    assert "last 72 h: sent 2, shown 1, opened 1, failed 0" in text
    assert "silent: TOO_LATE 1" in text
    assert "! No “canary” has ever been seen" in text
