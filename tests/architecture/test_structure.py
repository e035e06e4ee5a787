"""What must hold for the whole tree."""

import ast
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls import path as django_path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.policies import Anyone, BeforeSecondFactor, IsPatient, IsStaff, SignedIn, refuse_without_policy
from tests.records import ROOT

POLICIES = {Anyone, BeforeSecondFactor, SignedIn, IsPatient, IsStaff}
# Routes that anybody may call, each because it holds nothing about a person.
OPEN = {"me", "invitations/redeem", "openapi.json", "docs/", "reminders/receipts"}


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, path)
        else:
            found.append((path, pattern))
    return found


API = [(path, each) for path, each in routes(get_resolver().url_patterns) if path.startswith("api/v1/")]


@pytest.mark.parametrize(("path", "pattern"), API, ids=[path for path, _ in API])
def test_every_route_declares_its_policy(path: str, pattern: URLPattern) -> None:
    view = pattern.callback.view_class  # type: ignore[attr-defined]
    assert issubclass(view, APIView)
    declared = pattern.callback.view_initkwargs.get("permission_classes", view.permission_classes)  # type: ignore[attr-defined]
    assert len(declared) == 1
    assert declared[0] in POLICIES
    assert (declared[0] is Anyone) == (path.removeprefix("api/v1/") in OPEN)


class Bare(APIView):
    def get(self, request: Request) -> Response:
        return Response()


@pytest.mark.parametrize("view", [Bare.as_view(), Bare.as_view(permission_classes=[]), lambda request: None])
def test_a_route_without_a_policy_does_not_start(view: Any) -> None:
    refuse_without_policy([django_path("x", Bare.as_view(permission_classes=[IsStaff]))])
    with pytest.raises(ImproperlyConfigured, match="api/v1/x"):
        refuse_without_policy([django_path("x", view)])


@pytest.mark.django_db
def test_migrations_are_current() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=io.StringIO())


def test_the_openapi_file_is_current(tmp_path: Path) -> None:
    made = tmp_path / "openapi.json"
    command = [sys.executable, "manage.py", "spectacular", "--format", "openapi-json", "--fail-on-warn", "--file"]
    subprocess.run([*command, str(made)], cwd=ROOT, check=True)
    current = json.loads((ROOT / "docs" / "openapi.json").read_text())
    assert json.loads(made.read_text()) == current, "run `make openapi` and commit what changed"


# The simulation's oracle counts by other means than what it judges.
KNOWS_DATES = {"backend/common/clock.py", "backend/reminders/simulation/oracle.py"}


def test_only_the_clock_makes_dates_of_instants() -> None:
    """`.date()` of an instant is the date in UTC, which is nobody's; so is a date asked of the machine."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "backend").rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in KNOWS_DATES
        for node in ast.walk(ast.parse(path.read_text()))
        if makes_a_date(node)
    ]
    assert found == [], "ask backend.common.clock: local_date(instant, zone)"


DATES_OF_DATABASES = {"TruncDate", "TruncDay", "TruncWeek", "TruncMonth", "ExtractDay"}


def makes_a_date(node: ast.AST) -> bool:
    """Say whether a piece of code makes a date of an instant, by Python or by the database."""
    match node:
        case ast.Call(func=ast.Attribute(attr="date"), args=[]):
            return True
        case ast.Call(func=ast.Attribute(attr=name)) if name in {"today", "localdate", "localtime", "fromtimestamp"}:
            return True
        case ast.Call(func=ast.Name(id=name)) if name in DATES_OF_DATABASES:
            return True
        case ast.keyword(arg=str(name)):
            return "_at__date" in name
        case ast.Subscript(value=ast.Call(func=ast.Attribute(attr="isoformat")), slice=ast.Slice()):
            return True
    return False


@pytest.mark.parametrize(
    "code",
    [
        "now().date()",
        "dt.datetime.today()",
        "timezone.localdate()",
        "dt.date.fromtimestamp(0)",
        "rows.filter(received_at__date=on)",
        "rows.filter(sent_at__date__lt=on)",
        "rows.annotate(on=TruncDate('sent_at'))",
        "sent_at.isoformat()[:10]",
    ],
)
def test_a_date_of_an_instant_is_seen(code: str) -> None:
    assert any(map(makes_a_date, ast.walk(ast.parse(code))))


@pytest.mark.parametrize("code", ["local_date(now(), zone)", "dt.date(2026, 1, 1)", "on.isoformat()", "row.date"])
def test_a_date_that_is_somebodys_is_not(code: str) -> None:
    assert not any(map(makes_a_date, ast.walk(ast.parse(code))))


# What may make a date of an instant, or text of either, and in whose zone it does.
MAKES_DATES = {
    "frontend/src/domain/dates.ts",
    "frontend/src/domain/attack-days.ts",
    "frontend/src/i18n/index.ts",
    "frontend/src/clinic/zones.ts",
}
NOBODYS = re.compile(
    r"toISOString\(\)\.slice|toDateString|toLocaleDateString|get(UTC)?(Date|Month|FullYear)\(|\"sv-SE\"\)\.format"
)


def test_the_pages_make_dates_in_few_places() -> None:
    """A date of `new Date()` is the machine's or UTC's: on a desk in another zone than the patient it is a day off."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "frontend" / "src").rglob("*.ts*"))
        if path.relative_to(ROOT).as_posix() not in MAKES_DATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if NOBODYS.search(line)
        # The desk's machine may stand in any zone, so each date it writes says whose it is.
        or ("/src/clinic/" in path.as_posix() and re.search("DateTimeFormat|toLocale", line) and "timeZone" not in line)
    ]
    assert found == [], "ask domain/dates.ts (localDate, addDays) or clinic/zones.ts (day, dayAt, todayIn)"


def test_no_source_file_is_longer_than_400_lines() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    sources = [name for name in tracked if name.endswith((".py", ".ts", ".tsx"))]
    generated = ("schema.d.ts", "/migrations/", "/i18n/")
    long = {
        name: lines
        for name in sources
        if not any(part in name for part in generated)
        and (ROOT / name).exists()
        and (lines := len((ROOT / name).read_text().splitlines())) > 400
    }
    assert long == {}


def test_synced_fields_are_only_ever_added() -> None:
    """Phones of half a year ago still send and read these; see tests/architecture/synced_fields.json."""
    schemas = json.loads((ROOT / "docs" / "openapi.json").read_text())["components"]["schemas"]
    promised = json.loads((Path(__file__).parent / "synced_fields.json").read_text())
    for name, fields in promised.items():
        assert set(fields) <= set(schemas[name]["properties"]), f"{name} lost a field that phones know"


def test_the_scripts_that_run_the_whole_stack_need_no_settings_of_their_own() -> None:
    names = "scripts.gallery, scripts.screenshots, scripts.lighthouse, bench.cold_start, bench.timer"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", f"import {names}"], cwd=ROOT, env=environment, check=True)
