"""Lets the real planner and the real sender work through days on a clock of our own, among things that go wrong.

Some pushes are answered with errors, some phones go silent or die, senders are killed with rows in their hands, and
once a day nobody sweeps for twenty minutes.
"""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core import mail
from django.db import connection, connections
from django.db.models import Min, Q
from django.test import override_settings

from backend.common import clock
from backend.common.ids import new_id
from backend.diary.models import SessionLog
from backend.reminders import planning, sending
from backend.reminders.channels.vapid import new_pem
from backend.reminders.models import Occurrence, Status
from backend.reminders.simulation.oracle import OracleReport, judge_run
from backend.reminders.simulation.push_service import PushAnswer, PushService, Received
from backend.reminders.simulation.world import DONE_BEFORE, SimulatedWorld, make_world

SWEEP = dt.timedelta(seconds=30)
PLAN = dt.timedelta(minutes=10)
# The night before the clocks go forward in Europe: a simulation that begins here meets a change of clocks.
BEGIN = dt.datetime(2026, 3, 28, 0, 0, 7, tzinfo=dt.UTC)
SERVER_ERROR, TOO_MANY, DIES, KILLED = 0.02, 0.01, 0.0005, 0.05
OUTAGE_HOUR, OUTAGE = 17, dt.timedelta(minutes=20)


class Simulation:
    """One run. `senders` sweep at once where the database lets them; `say` hears of each simulated day."""

    def __init__(self, patients: int, days: int, seed: int, senders: int, say: Callable[[str], None]) -> None:
        self.patients, self.days, self.say = patients, days, say
        self.rng = random.Random(seed)  # noqa: S311  nothing secret
        self.senders = senders if connection.features.has_select_for_update_skip_locked else 1
        self.now = BEGIN
        self.service = PushService(keep=False, answer=self._answer)
        self.accepted: list[tuple[dt.datetime, Received]] = []
        self.dead: set[str] = set()
        self.killed = self.posts = 0

    def run(self) -> OracleReport:
        """Simulate in the empty database that is connected, and return what came out."""
        self.service.start()
        changed = override_settings(
            VAPID_PRIVATE_KEY=new_pem().decode(),
            PUSH_EXTRA_ORIGINS=[self.service.origin],
            EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        )
        try:
            with changed, clock.told_by(lambda: self.now):
                mail.outbox = []
                world = make_world(self.patients, self.service.origin, self.rng)
                self._days(world)
                until = BEGIN + dt.timedelta(days=self.days)
                ids = [str(letter.extra_headers["Message-ID"]) for letter in mail.outbox]
                return judge_run(world, self.accepted, ids, BEGIN, until)
        finally:
            self.service.stop()

    def _days(self, world: SimulatedWorld) -> None:
        end = BEGIN + dt.timedelta(days=self.days)
        next_plan = next_day = BEGIN
        with ThreadPoolExecutor(self.senders) as threads:
            while self.now < end:
                if self.now >= next_plan:
                    self._at_once(threads, planning.plan_due)
                    next_plan = self.now + PLAN
                if self.now >= next_day:
                    self._do_sessions(world)
                    self.say(f"{self.now:%Y-%m-%d}: {len(self.accepted)} pushes, {len(mail.outbox)} mails so far")
                    next_day += dt.timedelta(days=1)
                if not self._is_outage():
                    self._sweep(threads)
                self.now = self._next_tick(next_plan, end)
            # What is still on its way: an hour for the lease, the retries and the postponed.
            for _ in range(8):
                self._at_once(threads, sending.send_due_reminders)
                self.now += dt.timedelta(minutes=8)

    def _sweep(self, threads: ThreadPoolExecutor) -> None:
        if self.rng.random() < KILLED:
            # Killed between claiming and sending: the rows come back when the lease runs out.
            self.killed += len(sending.claim())
        self._at_once(threads, sending.send_due_reminders)

    def _at_once(self, threads: ThreadPoolExecutor, work: Callable[[], object]) -> None:
        def alone(_: int) -> None:
            try:
                work()
            finally:
                if self.senders > 1:
                    connections.close_all()

        if self.senders == 1:
            work()
            return
        list(threads.map(alone, range(self.senders)))

    def _next_tick(self, next_plan: dt.datetime, end: dt.datetime) -> dt.datetime:
        """Return the first tick at which there is anything to do: time in which nothing is due need not pass."""
        waiting = Occurrence.objects.filter(status=Status.DUE)
        times = waiting.aggregate(
            fresh=Min("due_at", filter=Q(next_try_at__isnull=True, leased_until__isnull=True)),
            retry=Min("next_try_at"),
            leased=Min("leased_until"),
        )
        wake = min([next_plan, end, *(at for at in times.values() if at)])
        ticks: int = -((self.now - wake) // SWEEP)
        return self.now + max(1, ticks) * SWEEP

    def _is_outage(self) -> bool:
        begins = self.now.replace(hour=OUTAGE_HOUR, minute=0, second=0, microsecond=0)
        return begins <= self.now < begins + OUTAGE

    def _do_sessions(self, world: SimulatedWorld) -> None:
        """Some patients do today's exercises before they are reminded."""
        SessionLog.objects.bulk_create(self._sessions(world))

    def _sessions(self, world: SimulatedWorld) -> Iterator[SessionLog]:
        for patient in world.patients:
            if self.rng.random() < DONE_BEFORE:
                yield SessionLog(
                    id=new_id(),
                    clinic_id=patient.clinic_id,
                    patient=patient,
                    recorded_at=self.now,
                    time_zone=patient.time_zone,
                    received_at=self.now,
                    content_hash=uuid.uuid4().hex,
                    sync_seq=1,
                    occurred_on=clock.local_date(self.now + dt.timedelta(days=1), patient.time_zone),
                    version=world.versions[patient.pk],
                    slot="evening",
                    started_at=self.now,
                    ended_at=self.now,
                )

    def _answer(self, post: Received) -> PushAnswer:
        """What a push service says: mostly yes, at times not now, and once and for all no for a dead phone."""
        self.posts += 1
        luck = self.rng.random()
        if post.path in self.dead or luck < DIES:
            self.dead.add(post.path)
            return PushAnswer(410)
        if luck < DIES + SERVER_ERROR:
            return PushAnswer(503)
        if luck < DIES + SERVER_ERROR + TOO_MANY:
            return PushAnswer(429, (("Retry-After", "90"),))
        self.accepted.append((self.now, post))
        return PushAnswer(201)
