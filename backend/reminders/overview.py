"""How the sending is doing, in counts without a person: for the operator's page, `manage.py reminder_status` and
Prometheus."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, ExpressionWrapper, F, Q
from django.db.models import DurationField as Duration

from backend.audit.faults import Failing, failing_lately
from backend.common import clock
from backend.desk.staff_reach import StaffReach, staff_reach
from backend.reminders.channels.vapid import all_keys
from backend.reminders.models import Circuit, Delivery, Heartbeat, Occurrence, PushSubscription, Status

# Up to how many seconds after its time a reminder went out; the last class is everything beyond.
LATENESS_SECONDS = (5, 30, 60, 300)


@dataclass(frozen=True)
class DeviceRow:
    """Devices by the key of ours they were made with; `is_known`: that key is still here."""

    key_id: str
    count: int
    is_current: bool
    is_known: bool


@dataclass(frozen=True)
class Overview:
    """Counts over the last `hours`. `lateness` has one more class than LATENESS_SECONDS; ages are seconds."""

    hours: int
    due: int
    oldest_due_seconds: float
    sent: int
    shown: int
    acted: int
    failed: int
    silent: dict[str, int]
    lateness: list[int]
    refused_by_host: dict[str, dict[str, int]]
    circuits: list[Circuit]
    heartbeats: dict[str, float]
    devices: list[DeviceRow]
    staff: StaffReach
    failing: list[Failing]

    @property
    def late(self) -> int:
        """Return how many went out more than a minute after their time."""
        return sum(self.lateness[LATENESS_SECONDS.index(60) + 1 :])


def overview(hours: int = 24) -> Overview:
    """Count what was due, sent, late, silent and failed. Eleven queries, whatever the number of patients."""
    now = clock.now()
    since = now - dt.timedelta(hours=hours)
    due = Occurrence.objects.filter(status=Status.DUE, due_at__lte=now)
    waiting = due.count()
    oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
    done = Occurrence.objects.filter(done_at__gt=since)
    late = ExpressionWrapper(F("done_at") - F("due_at"), output_field=Duration())
    sent = Q(status=Status.SENT)
    edges = [dt.timedelta(seconds=seconds) for seconds in LATENESS_SECONDS]
    counts = done.annotate(late=late).aggregate(
        sent=Count("pk", filter=sent),
        shown=Count("pk", filter=sent & Q(shown_at__isnull=False)),
        acted=Count("pk", filter=sent & Q(acted_at__isnull=False)),
        failed=Count("pk", filter=Q(status=Status.FAILED)),
        **{f"within_{place}": Count("pk", filter=sent & Q(late__lte=edge)) for place, edge in enumerate(edges)},
    )
    within = [counts[f"within_{place}"] for place in range(len(edges))] + [counts["sent"]]
    silent = done.filter(status=Status.SILENT).values_list("silence_reason").annotate(count=Count("pk"))
    return Overview(
        hours=hours,
        due=waiting,
        oldest_due_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        sent=counts["sent"],
        shown=counts["shown"],
        acted=counts["acted"],
        failed=counts["failed"],
        silent=dict(silent.order_by("-count", "silence_reason")),
        lateness=[within[0], *(high - low for low, high in pairwise(within))],
        refused_by_host=_refused(since),
        circuits=list(Circuit.objects.filter(failures__gt=0).order_by("name")),
        heartbeats={beat.name: (now - beat.at).total_seconds() for beat in Heartbeat.objects.order_by("name")},
        devices=_devices(),
        staff=staff_reach(),
        failing=failing_lately(),
    )


def _refused(since: dt.datetime) -> dict[str, dict[str, int]]:
    """Return host -> what it said (status or error) -> how often, for everything that was not accepted."""
    rows = Delivery.objects.filter(at__gt=since).exclude(result="accepted").values_list("host", "detail")
    found: dict[str, dict[str, int]] = {}
    for host, detail, count in (
        rows.values_list("host", "detail").annotate(count=Count("pk")).order_by("host", "detail")
    ):
        found.setdefault(host, {})[detail] = count
    return found


def _devices() -> list[DeviceRow]:
    keys = [key.id for key in all_keys()]
    rows = PushSubscription.objects.values_list("vapid_key_id").annotate(count=Count("pk")).order_by("-count")
    return [DeviceRow(key_id, count, keys[:1] == [key_id], key_id in keys) for key_id, count in rows]
