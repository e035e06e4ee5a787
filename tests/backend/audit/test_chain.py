"""The chain over the audit events: one byte changed behind the triggers' back is named."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from backend.audit import chain
from backend.audit.models import Action, AuditEvent, AuditSeal
from backend.audit.services import record
from backend.audit.source import coming_from
from backend.common.ids import new_id

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def events() -> list[int]:
    """Five events, a minute apart and sealed."""
    for number in range(5):
        with time_machine.travel(NOW + number * MINUTE, tick=False), coming_from("203.0.113.7", "Firefox"):
            record(Action.READ, "patient", actor_id=new_id(), patient_id=new_id(), counts={"rows": number})
    with time_machine.travel(NOW + 10 * MINUTE, tick=False):
        assert chain.seal_events() == 5
    return list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


@contextmanager
def without_triggers(table: str) -> Iterator[None]:
    """Do what only somebody with the database's own rights can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, made in triggers:
            cursor.execute(made)


def found() -> list[tuple[int | None, str]]:
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        return [(fault.event_id, fault.what.split(",")[0]) for fault in chain.chain_faults()]


def test_an_untouched_chain_has_no_fault(events: list[int]) -> None:
    assert found() == []
    assert chain.seal_events() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"what": "program"},
        {"actor_id": None},
        {"at": NOW + 9 * MINUTE},
        {"counts": {"rows": 8}},
        {"action": "exported"},
        {"address": ""},
        {"device": "another"},
    ],
)
def test_whatever_is_changed_is_named_once(events: list[int], change: dict[str, object]) -> None:
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[2]).update(**change)
    assert found() == [(events[2], "was changed")]


def test_what_is_taken_away_is_named(events: list[int]) -> None:
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[1]).delete()
    assert found() == [(events[1], "was taken away")]


def test_a_digest_made_anew_breaks_the_next_link(events: list[int]) -> None:
    """Whoever changes an event and its link has to change every link after it."""
    seals = list(AuditSeal.objects.order_by("pk"))
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[2]).update(what="program")
    with without_triggers("audit_auditseal"):
        digest = chain.link(seals[1].digest, AuditEvent.objects.get(pk=events[2]))
        AuditSeal.objects.filter(pk=seals[2].pk).update(digest=digest)
    assert found() == [(events[3], "was changed")]


def test_an_event_of_a_slow_transaction_is_sealed_after_later_ones(events: list[int]) -> None:
    with time_machine.travel(NOW + 11 * MINUTE, tick=False):
        record(Action.READ, "late", actor_id=None)
        assert chain.seal_events() == 0, "younger than a minute"
    with time_machine.travel(NOW + 13 * MINUTE, tick=False):
        assert chain.seal_events() == 1
    assert found() == []


def test_what_nobody_seals_is_told_after_an_hour() -> None:
    with time_machine.travel(NOW, tick=False):
        record(Action.READ, "patient", actor_id=None)
    with time_machine.travel(NOW + 61 * MINUTE, tick=False):
        # Of the chain's ends the tests before tell, which were rolled back.
        told = [fault.what for fault in chain.chain_faults() if fault.event_id]
        assert told == ["is not sealed after an hour: is beat running?"]


def test_the_newest_part_alone_can_be_looked_at(events: list[int]) -> None:
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[0]).update(what="old")
        AuditEvent.objects.filter(pk=events[4]).update(what="new")
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        assert [fault.event_id for fault in chain.chain_faults(newest=2)] == [events[4]]
        assert [fault.event_id for fault in chain.chain_faults(newest=50)] == [events[0], events[4]]


def test_seals_are_append_only(events: list[int]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditSeal.objects.update(digest="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditSeal.objects.all().delete()


def test_the_command_names_the_event_and_knows_an_earlier_head(events: list[int]) -> None:
    out = StringIO()
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        call_command("verify_audit", stdout=out)
    kept = out.getvalue().split()[-1]
    assert kept == chain.head()[1]
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        call_command("verify_audit", head=kept, stdout=StringIO())
    with without_triggers("audit_auditseal"):
        AuditSeal.objects.order_by("pk").last().delete()  # type: ignore[union-attr]
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[4]).delete()
    out = StringIO()
    with time_machine.travel(NOW + 20 * MINUTE, tick=False), pytest.raises(SystemExit):
        call_command("verify_audit", head=kept, stdout=out)
    assert "the head you kept is not in the chain" in out.getvalue()


def test_a_chain_that_was_emptied_is_noticed(events: list[int]) -> None:
    """By somebody who may take the triggers away: nothing that is left would not fit."""
    with without_triggers("audit_auditevent"), without_triggers("audit_auditseal"):
        AuditEvent.objects.all().delete()
        AuditSeal.objects.all().delete()
    [(event_id, what)] = found()
    assert event_id is None
    assert "links none is left" in what


def test_heads_kept_on_another_machine_show_a_chain_begun_anew(events: list[int], tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    with time_machine.travel(NOW + 20 * MINUTE, tick=False):
        call_command("verify_audit", keep=kept, stdout=StringIO())
        call_command("verify_audit", keep=kept, stdout=StringIO())
    assert [line.split()[1:] for line in kept.read_text().splitlines()] == [["5", chain.head()[1]]] * 2
    with without_triggers("audit_auditevent"):
        AuditEvent.objects.filter(pk=events[4]).update(what="nothing")
    with without_triggers("audit_auditseal"):
        before = AuditSeal.objects.get(event_id=events[3]).digest
        anew = chain.link(before, AuditEvent.objects.get(pk=events[4]))
        AuditSeal.objects.filter(event_id=events[4]).update(digest=anew)
    assert found() == [], "the chain fits in itself"
    out = StringIO()
    with time_machine.travel(NOW + 20 * MINUTE, tick=False), pytest.raises(SystemExit):
        call_command("verify_audit", keep=kept, stdout=out)
    assert "the head of 2026-03-10T12:20:00Z is not in the chain" in out.getvalue()
    assert len(kept.read_text().splitlines()) == 2, "what does not fit is not kept"
