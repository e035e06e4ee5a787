"""What should have come out, counted minute by minute and by other means than the sender's, and what did come out."""

import datetime as dt
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from zoneinfo import ZoneInfo

from backend.reminders.channels.push_post import topic_of
from backend.reminders.models import Occurrence, ReminderRule, Status
from backend.reminders.simulation.push_service import Received
from backend.reminders.simulation.world import SimulatedWorld

MINUTE = dt.timedelta(minutes=1)
LATE_SECONDS = 60


@dataclass
class OracleReport:
    """`expected`: rules times local dates. `again`: repeated posts that a phone shows as one notification."""

    expected: int = 0
    delivered: int = 0
    silent: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    late: int = 0
    lost: int = 0
    doubled: int = 0
    again: int = 0
    late_seconds: list[float] = field(default_factory=list)

    def lateness(self, percent: int) -> float:
        """Return that percentile of seconds late, 0 when nothing was delivered."""
        return quantiles(self.late_seconds, n=100)[percent - 1] if len(self.late_seconds) > 1 else 0.0


def expected_dates(
    rules: Iterable[ReminderRule], since: dt.datetime, until: dt.datetime
) -> dict[uuid.UUID, set[dt.date]]:
    """Return rule -> local dates on which it has to ring in (since, until], by looking at every minute of every zone.

    A wall-clock minute that is skipped has to ring too: the date counts when its first later minute comes.
    """
    by_zone: dict[str, list[ReminderRule]] = defaultdict(list)
    for rule in rules:
        by_zone[rule.patient.time_zone].append(rule)
    found: dict[uuid.UUID, set[dt.date]] = defaultdict(set)
    for zone, theirs in by_zone.items():
        passed = _first_passed(ZoneInfo(zone), {rule.local_time for rule in theirs}, since, until)
        for rule in theirs:
            found[rule.pk] = passed[rule.local_time]
    return found


def _first_passed(
    zone: ZoneInfo, times: set[dt.time], since: dt.datetime, until: dt.datetime
) -> dict[dt.time, set[dt.date]]:
    """Return time -> the dates on which the wall clock came to that time or past it, for the first time in the span."""
    start = since.replace(second=0, microsecond=0)
    before = start.astimezone(zone)
    passed: dict[dt.time, set[dt.date]] = {at: set() for at in times}
    done = {at: before.date() if before.time() >= at else before.date() - dt.timedelta(days=1) for at in times}
    moment = start + MINUTE
    while moment <= until:
        wall = moment.astimezone(zone)
        for at in times:
            if wall.time() >= at and wall.date() > done[at]:
                passed[at].add(wall.date())
                done[at] = wall.date()
        moment += MINUTE
    return passed


def judge_run(
    world: SimulatedWorld,
    posts: Sequence[tuple[dt.datetime, Received]],
    mails: Iterable[str],
    since: dt.datetime,
    until: dt.datetime,
) -> OracleReport:
    """Compare what should have happened with rows, accepted pushes (with their simulated time) and mails' ids."""
    report = OracleReport()
    rows = {
        row.pk: row for row in Occurrence.objects.filter(due_at__gt=since, due_at__lte=until).select_related("rule")
    }
    seen = _first_seen(world, posts, rows)
    mailed = Counter(uuid.UUID(each.strip("<>").split("@")[0]) for each in mails)
    by_rule: dict[tuple[uuid.UUID, dt.date], list[Occurrence]] = defaultdict(list)
    for row in rows.values():
        by_rule[row.rule_id, row.local_date].append(row)
    for rule_id, dates in expected_dates(world.rules, since, until).items():
        for on in dates:
            report.expected += 1
            theirs = by_rule.pop((rule_id, on), [])
            _count(report, theirs, seen, mailed)
    # Rows that no rule and date asked for were one too many.
    report.doubled += sum(len(extra) for extra in by_rule.values())
    report.again += len(posts) - len({(post.path, post.headers["topic"]) for _, post in posts})
    return report


def _count(
    report: OracleReport, rows: list[Occurrence], seen: dict[uuid.UUID, dt.datetime], mailed: Counter[uuid.UUID]
) -> None:
    if not rows:
        report.lost += 1
        return
    row, *more = rows
    report.doubled += len(more)
    reached = row.pk in seen or row.pk in mailed
    if row.status == Status.SENT and reached:
        report.delivered += 1
        at = seen.get(row.pk) or row.done_at or row.due_at
        report.late_seconds.append((at - row.due_at).total_seconds())
        report.late += report.late_seconds[-1] > LATE_SECONDS
    elif row.status == Status.SILENT and not reached:
        report.silent[row.silence_reason] += 1
    elif row.status == Status.FAILED:
        report.failed += 1
    else:
        # Marked as sent and never arrived, arrived and marked as silent, or never finished.
        report.lost += 1


def _first_seen(
    world: SimulatedWorld, posts: Sequence[tuple[dt.datetime, Received]], rows: dict[uuid.UUID, Occurrence]
) -> dict[uuid.UUID, dt.datetime]:
    """Return row -> when a phone first got it: opened with the phone's own key, known by its tag."""
    phones = {phone.path: phone for phone in world.phones}
    tags = {topic_of(pk): pk for pk in rows}
    found: dict[uuid.UUID, dt.datetime] = {}
    for at, post in posts:
        notification = json.loads(phones[post.path].key.decrypt(post.body))["notification"]
        pk = tags.get(notification["tag"])
        if pk and rows[pk].patient_id == phones[post.path].owner:
            found[pk] = min(at, found.get(pk, at))
    return found
