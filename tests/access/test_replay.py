"""Every id that somebody has seen, tried by somebody else in every place an id can stand (IDOR): no foreign byte.

3,000 requests; `make test-long` tries 60,000.
"""

import os
import random
import re
from collections import Counter
from typing import Any

import pytest

from tests.access.requests import ALL, METHODS, ask, content_of, path_of, strangers_in
from tests.access.test_matrix import town  # noqa: F401  the fixture
from tests.access.town import KNOWS, Town

REQUESTS = 60_000 if os.environ.get("NOD_LONG") else 3_000
UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OWNERS = {"tara": "pia", "pia": "pia", "tom": "paul", "paul": "paul", "olga": "hugo"}
FIELDS = ("id", "patient", "patient_id", "owner", "user_id", "version_id", "based_on", "colleague_id", "device_id")
HEADERS = ("X-Patient", "X-Clinic", "X-Original-URL", "X-Forwarded-User", "If-None-Match")
ROUTES = [pattern for pattern, _ in ALL if pattern.startswith("api/v1/")]
WITH_ID = [pattern for pattern, _ in ALL if re.search(r"patient_id|:pk>|object_id", pattern)]

pytestmark = pytest.mark.postgres


def test_an_id_opens_nothing_to_somebody_else(town: Town) -> None:  # noqa: F811
    ids = sorted(seen_ids(town))
    assert len(ids) > 50
    chance = random.Random(8)
    clients = {actor: town.client(actor) for actor in KNOWS}
    leaks: list[str] = []
    answers: Counter[int] = Counter()
    for _ in range(REQUESTS):
        actor, id_ = chance.choice(list(KNOWS)), chance.choice(ids)
        method, path, body, headers = attempt(chance, id_, town.patients[chance.choice(("pia", "paul", "hugo"))])
        answer = ask(clients[actor], method, path, body, **headers)
        answers[answer.status_code // 100] += 1
        leaks += [f"{actor}: {method} {path} {body} shows {who}" for who in strangers_in(actor, content_of(answer))]
    print(f"\nreplay: {len(ids)} ids, {REQUESTS} requests, {len(leaks)} foreign; answers {dict(answers)}")
    assert leaks == []
    assert not answers[5]


def seen_ids(town: Town) -> set[str]:  # noqa: F811
    """Return every id in every answer that somebody gets about their own record or patient."""
    found: set[str] = set()
    for actor, patient in OWNERS.items():
        client = town.client(actor)
        for pattern in ROUTES:
            for method in ("GET", "POST") if pattern.endswith("record/export") else ("GET",):
                answer = ask(client, method, path_of(pattern, town.patients[patient]))
                if answer.status_code == 200:
                    found |= {each.decode() for each in UUID.findall(content_of(answer))}
    return found


def attempt(chance: random.Random, id_: str, patient_id: Any) -> tuple[str, str, Any, dict[str, str]]:
    """Return one request that puts an id where a server might believe it."""
    place = chance.choice(("path", "query", "body", "record", "header"))
    method = "GET" if place in ("query", "header") else chance.choice(METHODS)
    if place == "path":
        return method, path_of(chance.choice(WITH_ID), id_), None if method == "GET" else {}, {}
    path = path_of(chance.choice(ROUTES), patient_id)
    if place == "query":
        return method, f"{path}?{chance.choice(FIELDS)}={id_}&cursor=0", None, {}
    if place == "header":
        return method, path, None, {chance.choice(HEADERS): id_}
    if place == "record":
        record = {"type": "message", "id": id_, "recorded_at": "2026-01-01T10:00:00Z", "time_zone": "UTC", "text": "x"}
        return "POST", "/api/v1/sync/push", {"records": [record]}, {}
    return chance.choice(METHODS[1:]), path, dict.fromkeys(FIELDS, id_), {}
