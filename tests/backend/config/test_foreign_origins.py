"""No other site's page changes anything: each unsafe route refuses it, signed in or not, token or not."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.access.requests import path_of
from tests.architecture.test_structure import API
from tests.builders import running_program
from tests.people import People

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.test"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.test"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:8080"},
]


@pytest.mark.parametrize("path", [path for path, _ in API])
def test_each_api_route_refuses_a_foreign_change(people: People, path: str) -> None:
    path = path_of(path, people.patient.pk)
    for user in (people.tara, people.pia):
        client = people.client(user)
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(path, {}, format="json", headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403
            assert answer.json()["code"] == "foreign_origin"


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    "path", ["/_allauth/browser/v1/auth/login", "/admin/logout/", "/api/v1/reminders/receipts", "/api/v1/sync/push"]
)
def test_by_whatever_the_browser_says(client: Client, db: None, path: str, headers: dict[str, str]) -> None:
    answer = client.post(path, {}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        # A page of ours that tells no referrer.
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_our_own_pages_are_heard(people: People, headers: dict[str, str]) -> None:
    answer = people.client(people.pia).post("/api/v1/sync/push", {"records": []}, format="json", headers=headers)
    assert answer.status_code == 200


def test_a_link_from_elsewhere_still_opens_a_page(client: Client) -> None:
    assert client.get("/health/live", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_reading_changes_nothing_but_the_audit(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    clients = [people.client(user) for user in (people.tara, people.pia, None)]
    before = rows()
    for pattern, _ in API:
        path = path_of(pattern, people.patient.pk)
        for client in clients:
            client.get(path)
    assert rows() == before


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but for the audit and the sessions that signing in makes."""
    left_out = ("audit_", "django_session", "usersessions_")
    return {
        model._meta.db_table: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if not model._meta.db_table.startswith(left_out)
    }
