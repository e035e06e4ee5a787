"""What waits for a curator, over all kinds: versions in review, drafts, and content whose review is due."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from backend.common import clock
from backend.curation.steps import change_url
from backend.library.models import OPEN, VERSIONS, Version, VersionStatus
from backend.library.selectors import name_of

SOON = dt.timedelta(days=60)


@require_safe
def todo(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest overdue first."""
    today = clock.local_today(settings.TIME_ZONE)
    lists = [
        ("In review: someone who did not edit it can publish it", _open(VersionStatus.IN_REVIEW)),
        ("Drafts", _open(VersionStatus.DRAFT)),
        (f"Review overdue, or due until {today + SOON:%d %B %Y}", _due(today + SOON)),
    ]
    context = {**admin.site.each_context(request), "title": "To do", "lists": lists, "today": today.isoformat()}
    return TemplateResponse(request, "curation/todo.html", context)


def _open(status: VersionStatus) -> list[dict[str, Any]]:
    return [
        _row(version)
        for model in VERSIONS.values()
        for version in model._default_manager.filter(status=status).order_by("-created_at")
    ]


def _due(until: dt.date) -> list[dict[str, Any]]:
    rows = [
        _row(version)
        for model in VERSIONS.values()
        for version in model._default_manager.filter(
            status=VersionStatus.PUBLISHED, content__review__due_on__lte=until.isoformat()
        )
    ]
    return sorted(rows, key=lambda row: str(row["due"]))


def _row(version: Version) -> dict[str, Any]:
    review = version.content.get("review") if version.status not in OPEN else None
    return {
        "version": version,
        "name": name_of(version),
        "kind": version._meta.verbose_name,
        "url": change_url(version),
        "due": str(review.get("due_on", "")) if isinstance(review, dict) else "",
    }
