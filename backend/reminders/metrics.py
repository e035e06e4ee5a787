"""The overview of the last hour in the words of Prometheus. Counts only: nothing in it names a person."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from backend.reminders.overview import LATENESS_SECONDS, Overview, overview


class Reminders(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield every figure; the database holds them, so each worker answers the same."""
        seen = overview(hours=1)
        yield GaugeMetricFamily("nod_reminders_due", "Due now and not sent", seen.due)
        yield GaugeMetricFamily(
            "nod_reminders_oldest_due_seconds", "Age of the oldest of them", seen.oldest_due_seconds
        )
        yield _labelled("nod_reminders_last_hour", "By how it ended", "outcome", _outcomes(seen))
        yield _labelled("nod_reminders_silent_last_hour", "Silent, by reason", "reason", seen.silent)
        classes = [*map(str, LATENESS_SECONDS), "more"]
        late = dict(zip(classes, seen.lateness, strict=True))
        yield _labelled("nod_reminders_lateness_last_hour", "Sent, by seconds late at most", "seconds", late)
        refused = {host: sum(details.values()) for host, details in seen.refused_by_host.items()}
        yield _labelled("nod_reminders_refused_last_hour", "Not accepted, by host", "host", refused)
        failing = {circuit.name: circuit.failures for circuit in seen.circuits}
        yield _labelled("nod_reminders_failures_in_a_row", "By push host or key", "name", failing)
        yield GaugeMetricFamily("nod_staff_mail_waiting", "Mails to staff not sent yet", seen.staff.waiting)
        yield GaugeMetricFamily("nod_staff_mail_oldest_seconds", "Age of the oldest of them", seen.staff.oldest_seconds)
        yield GaugeMetricFamily("nod_staff_unreached", "Members of staff no mail reaches", seen.staff.unreached)
        yield _labelled("nod_heartbeat_age_seconds", "Since periodic work was last seen", "name", seen.heartbeats)


def _outcomes(seen: Overview) -> dict[str, float]:
    return {name: getattr(seen, name) for name in ("sent", "shown", "acted", "failed", "late")}


def _labelled(name: str, text: str, label: str, values: dict[str, float] | dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus, when it sends the token of NOD_METRICS_TOKEN; without such a token nobody is answered."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Reminders())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
