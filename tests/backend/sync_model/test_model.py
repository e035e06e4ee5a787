"""Three phones, a therapist and everything that goes wrong on the way, in random order: nothing is lost or doubled.

100 runs of 60 steps; `make test-long` does 1,000 of 200. A failing run is made as short as it can be and printed.
"""

import datetime as dt
import logging
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from backend.accounts.models import Patient
from backend.common import clock
from backend.sync.pull import earlier_messages
from scripts import frontend
from tests.backend.sync_model.phone import Phone
from tests.backend.sync_model.world import START, ZONES, Fault, World
from tests.builders import running_program
from tests.people import People

LONG = bool(os.environ.get("NOD_LONG"))
RUNS, STEPS = (1_000, 200) if LONG else (100, 60)
PHONES = 3
# On the database that clinics run; PostgreSQL and SQLite take the same savepoints, so once is enough.
pytestmark = pytest.mark.postgres

phone = st.integers(0, PHONES - 1)
FAULTS = (
    *("lose_request", "lose_answer", "late", "twice", "switch_off_before", "switch_off_after"),
    *("database_fails", "phone_dies", "phone_dies", "none"),
)
# Through a seed, because Hypothesis likes the first of several choices, and then little would go wrong.
seeds = st.integers(0, 2**32)
pain = st.integers(0, 10)
changes = st.one_of(
    st.fixed_dictionaries({"headache": st.booleans()}),
    st.fixed_dictionaries({"headache": st.just(True), "peak_intensity": pain, "duration_min": st.integers(5, 600)}),
    st.fixed_dictionaries({"stress": st.one_of(st.none(), pain)}),
    st.fixed_dictionaries({"note": st.one_of(st.none(), st.text("ab ñ🙂", max_size=8))}),
    st.fixed_dictionaries({"sleep_hours": st.one_of(st.none(), st.integers(0, 24))}),
)


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Phone]]:
    core: Path = tmp_path_factory.mktemp("phone") / "core.mjs"
    frontend.bundle("tests/phone/core.ts", core)
    started = [Phone(core) for _ in range(PHONES)]
    yield started
    for each in started:
        each.stop()


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Thousands of refused requests are wanted here: none of them is worth a line."""
    log = logging.getLogger("django.request")
    log.disabled = True
    yield
    log.disabled = False


@pytest.mark.usefixtures("_quiet")
def test_nothing_is_lost_or_doubled_whatever_happens(people: People, phones: list[Phone]) -> None:
    with clock.told_by(lambda: START):
        version = running_program(people.tara, people.patient.pk)
    counts: Counter[str] = Counter()

    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            # Each run is undone, so that the next begins with the same empty record.
            self.before = transaction.savepoint()
            self.world = World(people, version, phones)

        @rule(number=phone, days_ago=st.integers(0, 2), what=changes)
        def writes_a_day(self, number: int, days_ago: int, what: dict[str, Any]) -> None:
            self.world.write_day(number, days_ago, what)

        @rule(number=phone, slot=st.sampled_from(["morning", "midday", "evening"]))
        def does_a_session(self, number: int, slot: str) -> None:
            self.world.write_session(number, slot)

        @rule(number=phone, kind=st.sampled_from(["message", "score", "baseline", "safe", "unsafe", "broken"]))
        def writes(self, number: int, kind: str) -> None:
            on = {"occurred_on": self.world.today_of(number).isoformat()}
            body: dict[str, Any] = {
                "message": {"type": "message", "text": "May I ask something?"},
                "score": {"type": "measure_score", **on, "measure": "nrs-neck", "values": {"value": 4}},
                "baseline": {"type": "baseline", **on, "headache_days_28": 9, "usual_pain": 4, "worst_pain": 8},
                "safe": {"type": "red_flag_check", **on, "asked": "weekly", "answers": {"s1": False}, "shown": ""},
                "unsafe": {
                    "type": "red_flag_check",
                    **on,
                    "asked": "weekly",
                    "answers": {"s1": True},
                    "shown": "same_day",
                },
                # What an app with a fault might send: refused for ever, and still there to be seen.
                "broken": {"type": "measure_score", **on, "measure": "no-such", "values": {"value": 4}},
            }[kind]
            self.world.write(number, body)

        @rule(number=phone)
        def syncs(self, number: int) -> None:
            self.world.sign_in_if_out(number)
            self.world.sync(number)

        @rule(number=phone, seed=seeds)
        def syncs_as_well_as_it_can(self, number: int, seed: int) -> None:
            chance = random.Random(seed)
            if chance.random() < 0.8:
                self.world.sign_in_if_out(number)
            kind = chance.choice(FAULTS)
            self.world.sync(number, Fault(kind, chance.randrange(12 if kind == "phone_dies" else 2)))

        @rule(act=st.sampled_from(["writes", "pauses", "resumes", "clears"]))
        def the_therapist(self, act: str) -> None:
            self.world.therapist(act)

        @rule(number=phone, hours=st.integers(-12, 12))
        def a_clock_is_wrong(self, number: int, hours: int) -> None:
            self.world.devices[number].ahead = dt.timedelta(hours=hours)

        @rule(number=phone, zone=st.sampled_from(ZONES))
        def travels(self, number: int, zone: str) -> None:
            self.world.devices[number].zone = zone

        @rule(hours=st.integers(1, 10))
        def time_goes_by(self, hours: int) -> None:
            self.world.now += dt.timedelta(hours=hours)

        @rule(number=phone)
        def the_app_starts_anew(self, number: int) -> None:
            self.world.restart(number)

        @rule(number=phone)
        def storage_is_cleared(self, number: int) -> None:
            self.world.wipe(number)

        @rule(number=phone)
        def is_signed_out_from_elsewhere(self, number: int) -> None:
            self.world.revoke(number)

        @precondition(lambda self: self.world.late)
        @rule(seed=seeds)
        def what_was_late_arrives(self, seed: int) -> None:
            self.world.deliver_late(random.Random(seed))

        @precondition(lambda self: self.world.sent)
        @rule(which=st.integers(0, 999))
        def an_old_request_comes_again(self, which: int) -> None:
            self.world.repeat(which)

        @rule()
        def a_backup_is_made(self) -> None:
            self.world.take_backup()

        @precondition(lambda self: self.world.backup)
        @rule()
        def the_backup_is_restored(self) -> None:
            self.world.restore()

        def teardown(self) -> None:
            try:
                self.world.settle()
                self.world.judge()
                counts.update(self.world.counts, runs=1)
            finally:
                transaction.savepoint_rollback(self.before)
                transaction.savepoint_commit(self.before)

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\nsync, {RUNS} runs of up to {STEPS} steps: 0 lost, 0 doubled, 0 phones apart; {dict(counts)}")
    assert counts["runs"] >= RUNS


def test_a_restored_server_gets_back_what_phones_still_hold_and_they_drop_what_it_lost(
    people: People, phones: list[Phone]
) -> None:
    with clock.told_by(lambda: START):
        version = running_program(people.tara, people.patient.pk)
    world = World(people, version, phones)
    world.take_backup()
    world.write_day(0, 0, {"headache": True})
    world.sync(0)
    world.therapist("writes")
    world.sync(1)
    assert [message["from_patient"] for message in world.look(1)["messages"]] == [False]
    world.restore()
    world.settle()
    world.judge()
    assert world.look(1)["messages"] == []
    assert [day["fields"] for day in world.look(1)["days"]] == [{"headache": True}]


@pytest.mark.parametrize("year", [1970, 2026, 2038, 2099])
def test_a_phone_whose_clock_is_years_wrong_syncs_and_loses_nothing(
    people: People, phones: list[Phone], year: int
) -> None:
    with clock.told_by(lambda: START):
        version = running_program(people.tara, people.patient.pk)
    world = World(people, version, phones)
    world.devices[0].ahead = dt.datetime(year, 1, 19, 4, tzinfo=dt.UTC) - START
    world.write_day(0, 0, {"headache": True})
    world.write(0, {"type": "message", "text": "My phone thinks it is another year."})
    world.write_session(0, "evening")
    world.write_day(1, 0, {"headache": False})
    for number in (0, 1, 0):
        world.sync(number)
    world.settle()
    world.judge()
    with clock.told_by(lambda: world.now):
        earlier = earlier_messages(Patient.objects.get(pk=people.patient.pk))
    assert {message["text"] for message in [*earlier, *world.look(2)["messages"]]} == {
        "My phone thinks it is another year."
    }
