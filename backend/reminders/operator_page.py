"""The operator's page in the admin: is it sending, how late, why silent, which service refuses. No person is in it."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from backend.reminders.heartbeat import CANARY, PLAN, SWEEP
from backend.reminders.overview import LATENESS_SECONDS, Overview, overview

SPANS = {"hour": 1, "day": 24, "week": 168}
# Older than this, and somebody should look. Seconds.
WORRYING = {SWEEP: 90, PLAN: 1500, CANARY: 240}
BAR_WIDTH = 320


@dataclass(frozen=True)
class Bar:
    label: str
    count: int
    width: int


@require_safe
def operator_page(request: HttpRequest) -> HttpResponse:
    """Show the overview of an hour, a day or a week."""
    span = request.GET.get("span", "day")
    seen = overview(SPANS.get(span, 24))
    context = {
        **admin.site.each_context(request),
        "title": "Reminders",
        "seen": seen,
        "span": span if span in SPANS else "day",
        "spans": list(SPANS),
        "alarms": alarms(seen),
        "lateness": _bars(_lateness(seen)),
        "silent": _bars(seen.silent),
        "heartbeats": [(name, round(age), age > WORRYING.get(name, age)) for name, age in seen.heartbeats.items()],
    }
    return TemplateResponse(request, "reminders/operator.html", context)


def alarms(seen: Overview) -> list[str]:
    """Return what an operator should look at now, each with what to do."""
    found = []
    for name, limit in WORRYING.items():
        age = seen.heartbeats.get(name)
        if age is None:
            found.append(f"No “{name}” has ever been seen: start a worker and beat.")
        elif age > limit:
            found.append(f"The last “{name}” was {age:.0f} s ago: look whether worker, beat and Redis run.")
    if seen.oldest_due_seconds > 120:
        found.append(f"{seen.due} are due, the oldest for {seen.oldest_due_seconds:.0f} s: start another worker.")
    found += [
        f"{circuit.name} failed {circuit.failures} times in a row ({circuit.last_detail}). Nod tries again at "
        f"{circuit.open_until:%H:%M} UTC; when it goes on, look whether the service or the key is at fault."
        for circuit in seen.circuits
        if circuit.open_until
    ]
    found += [
        f"{device.count} devices were made with key {device.key_id}, which is not here: put it back behind the first."
        for device in seen.devices
        if not device.is_known
    ]
    found += [
        f"{_rows(each.rows)} of “{each.work}” could not be worked on ({each.error}), last at "
        f"{each.last:%b %d %H:%M} UTC; the others went on. See `manage.py faults`."
        for each in seen.failing
    ]
    if seen.staff.unreached:
        people = "1 member" if seen.staff.unreached == 1 else f"{seen.staff.unreached} members"
        found.append(
            f"Mail does not reach {people} of staff, safety mail included: see who with `manage.py staff_mail`, and "
            "correct the address."
        )
    if seen.staff.oldest_seconds > 600:
        found.append(
            f"{seen.staff.waiting} mails to staff wait, the oldest for {seen.staff.oldest_seconds:.0f} s: look whether "
            "the mail server answers."
        )
    return found


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _lateness(seen: Overview) -> dict[str, int]:
    names = [f"within {seconds} s" for seconds in LATENESS_SECONDS] + [f"over {LATENESS_SECONDS[-1]} s"]
    return dict(zip(names, seen.lateness, strict=True))


def _bars(counts: dict[str, int]) -> list[Bar]:
    most = max(counts.values(), default=0)
    return [Bar(label, count, count * BAR_WIDTH // most) for label, count in counts.items()] if most else []
