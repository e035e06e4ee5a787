"""Health, pages, headers, and what production refuses."""

import os
import subprocess
import sys
from typing import Any

import pytest

from backend.config.celery import app
from tests.people import People
from tests.records import ROOT


@pytest.mark.django_db
def test_health(client: Any) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready", "problems": []}


@pytest.mark.django_db
def test_every_answer_carries_the_policy_headers(client: Any) -> None:
    for path in ("/", "/app/", "/clinic/", "/admin/login/", "/api/v1/me", "/demo/mailbox/", "/nothing"):
        answer = client.get(path)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "object-src 'none'" in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "camera=(), " in answer["Permissions-Policy"]
        assert "screen-wake-lock=(self)" in answer["Permissions-Policy"]
        # Django's admin makes elements of texts; our own pages do not.
        assert ("require-trusted-types-for 'script'" in policy) == (path in ("/", "/app/", "/clinic/"))


def test_a_write_without_csrf_token_is_refused(people: People) -> None:
    from rest_framework.test import APIClient

    client = APIClient(enforce_csrf_checks=True)
    client.login(username="pia@clinic.test", password="correct horse battery")
    assert client.post("/api/v1/sync/push", {"records": []}, format="json").status_code == 403


def test_every_task_survives_the_death_of_its_worker() -> None:
    app.loader.import_default_modules()
    tasks = {name: task for name, task in app.tasks.items() if name.startswith("backend.")}
    assert len(tasks) >= 3
    for task in tasks.values():
        assert task.acks_late
        assert task.reject_on_worker_lost
        assert app.conf.task_time_limit


def check_deploy(**environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NOD_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr + done.stdout


def test_production_refuses_the_settings_of_a_try() -> None:
    said = check_deploy(NOD_DEMO="1", NOD_VAR_DIR=os.environ["NOD_VAR_DIR"], DATABASE_URL="")
    for code in ("nod.E001", "nod.E002", "nod.E003", "nod.E004", "nod.E005"):
        assert code in said


def test_production_without_a_secret_key_does_not_start() -> None:
    assert "SECRET_KEY" in check_deploy(NOD_VAR_DIR=os.environ["NOD_VAR_DIR"], DATABASE_URL="")


@pytest.mark.django_db
def test_the_printed_password_is_refused_outside_demo_mode(settings: Any) -> None:
    from backend.accounts.models import User
    from backend.accounts.passwords import DEMO_PASSWORD
    from backend.config.checks import demo_sign_ins

    User.objects.create_user("tara@nod.example", DEMO_PASSWORD, name="Tara")
    assert demo_sign_ins() == []
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "backend.demo"]
    assert [found.id for found in demo_sign_ins()] == ["nod.E007"]


def test_nothing_about_a_person_is_cached(people: People) -> None:
    for name, path in (("pia", "/api/v1/sync/pull"), ("tara", "/api/v1/work-list"), ("cora", "/admin/")):
        assert people.client(getattr(people, name)).get(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"CELERY_TASK_REJECT_ON_WORKER_LOST": False}, "nod.E008"),
        ({"CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT": 0}, "nod.E008"),
        ({"CELERY_BROKER_TRANSPORT_OPTIONS": {"visibility_timeout": 119}}, "nod.E009"),
        ({"CELERY_BROKER_TRANSPORT_OPTIONS": {"visibility_timeout": 120}}, "nod.E010"),
    ],
)
def test_unsafe_worker_settings_do_not_start(settings: Any, change: dict[str, Any], fault: str) -> None:
    from backend.config.checks import worker_settings

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:6379/0"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 120,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
    assert worker_settings() == []
    for name, value in change.items():
        setattr(settings, name, value)
    assert fault in [each.id for each in worker_settings()]


def test_a_redis_out_of_reach_is_named(settings: Any) -> None:
    from backend.config.checks import queue_server

    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert [each.id for each in queue_server()] == ["nod.E011"]
    settings.REDIS_URL = ""
    assert queue_server() == []
