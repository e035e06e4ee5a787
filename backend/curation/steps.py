"""The buttons of the workflow: each a POST, each a call of the library's services, each answered with a message."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from backend.accounts.access import known
from backend.common.errors import NodError
from backend.library import editing
from backend.library.models import Exercise, Version


def take_step(model_admin: Any) -> Callable[..., HttpResponse]:
    """Return the view that takes one step of the workflow with a version."""

    @require_POST
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version = get_object_or_404(model_admin.model, pk=pk)
        there = version
        try:
            there, done = _taken(version, request)
        except NodError as error:
            why = " ".join(fault.detail for fault in error.faults)
            messages.error(request, f"{error.detail} {why}".strip())
        else:
            messages.success(request, done)
        return HttpResponseRedirect(change_url(there))

    return view


def change_url(version: Version) -> str:
    """Return the address of a version's page in the admin."""
    return reverse(f"admin:library_{version._meta.model_name}_change", args=[version.pk])


def _taken(version: Version, request: HttpRequest) -> tuple[Version, str]:
    by, step = known(request.user), request.POST.get("step", "")
    if step == "new":
        draft = editing.start_draft(version, by)
        return draft, f"This is {draft}, a draft. Patients keep {version} until it is published."
    if step == "submit":
        editing.submit(version, by)
        return version, "Sent to review. Someone else can publish it now."
    if step == "send_back":
        editing.send_back(version, by, request.POST.get("note", ""))
        return version, "Sent back, with your note."
    if step == "publish":
        editing.publish_entry(version, by)
        return version, "Published. Therapists are offered it. No patient's program changes by itself."
    if step == "retire":
        editing.retire(version, by)
        return version, "Retired. Programs that already have it keep it."
    if step == "merge" and version.KIND == "exercise":
        into = Exercise.objects.filter(pk=request.POST.get("into", "")).first()
        if into is None:
            raise NodError("Choose the exercise to keep.")
        editing.merge_exercises(Exercise.objects.get(pk=version.slug), into, by)
        return version, f"Merged into {into.slug}. Logs and programs keep what they had."
    raise NodError("There is no such step.")
