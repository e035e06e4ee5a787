"""Small doors, tried one by one (docs/security.md names the item of each)."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from backend.accounts.models import Clinic
from backend.common import clock
from backend.diary.models import DayRevision
from backend.messages.models import Message
from tests.authenticator import code_shown, give_app
from tests.people import PASSWORD, People
from tests.records import ROOT, ZONE, day_record, message_record

LOGIN = "/_allauth/browser/v1/auth/login"
JSON = "application/json"


def sign_in(email: str) -> Client:
    client = Client()
    client.post(LOGIN, {"email": email, "password": PASSWORD}, content_type=JSON)
    return client


# What no request may set, whatever it is called in a table.
NEVER = {
    "id": "0" * 32,
    "pk": 1,
    "patient": 1,
    "patient_id": 1,
    "clinic": 1,
    "clinic_id": "00000000-0000-0000-0000-000000000007",
    "user_id": 1,
    "role": "lead",
    "is_staff": True,
    "is_superuser": True,
    "is_active": False,
    "status": "erased",
    "received_at": "1999-01-01T00:00:00Z",
    "sync_seq": 99,
    "content_hash": "x",
    "author_id": 1,
    "from_patient": False,
}


def test_a_request_sets_only_what_its_shape_declares(people: People) -> None:
    record = message_record()
    sent = {**{name: value for name, value in NEVER.items() if name not in record}, **record}
    people.client(people.pia).post("/api/v1/sync/push", {**NEVER, "records": [sent]}, format="json")
    stored = Message.objects.get()
    assert (stored.patient_id, stored.clinic_id, stored.from_patient) == (people.patient.pk, people.clinic.pk, True)
    assert stored.sync_seq == 1
    assert stored.received_at.year > 2000
    before = Clinic.objects.values().get(pk=people.clinic.pk)
    people.client(people.lena).patch("/api/v1/clinic", {**NEVER, "name": "Other", "time_zone": "UTC"}, format="json")
    changed = Clinic.objects.values().get(pk=people.clinic.pk)
    assert {name for name in before if before[name] != changed[name]} <= {"headache_min_minutes", "keeps_records_years"}
    people.pia.refresh_from_db()
    assert not people.pia.is_staff


def test_every_writing_of_a_day_is_kept_with_its_time(people: People) -> None:
    client, day, parents = people.client(people.pia), clock.local_today(ZONE), []
    for intensity in (3, 5, 7):
        record = day_record(day, parents=parents, headache=True, peak_intensity=intensity)
        client.post("/api/v1/sync/push", {"records": [record]}, format="json")
        parents = [record["id"]]
    kept = DayRevision.objects.order_by("sync_seq")
    assert [each.changes["peak_intensity"] for each in kept] == [3, 5, 7]
    assert all(each.recorded_at and each.received_at for each in kept)


@pytest.mark.usefixtures("standing_clock")
def test_a_code_of_the_authenticator_works_once(people: People) -> None:
    give_app(people.tara, "JBSWY3DPEHPK3PXP")
    code = code_shown("JBSWY3DPEHPK3PXP")
    answers = []
    for _ in range(2):
        client = sign_in("tara@clinic.test")
        body = {"code": code}
        answers.append(client.post("/_allauth/browser/v1/auth/2fa/authenticate", body, content_type=JSON).status_code)
    assert answers == [200, 400]


@pytest.mark.parametrize(
    ("password", "is_fine"),
    [
        ("elevenchars", False),
        ("password1234", False),
        ("qwertyuiop123", False),
        ("123456789012", False),
        ("four small words here", True),
        ("ñandú 🐢 con espacios", True),
        ("x9" * 40, False),
        ("Password123!", False),
        ("Migraine2026", False),
        ("tall river " * 6 + "and a stone", True),
    ],
)
def test_passwords(password: str, is_fine: bool) -> None:
    if is_fine:
        validate_password(password)
    else:
        with pytest.raises(ValidationError):
            validate_password(password)


def test_a_session_is_new_at_sign_in_and_dead_after_signing_out(people: People) -> None:
    client = Client()
    client.get("/api/v1/me")
    before = client.cookies.get("nod-session")
    client.post(LOGIN, {"email": "pia@clinic.test", "password": PASSWORD}, content_type=JSON)
    session = client.cookies["nod-session"].value
    assert session != (before.value if before else None)
    assert len(session) >= 32
    client.delete("/_allauth/browser/v1/auth/session")
    thief = Client()
    thief.cookies["nod-session"] = session
    assert thief.get("/api/v1/sync/pull").status_code == 403


def test_a_changed_password_ends_other_sessions(people: People) -> None:
    other, own = sign_in("pia@clinic.test"), sign_in("pia@clinic.test")
    assert other.get("/api/v1/sync/pull").status_code == 200
    change = {"current_password": PASSWORD, "new_password": "a wholly new sentence"}
    path = "/_allauth/browser/v1/account/password/change"
    assert own.post(path, change, content_type=JSON).status_code in (200, 401)
    assert other.get("/api/v1/sync/pull").status_code == 403


def test_production_cookies_belong_to_this_host_alone() -> None:
    names = (
        *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LAST_SEEN_COOKIE_NAME", "SESSION_COOKIE_SECURE"),
        *("CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS"),
    )
    code = f"from django.conf import settings as s; import json; print(json.dumps([getattr(s, n) for n in {names}]))"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NOD_")}
    given = {"NOD_SECRET_KEY": "k" * 60, "NOD_BASE_URL": "https://nod.clinic.test"}
    environment = {**clean, **given, "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    values = json.loads(done.stdout)
    assert all(name.startswith("__Host-") for name in values[:3])
    assert values[3:] == [True, True, True, "Lax", 31_536_000]


HOSTS = ("evil.test", "testserver.evil.test", "10.0.0.1")
ORIGINS = [
    *(f"{scheme}://{host}" for scheme in ("http", "https") for host in HOSTS),
    *("null", "file://", "https://testserver:444", "https://xn--testservr-t4a.test", "http://localhost"),
    *("http://127.0.0.1", "chrome-extension://abc", "https://testserver@evil.test", "https://evil.test#testserver"),
    *("HTTP://EVIL.TEST", "https://evil.test\\testserver", "https://[::1]", "http://testserver.", "data:text/html,x"),
]


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_other_origin_is_allowed_to_read(people: People, origin: str) -> None:
    client = people.client(people.pia)
    for method in ("get", "options"):
        answer = getattr(client, method)("/api/v1/sync/pull", headers={"Origin": origin})
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("name", ["host", "x-forwarded-host", "forwarded", "x-host", "x-original-host"])
def test_a_forged_host_changes_no_link(people: People, name: str, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core import mail

    body = {"email": "pia@clinic.test"}
    path = "/_allauth/browser/v1/auth/password/request"
    answer = Client().post(path, body, content_type=JSON, headers={name: "evil.test"})
    assert answer.status_code == 400 if name == "host" else answer.status_code < 500
    assert bool(mail.outbox) == (name != "host")
    assert all("evil.test" not in f"{letter.body}{letter.message()}" for letter in mail.outbox)


@pytest.mark.parametrize(
    "target",
    ["https://evil.test", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/admin/\r\nX: y", "\t//evil.test"],
)
def test_the_admins_way_to_sign_in_stays_here(client: Client, db: None, target: str) -> None:
    answer = client.get("/admin/login/", {"next": target})
    assert answer["Location"].startswith("/?next=")
    assert "X" not in answer.headers


BAD_JSON = [
    # Outside of the records, each of which is refused by itself (tests/backend/sync/test_any_json.py).
    b'{"records": [], "owner": NaN}',
    b'{"records": [], "owner": 1e400}',
    b'{"records": [], "owner": "\\u0000"}',
    b'{"records": [], "owner": "\\ud800"}',
    b"[" * 30 + b"]" * 30,
    b'{"records": [], "owner": ' + b"[" * 25 + b"]" * 25 + b"}",
    b'{"records": [' + b"1," * 500 + b"1]}",
    b'{"records": ["' + b"x" * 1_000_001 + b'"]}',
    b"\xff\xfe",
    b'{"records"',
    b'"records"',
    b"",
]


@pytest.mark.parametrize("body", BAD_JSON, ids=lambda body: repr(body[:24]))
def test_what_cannot_be_stored_is_refused_in_words(people: People, body: bytes) -> None:
    answer = people.client(people.pia).generic("POST", "/api/v1/sync/push", body, JSON)
    assert answer.status_code in (400, 413)
    assert answer.json()["detail"]


def test_a_line_of_the_log_stays_one_line(client: Client, db: None, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/api/v1/no%0d%0aINFO%20forged%1b[31m")
    client.post(LOGIN, {"email": "a\r\nINFO forged@x.test", "password": "x\x1b[31m"}, content_type=JSON)
    assert caplog.records
    for record in caplog.records:
        assert not re.search(r"[\r\n\x1b]", record.getMessage())


SECRETS = re.compile(
    r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[0-9]|AIza[0-9A-Za-z_-]{35}"
)


def test_no_secret_is_in_the_repository() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    found = []
    for name in filter(None, names):
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png", ".webp", ".jpg", ".woff2"):
            found += [name for line in path.read_text(errors="replace").splitlines() if SECRETS.search(line)]
    assert set(found) <= {"tests/backend/config/test_hardening.py"}


def test_a_weak_key_is_refused() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NOD_")}
    environment = {**clean, "NOD_SECRET_KEY": "short", "NOD_BASE_URL": "https://nod.clinic.test", "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "security.W009" in done.stderr


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"REDIS_URL": "redis://cache.clinic.test/0"}, "nod.E015"),
        ({"DATABASES": {"default": {"ENGINE": "postgresql", "HOST": "db.clinic.test", "OPTIONS": {}}}}, "nod.E014"),
    ],
)
def test_what_leaves_this_machine_is_encrypted(settings: Any, change: dict[str, Any], fault: str) -> None:
    from backend.config.checks import lines_to_other_machines

    assert lines_to_other_machines() == []
    for name, value in change.items():
        setattr(settings, name, value)
    assert [found.id for found in lines_to_other_machines()] == [fault]


def test_the_database_url_may_ask_for_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.config.env import database_config

    monkeypatch.setenv("DATABASE_URL", "postgres://nod@db.clinic.test/nod?sslmode=verify-full")
    assert database_config()["OPTIONS"] == {"sslmode": "verify-full"}
