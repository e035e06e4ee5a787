"""The pages of one version: form and gates, difference, preview, poses."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.access import known
from backend.common.errors import Conflict, NodError
from backend.common.storable import unstorable
from backend.curation.faults import UNREADABLE, in_its_entry
from backend.curation.forms import ContentForm
from backend.curation.new_entry import NewEntryForm
from backend.curation.steps import change_url
from backend.curation.usage import patients_by_version, patients_on, used_by
from backend.library import editing
from backend.library.checks import schema_problems
from backend.library.diff import changes
from backend.library.kinds import LANGUAGES
from backend.library.models import EditorialStep, Exercise, ProtocolVersion, Version, VersionStatus
from backend.library.rendering import shown
from backend.library.selectors import all_gates, name_of, published_exercises

PREVIEWED = ("exercise", "article", "questionnaire", "protocol")


def add(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Ask for the name of a new entry, then open its first draft."""
    form = NewEntryForm(request.POST or None)
    kind = model_admin.model.KIND
    if request.method == "POST" and form.is_valid():
        try:
            draft = editing.start_entry(kind, form.cleaned_data["slug"], known(request.user))
        except NodError as error:
            form.add_error("slug", error.detail)
        else:
            messages.success(request, "Draft started. The checklist shows what it still needs.")
            return HttpResponseRedirect(change_url(draft))
    context = {**_frame(model_admin, request), "title": f"New {kind}", "form": form}
    return TemplateResponse(request, "curation/add.html", context)


