"""A small JSON client with cookies and CSRF, for tests that speak HTTP to a running Nod."""

import json
import urllib.error
import urllib.request
from email.message import Message
from http.cookiejar import Cookie, CookieJar
from typing import Any

from tests import wire
from tests.waiting import LIMIT_SECONDS

PASSWORD = "nod-demo-2026"


class Client:
    """One person's session; `session` is the value of a cookie that exists already."""

    def __init__(self, url: str, *, session: str = "") -> None:
        self.url = url
        self.cookies = CookieJar()
        if session:
            self.cookies.set_cookie(_cookie("nod-session", session))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def sign_in(self, email: str, password: str = PASSWORD) -> "Client":
        self.get("/api/v1/me")
        self.post("/_allauth/browser/v1/auth/login", {"email": email, "password": password})
        return self

    def get(self, path: str) -> Any:
        return self._call("GET", path, None, 200)

    def post(self, path: str, body: Any, *, expect: int = 200) -> Any:
        return self._call("POST", path, body, expect)

    def put(self, path: str, body: Any, *, expect: int = 200) -> Any:
        return self._call("PUT", path, body, expect)

    def _call(self, method: str, path: str, body: Any, expect: int) -> Any:
        status, text, _ = self.ask(method, path, body)
        assert status == expect, f"{method} {path}: {status} {text.decode()[:500]}"
        return json.loads(text) if text else None

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes, Message]:
        """Return status, body and headers of whatever the answer is."""
        token = next((cookie.value or "" for cookie in self.cookies if cookie.name.endswith("nod-csrf")), "")
        request = urllib.request.Request(
            self.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-CSRFToken": token},
            method=method,
        )
        try:
            with self.opener.open(request, timeout=LIMIT_SECONDS) as answer:
                found = answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            found = error.code, error.read(), error.headers
        wire.check_path(path, method, found[0], found[2].get("Content-Type", ""), found[1])
        return found


def _cookie(name: str, value: str) -> Cookie:
    """Return a cookie for this machine, for as long as the process lives."""
    host, path = "127.0.0.1", "/"
    return Cookie(0, name, value, None, False, host, False, False, path, True, False, None, True, None, None, {})
