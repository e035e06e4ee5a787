"""Asks any route as anybody, and undoes what the answer did."""

import json
import re
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.urls import URLPattern, get_resolver
from rest_framework.test import APIClient

from tests.access.town import KNOWS, mark_of
from tests.architecture.test_structure import routes

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Words for the parts of a path that name no patient.
WORDS = {"code": "silent", "language": "en", "name": "x", "place": "0", "token": "x", "rest": "", "url": "x"}
ALL: list[tuple[str, URLPattern]] = routes(get_resolver().url_patterns)
MARKS = {name: mark_of(name).encode() for name in ("pia", "paul", "hugo")}


def path_of(pattern: str, patient_id: Any) -> str:
    """Return a path that fits a route's pattern."""
    pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    pattern = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(WORDS.get(found[1], patient_id)), pattern)
    return "/" + pattern.replace("^", "").replace("$", "")


def ask(client: APIClient, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Return the answer; whatever was stored or signed out by it is undone."""
    cookies = client.cookies.output()
    text = "" if body is None else json.dumps(body)
    with transaction.atomic():
        answer = client.generic(method, path, text, "application/json", headers=headers)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return answer


def strangers_in(actor: str, content: bytes) -> list[str]:
    """Return whose marks stand in an answer although the actor may not know them."""
    return [name for name, mark in MARKS.items() if mark in content and name not in KNOWS[actor]]


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
