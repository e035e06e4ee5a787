"""From a rule to a delivery or a counted silence, on the real database with real encryption."""

import datetime as dt
import json
from typing import Any

import time_machine

from backend.diary.models import SessionLog
from backend.reminders import planning, sending
from backend.reminders.models import Delivery, Occurrence, PushSubscription, ReminderRule, Status
from backend.reminders.simulation.push_service import PushAnswer, PushService
from backend.sync.push import push
from tests.backend.reminders.road import DUE, mails, subscribe, sweep
from tests.people import People
from tests.records import day_record, session_record


def test_a_due_reminder_goes_out_by_mail(people: People, program: Any, settings: Any) -> None:
    assert sweep() == {"sent": 1}
    (mail,) = mails(settings)
    assert mail["To"] == "pia@clinic.test"
    assert sweep() == {}
    assert Occurrence.objects.filter(status=Status.SENT).count() == 1


def test_no_mail_says_anything_about_health(people: People, program: Any, settings: Any) -> None:
    sweep()
    text = mails(settings)[0].as_string().lower()
    for word in ("headache", "pain", "neck", "exercise", "riverside", "tara", "chin"):
        assert word not in text


def test_a_done_session_silences_its_reminder(people: People, program: Any, settings: Any) -> None:
    with time_machine.travel(DUE - dt.timedelta(hours=1), tick=False):
        push(people.patient.pk, people.pia.pk, None, [session_record(program, dt.date(2026, 3, 10))])
    assert sweep() == {"silent:SESSION_DONE": 1}
    assert Occurrence.objects.get(local_date="2026-03-10").silence_reason == "SESSION_DONE"
    assert mails(settings) == []


def test_the_mornings_session_does_not_silence_the_evening(people: People, program: Any) -> None:
    with time_machine.travel(DUE - dt.timedelta(hours=10), tick=False):
        push(people.patient.pk, people.pia.pk, None, [session_record(program, dt.date(2026, 3, 10), slot="morning")])
    assert SessionLog.objects.count() == 1
    assert sweep() == {"sent": 1}


def test_after_an_outage_nothing_old_is_sent(people: People, program: Any, settings: Any) -> None:
    assert sweep(DUE + dt.timedelta(minutes=61)) == {"silent:TOO_LATE": 1}
    assert mails(settings) == []


def test_a_sender_that_died_is_followed_by_another(people: People, program: Any) -> None:
    with time_machine.travel(DUE, tick=False):
        assert len(sending.claim()) == 1
        assert sending.claim() == []
    assert sweep(DUE + dt.timedelta(seconds=59)) == {}
    assert sweep(DUE + dt.timedelta(seconds=61)) == {"sent": 1}


def test_push_is_encrypted_for_the_device_and_spares_the_mail(
    people: People, program: Any, settings: Any, push_service: PushService
) -> None:
    device = subscribe(people, settings, push_service)
    assert sweep() == {"sent": 1}
    (request,) = push_service.requests
    notification = json.loads(device.decrypt(request.body))["notification"]
    assert notification["title"] == "A reminder from Nod"
    assert len(notification["tag"]) == 32
    assert request.headers["topic"] == notification["tag"]
    assert request.headers["content-encoding"] == "aes128gcm"
    assert 0 < int(request.headers["ttl"]) <= 3600
    assert device.verify_vapid(request.headers["authorization"], audience=push_service.origin)
    assert mails(settings) == []
    assert [(row.channel, row.result) for row in Delivery.objects.all()] == [("web_push", "accepted")]


def test_a_dead_device_is_forgotten_and_mail_takes_over(
    people: People, program: Any, settings: Any, push_service: PushService
) -> None:
    subscribe(people, settings, push_service)
    push_service.status = 410
    assert sweep() == {"sent": 1}
    assert not PushSubscription.objects.exists()
    assert len(mails(settings)) == 1


def test_a_redirect_is_never_followed(people: People, program: Any, settings: Any, push_service: PushService) -> None:
    subscribe(people, settings, push_service)
    inside = f"{push_service.origin}/inside"
    push_service.answer = lambda _: PushAnswer(307, (("Location", inside),))
    sweep()
    assert [request.path for request in push_service.requests] == ["/device"]


def test_a_failing_mail_server_is_tried_again(people: People, program: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert sweep() == {"later": 1}
    row = Occurrence.objects.get(local_date="2026-03-10")
    assert (row.status, row.attempts) == (Status.DUE, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert sweep(DUE + dt.timedelta(seconds=41)) == {"sent": 1}


def test_who_opens_the_app_starts_with_an_evening_sundays_questions_and_news(people: People) -> None:
    planning.plan_for(people.patient)
    rules = ReminderRule.objects.order_by("kind").values_list("kind", "slot", "local_time", "days")
    assert list(rules) == [
        ("message", "anytime", dt.time(12), 127),
        ("program", "anytime", dt.time(12), 127),
        ("session", "evening", dt.time(18, 30), 127),
        ("weekly", "anytime", dt.time(10), 64),
    ]
    planned = set(Occurrence.objects.values_list("rule__kind", flat=True))
    assert planned <= {"session", "weekly"}, "news have no time of their own"


def test_an_answered_diary_silences_its_question(people: People, program: Any) -> None:
    with time_machine.travel(DUE - dt.timedelta(hours=2), tick=False):
        planning.set_rule(people.patient, kind="diary", slot="evening", local_time=dt.time(18, 30), enabled=True)
        push(people.patient.pk, people.pia.pk, None, [day_record(dt.date(2026, 3, 10), headache=False)])
    assert sweep() == {"silent:DIARY_DONE": 1, "sent": 1}
