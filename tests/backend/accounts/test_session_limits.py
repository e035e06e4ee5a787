"""A desk left alone is closed after 15 minutes, any desk after 12 hours; a patient's phone is neither."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.people import PASSWORD, People

NOW = dt.datetime(2026, 3, 10, 12, 0, tzinfo=dt.UTC)
WORK_LIST = "/api/v1/work-list"
LOGIN = "/_allauth/browser/v1/auth/login"


def minutes(count: float) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def signed_in(email: str, at: dt.datetime = NOW) -> Client:
    """Sign in the way a browser does."""
    client = Client()
    with time_machine.travel(at, tick=False):
        body = {"email": email, "password": PASSWORD}
        assert client.post(LOGIN, body, content_type="application/json").status_code == 200
    return client


def ask(client: Client, at: dt.datetime, path: str = WORK_LIST, **headers: str) -> int:
    with time_machine.travel(at, tick=False):
        return client.get(path, headers=headers).status_code


@pytest.mark.parametrize(("idle", "status"), [(15, 200), (15.1, 403)])
def test_fifteen_minutes_alone(people: People, idle: float, status: int) -> None:
    assert ask(signed_in(people.tara.email), NOW + minutes(idle)) == status


def test_use_keeps_it_open_for_twelve_hours_and_no_longer(people: People) -> None:
    client = signed_in(people.tara.email)
    at = NOW
    while at < NOW + dt.timedelta(hours=12) - minutes(10):
        at += minutes(10)
        assert ask(client, at) == 200
    assert ask(client, NOW + dt.timedelta(hours=12, seconds=1)) == 403
    assert ask(client, NOW + dt.timedelta(hours=12, seconds=2)) == 403


def test_what_a_page_asks_for_by_itself_is_no_use(people: People) -> None:
    client = signed_in(people.tara.email)
    for minute in range(1, 15):
        assert ask(client, NOW + minutes(minute), **{"X-Nod-Background": "1"}) == 200
    assert ask(client, NOW + minutes(15.1), **{"X-Nod-Background": "1"}) == 403


def test_the_admin_too(people: People) -> None:
    client = signed_in(people.cora.email)
    assert ask(client, NOW + minutes(10), "/admin/") == 200
    assert ask(client, NOW + minutes(26), "/admin/") == 302
    assert ask(client, NOW + minutes(27), "/api/v1/me") == 200


def test_a_patients_phone_stays_signed_in(people: People) -> None:
    client = signed_in(people.pia.email)
    assert ask(client, NOW + dt.timedelta(days=80), "/api/v1/sync/pull") == 200
    assert "nod-seen" not in client.cookies


def test_a_cookie_of_another_session_or_of_ones_own_making_counts_for_nothing(people: People) -> None:
    other = signed_in(people.lena.email)
    assert ask(other, NOW + minutes(14)) == 200
    client = signed_in(people.tara.email)
    for value in (other.cookies["nod-seen"].value, "x", "0123456789abcdef.99999999999", ""):
        client.cookies["nod-seen"] = value
        assert ask(client, NOW + minutes(16)) == 403
        client = signed_in(people.tara.email)


def test_signing_in_again_begins_anew(people: People) -> None:
    client = signed_in(people.tara.email)
    assert ask(client, NOW + minutes(20)) == 403
    with time_machine.travel(NOW + minutes(21), tick=False):
        body = {"email": people.tara.email, "password": PASSWORD}
        assert client.post(LOGIN, body, content_type="application/json").status_code == 200
    assert ask(client, NOW + minutes(35)) == 200


def test_a_session_without_a_proof_is_none(people: People) -> None:
    client = Client()
    client.force_login(people.tara)
    assert client.get(WORK_LIST).status_code == 403


def test_no_request_writes_to_the_database_for_it(people: People, django_assert_num_queries: Any) -> None:
    client = signed_in(people.tara.email)
    with time_machine.travel(NOW + minutes(5), tick=False), django_assert_num_queries(3):
        # The session, its person, and whether their address is confirmed.
        assert client.get("/api/v1/me").json()["signed_in"] is True
