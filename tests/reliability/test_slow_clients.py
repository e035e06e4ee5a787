"""Clients that never finish a request, or never read an answer, hold up nobody else, and are shown out (slowloris)."""

import contextlib
import json
import socket
import time

import pytest

from tests.http import Client
from tests.practice import Practice
from tests.records import message_record
from tests.reliability import slow
from tests.stack import Stack
from tests.waiting import wait_for

pytestmark = pytest.mark.browser
# Of each kind; more than Nod has threads, by far.
EACH = 30
# What a person notices. One alone is answered in a few hundredths of a second.
SOON_SECONDS = 2.0


def test_unfinished_requests_hold_up_nobody_and_are_ended(stack: Stack) -> None:
    with contextlib.ExitStack() as kept:
        held = {
            kind: kept.enter_context(slow.many(EACH, lambda words=words: slow.connect(stack.url, words)))  # type: ignore[misc]
            for kind, words in slow.KINDS.items()
        }
        _is_served_soon(stack)
        for kind, connections in held.items():
            wait_for(f"the end of: {kind}", lambda held=connections: all(map(slow.is_ended, held)))  # type: ignore[misc]


def test_answers_that_nobody_reads_hold_up_nobody(stack: Stack) -> None:
    with slow.many(5 * EACH, lambda: slow.connect(stack.url, slow.READS_NOTHING, buffer=4096)):
        _is_served_soon(stack)


def test_a_body_that_comes_slowly_is_taken(practice: Practice) -> None:
    """A phone on a bad network is no attacker: what comes in pieces counts like what comes at once."""
    client = practice.patient().client()
    body = json.dumps({"records": [message_record("in pieces")]}).encode()
    cookies = "; ".join(f"{each.name}={each.value}" for each in client.cookies)
    token = next(each.value for each in client.cookies if each.name.endswith("nod-csrf"))
    head = (
        f"POST /api/v1/sync/push HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nCookie: {cookies}\r\n"
    )
    head += f"X-CSRFToken: {token}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    with contextlib.closing(slow.connect(practice.stack.url, head.encode())) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(len(body)):
            connection.sendall(body[place : place + 1])
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 200"), answer
    assert b'"created"' in answer


def test_too_much_is_refused_in_words(practice: Practice) -> None:
    client = practice.patient().client()
    status, text, headers = client.ask("POST", "/api/v1/sync/push", {"records": ["x" * 5_000_000]})
    assert (status, json.loads(text)["code"]) == (413, "too_large")
    assert headers["Content-Type"] == "application/problem+json"


def _is_served_soon(stack: Stack) -> None:
    for path in ("/app/", "/api/v1/me", "/health/ready"):
        begun = time.monotonic()
        status, _, _ = Client(stack.url).ask("GET", path)
        assert status == 200
        assert time.monotonic() - begun < SOON_SECONDS