def change(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a version with its form and gates; save the form of a draft."""
    version: Version = get_object_or_404(model_admin.model, pk=object_id)
    locked = version.status != VersionStatus.DRAFT
    if request.method == "POST" and locked:
        messages.error(request, "Only a draft can be changed. Start a new version from this one.")
        return HttpResponseRedirect(request.path)
    form = ContentForm(version.KIND, version.content, request.POST or None, locked=locked)
    if request.method == "POST" and form.is_valid():
        mine = form.content(version.slug)
        try:
            saved = editing.save_draft(version, mine, known(request.user), base=form.base())
        except editing.DraftChanged as error:
            form = ContentForm(version.KIND, error.merged, base=error.theirs)
            form.show_clashes(error.theirs, error.merged, error.clashes)
            messages.warning(request, f"{error.detail} Compare the marked fields, set what is right, and save again.")
        except Conflict as error:
            messages.error(request, error.detail)
        else:
            said = (
                "Saved."
                if saved == mine
                else "Saved, together with what someone else changed in this draft in the meantime."
            )
            messages.success(request, said, extra_tags="saved")
            return HttpResponseRedirect(request.path)
    chain = model_admin.model.objects.filter(**{f"{version.KIND}_id": version.slug}).order_by("-number")
    context = {
        **_frame(model_admin, request, version),
        "form": form,
        "typed": request.method == "POST",
        "gates": all_gates(version),
        "chain": list(chain.defer("content")),
        "trail": EditorialStep.objects.filter(kind=version.KIND, slug=version.slug).select_related("by")[:30],
        "used_by": in_its_entry(used_by, version, [UNREADABLE]),
        "patients": _patients(version),
        "others": _others(version),
        "languages": LANGUAGES,
        "previewed": version.KIND in PREVIEWED,
        "locked": locked,
    }
    return TemplateResponse(request, "curation/change.html", context)


def diff(model_admin: Any) -> Callable[..., HttpResponse]:
    """Return the view that compares a version with the one before it, or with the one in ?with=."""

    @require_safe
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version: Version = get_object_or_404(model_admin.model, pk=pk)
        chain = model_admin.model.objects.filter(**{f"{version.KIND}_id": version.slug}).order_by("-number")
        number = request.GET.get("with", "")
        other = chain.filter(number=int(number)).first() if number.isdecimal() else None
        other = other or chain.filter(number__lt=version.number).first()
        context = {
            **_frame(model_admin, request, version),
            "other": other,
            "chain": [each for each in chain if each.pk != version.pk],
            "changes": changes(other.content, version.content) if other else [],
        }
        return TemplateResponse(request, "curation/diff.html", context)

    return view


def preview(model_admin: Any) -> Callable[..., HttpResponse]:
    """Return the view that shows a version as patients see it, in each language side by side."""

    @require_safe
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version: Version = get_object_or_404(model_admin.model, pk=pk)
        context = {**_frame(model_admin, request, version), "languages": LANGUAGES}
        return TemplateResponse(request, "curation/preview.html", context)

    return view


def content(model_admin: Any) -> Callable[..., HttpResponse]:
    """Return the view by which preview and pose editor read a version, and the editor saves a draft's figure."""

    @require_http_methods(["GET", "PUT"])
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        version: Version = get_object_or_404(model_admin.model, pk=pk)
        if request.method == "PUT":
            return _save_figure(version, request)
        return JsonResponse(
            {
                "kind": version.KIND,
                "name": name_of(version),
                "content": in_its_entry(lambda each: shown(each.KIND, each.content), version, version.content),
                "exercises": _exercises_of(version),
                "editable": version.status == VersionStatus.DRAFT,
                "form": change_url(version),
            }
        )

    return view


def _exercises_in(version: Version) -> set[str]:
    return editing.exercises_of(version.content)


def _exercises_of(version: Version) -> dict[str, Any]:
    """Return what a program template's preview shows of its exercises: slug -> words and figure."""
    if version.KIND != "protocol":
        return {}
    found = published_exercises(in_its_entry(_exercises_in, version, set[str]()))
    return {slug: {key: each.content[key] for key in ("words", "figure")} for slug, each in found.items()}


def _save_figure(version: Version, request: HttpRequest) -> HttpResponse:
    """Save the figure that the pose editor sends with the one it began from, `base`."""
    try:
        sent = json.loads(request.body)
        figure, base = sent["figure"], sent["base"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return JsonResponse({"detail": "This is not JSON with a figure and its base."}, status=400)
    if fault := unstorable(sent):
        return JsonResponse({"detail": f"This cannot be stored: {fault.why}."}, status=400)
    if found := schema_problems("poses", figure):
        return JsonResponse({"detail": " ".join(problem.message for problem in found)}, status=400)
    before = {**version.content, "figure": base}
    try:
        saved = editing.save_draft(version, {**before, "figure": figure}, known(request.user), base=before)
    except editing.DraftChanged as error:
        return JsonResponse({"detail": error.detail, "theirs": error.theirs.get("figure")}, status=409)
    except Conflict as error:
        return JsonResponse({"detail": error.detail}, status=409)
    return JsonResponse({"detail": "Saved.", "figure": saved["figure"]})


def show(model_admin: Any) -> Callable[..., HttpResponseBase]:
    """Return the view of the page inside the preview's phones: the patient app's own components."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _built()

    framed = csp_replace({"frame-ancestors": ["'self'"]})(view)
    return require_safe(xframe_options_sameorigin(framed))


def poses(model_admin: Any) -> Callable[..., HttpResponseBase]:
    """Return the view of the pose editor."""

    @require_safe
    def view(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
        get_token(request)  # the editor saves with it
        return _built()

    return view


def _built() -> HttpResponseBase:
    path = settings.FRONTEND_DIST / "pages" / "curation.html"
    if not path.exists():
        return HttpResponse("The pages have not been built yet. Run `make build`.", status=503)
    return FileResponse(path.open("rb"))


def _frame(model_admin: Any, request: HttpRequest, version: Version | None = None) -> dict[str, Any]:
    frame = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    if version:
        title = f"{name_of(version)} · version {version.number}"
        frame |= {"title": title, "version": version, "kind": version.KIND}
    return frame


def _patients(version: Version) -> dict[str, int]:
    if version.KIND == "exercise":
        return {f"version {number}": count for number, count in patients_by_version(version.slug).items()}
    if isinstance(version, ProtocolVersion):
        return {"this template": patients_on(version)}
    return {}


def _others(version: Version) -> list[str]:
    """Return the exercises that a published duplicate could be merged into."""
    if version.KIND != "exercise" or version.status != VersionStatus.PUBLISHED:
        return []
    others = Exercise.objects.filter(versions__status=VersionStatus.PUBLISHED).exclude(pk=version.slug)
    return list(others.order_by("pk").values_list("pk", flat=True))
