"""Who gets what: every route × method × actor × whose record.

The expected table is matrix.json; `UPDATE_MATRIX=1` writes it anew, and its difference is for a person to review.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern

from backend.audit.models import AuditEvent
from tests.access.requests import ALL, METHODS, ask, content_of, path_of, strangers_in
from tests.access.town import KNOWS, TARGETS, Town, make_town

# Once is enough: which database answers makes no difference to who may ask.
pytestmark = pytest.mark.postgres
TABLE = Path(__file__).parent / "matrix.json"


@pytest.fixture
def town(db: None, settings: Any) -> Town:
    cache.clear()
    town = make_town()
    settings.SECOND_FACTOR_REQUIRED = True
    return town


# All methods that a view doesn't answer go the same way through Django or DRF, before any code of ours, and the admin
# takes what it doesn't know for a GET: one of them stands for the others.
UNKNOWN = "UNKNOWN"


@pytest.mark.parametrize("kind", [*METHODS, UNKNOWN])
def test_every_route_answers_everybody_as_the_table_says(town: Town, kind: str) -> None:
    found: dict[str, dict[str, str]] = {}
    leaks: list[str] = []
    requests = 0
    clients = {actor: town.client(actor) for actor in KNOWS}
    for pattern, route in ALL:
        method = next((each for each in METHODS if _kind_of(route, each) == kind), None)
        if not method:
            continue
        targets = TARGETS if "patient_id" in pattern and kind != UNKNOWN else TARGETS[:1]
        row: dict[str, str] = {}
        for actor, client in clients.items():
            statuses = []
            for target in targets:
                path = path_of(pattern, town.patients[target])
                answer = ask(client, method, path, None if method == "GET" else {})
                requests += 1
                statuses.append(str(answer.status_code))
                leaks += [f"{actor}: {method} {path} shows {who}" for who in strangers_in(actor, content_of(answer))]
            row[actor] = " ".join(statuses)
        found[f"{kind} {pattern}"] = _short(row)
    print(f"\nmatrix: {len(found)} routes, {requests} requests, {len(leaks)} leaks")
    assert leaks == []
    assert not [route for route, row in found.items() if any("50" in each for each in row.values())]
    if os.environ.get("UPDATE_MATRIX"):
        _update(kind, found)
    expected = _expected(kind)
    assert {route: row for route, row in found.items() if row != expected.get(route)} == {}
    assert set(expected) == set(found), "a route is gone: UPDATE_MATRIX=1 pytest tests/access"


def _expected(kind: str) -> dict[str, dict[str, str]]:
    rows = json.loads(TABLE.read_text())["routes"]
    return {route: row for route, row in rows.items() if route.startswith(f"{kind} ")}


def _update(kind: str, found: dict[str, dict[str, str]]) -> None:
    """Write the rows of one kind anew, in the order of the routes."""
    rows = json.loads(TABLE.read_text())["routes"]
    kept = {route: row for route, row in rows.items() if not route.startswith(f"{kind} ")} | found
    order = [f"{each} {pattern}" for pattern, _ in ALL for each in (*METHODS, UNKNOWN)]
    routes = {route: kept[route] for route in order if route in kept}
    TABLE.write_text(json.dumps({"targets": TARGETS, "routes": routes}, indent=1) + "\n")


def _kind_of(route: URLPattern, method: str) -> str:
    """Return the method, or UNKNOWN when the view refuses it before it looks at anything."""
    return method if _knows(route, method) else UNKNOWN


def _knows(route: URLPattern, method: str) -> bool:
    """Say whether a view answers this method; plain functions are the admin's and allauth's, for GET and POST."""
    view = getattr(route.callback, "view_class", None) or getattr(route.callback, "cls", None)
    return hasattr(view, method.lower()) if view else method in ("GET", "POST")


def _short(row: dict[str, str]) -> dict[str, str]:
    """Name the commonest answer once, and those that get another."""
    common = Counter(row.values()).most_common(1)[0][0]
    return {"everybody else": common, **{actor: each for actor, each in row.items() if each != common}}


OUTSIDERS = [actor for actor in KNOWS if actor not in ("tara", "tom", "olga")]


@pytest.mark.parametrize("kind", ["GET", UNKNOWN])
def test_nobody_but_their_own_therapist_comes_near_a_patient(kind: str) -> None:
    """The test above holds the table to what is answered; this one holds it to what must never be written into it."""
    rows = {route: row for route, row in _expected(kind).items() if "patient_id" in route}
    assert rows
    for route, row in rows.items():
        for actor in OUTSIDERS:
            statuses = set(row.get(actor, row["everybody else"]).split())
            assert statuses <= {"403", "404", "405"}, (route, actor)


def test_unknown_foreign_and_erased_answer_alike(town: Town) -> None:
    client = town.client("tara")
    for pattern, route in ALL:
        for method in METHODS if "patient_id" in pattern else ():
            if not _knows(route, method):
                continue
            answers = [
                ask(client, method, path_of(pattern, town.patients[target]), {})
                for target in ("paul", "hugo", "erased", "random")
            ]
            assert len({(each.status_code, each.content) for each in answers}) == 1, (method, pattern)


def test_each_request_about_a_patient_leaves_one_event(town: Town) -> None:
    """Read or refused: one event for each request, of this person about this record (45 CFR 164.312(b))."""
    wrong = []
    for actor in ("tara", "tom", "lena", "cora", "paul"):
        client = town.client(actor)
        for pattern, route in ALL:
            if "patient_id" not in pattern or not _knows(route, "GET"):
                continue
            path = path_of(pattern, town.patients["pia"])
            with transaction.atomic():
                before = set(AuditEvent.objects.values_list("pk", flat=True))
                answer = client.get(path)
                new = AuditEvent.objects.exclude(pk__in=before)
                about = [(each.actor_id, each.patient_id, each.action == "denied") for each in new]
                transaction.set_rollback(True)
            user = town.users[actor]
            assert user
            if about != [(user.pk, town.patients["pia"], answer.status_code != 200)]:
                wrong.append((actor, path, answer.status_code, about))
    assert wrong == []
