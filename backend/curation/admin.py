"""The curator's room: Django's admin over the versions of every kind of content. Holds no patient's data."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from backend.curation import media, pages, steps
from backend.curation.faults import in_its_entry
from backend.curation.filters import CategoryFilter, ReviewFilter, StatusFilter
from backend.library.checks import problems, rigs, schema_problems
from backend.library.documents import dumped, schemas
from backend.library.figures import posed_svg
from backend.library.gates import gates
from backend.library.kinds import SHIPPED
from backend.library.models import VERSIONS, Media, Version
from backend.library.selectors import name_of, world

admin.site.site_header = "Nod library"
admin.site.site_title = "Nod library"
admin.site.index_title = "Content"
admin.site.site_url = None
admin.site.index_template = "curation/index.html"


class CuratorsOnly(ModelAdmin):  # type: ignore[type-arg]  # serves models of several kinds
    """Whoever may open the admin is a curator. Nothing is deleted: versions are retired."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class VersionAdmin(CuratorsOnly):
    list_display: Any = ("title", "number", "state", "gates_met", "review_due")
    list_display_links = ("title",)
    list_filter: ClassVar[Any] = (StatusFilter, ReviewFilter)
    list_per_page = 50
    change_list_template = "curation/list.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        # One look at the whole library a page, not one a row.
        self.world = world()
        return super().get_queryset(request)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        kind = self.model.KIND
        return (f"{kind}__slug", "content__words__en__name", "content__words__es__name", "content__name__en")

    def get_ordering(self, request: HttpRequest) -> Any:
        return [f"{self.model.KIND}_id", "-number"]

    @admin.display(description="Name")
    def title(self, version: Version) -> SafeString:
        return format_html("<b>{}</b> <small>{}</small>", name_of(version), version.slug)

    @admin.display(description="Version", ordering="number")
    def number(self, version: Version) -> int:
        return version.number

    @admin.display(description="State", ordering="status")
    def state(self, version: Version) -> SafeString:
        return format_html(
            '<span class="state" data-state="{}">{}</span>', version.status, version.get_status_display()
        )

    @admin.display(description="Gates")
    def gates_met(self, version: Version) -> SafeString:
        found = gates(version.KIND, problems(version.KIND, version.slug, version.content, self.world))
        shut = [name for name, why in found.items() if why]
        met = f"{len(found) - len(shut)} of {len(found)}"
        return format_html('<span class="gates" data-met="{}" title="{}">{}</span>', not shut, ", ".join(shut), met)

    @admin.display(description="Review due")
    def review_due(self, version: Version) -> str:
        review = version.content.get("review")
        return str(review.get("due_on", "—")) if isinstance(review, dict) else "—"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}"

        def at(route: str, view: Any, tail: str) -> URLPattern:
            route_to: URLPattern = path(
                f"<uuid:pk>/{route}", self.admin_site.admin_view(view(self)), name=f"{name}_{tail}"
            )
            return route_to

        return [
            at("step/", steps.take_step, "step"),
            at("diff/", pages.diff, "diff"),
            at("preview/", pages.preview, "preview"),
            at("content.json", pages.content, "content"),
            at("show/<slug:language>/", pages.show, "show"),
            at("poses/", pages.poses, "poses"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = str(self.model._meta.verbose_name_plural).capitalize()
        return super().changelist_view(request, {**(extra_context or {}), "title": title})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return pages.add(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return pages.change(self, request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return pages.change(self, request, object_id)


class ExerciseAdmin(VersionAdmin):
    list_display = ("figure", *VersionAdmin.list_display)
    list_filter = (StatusFilter, CategoryFilter, ReviewFilter)

    @admin.display(description="Figure")
    def figure(self, version: Version) -> SafeString:
        return in_its_entry(_thumbnail, version, _NO_THUMBNAIL)


_NO_THUMBNAIL = mark_safe('<span class="thumb"></span>')


def _thumbnail(version: Version) -> SafeString:
    figure = version.content.get("figure", {})
    if schema_problems("poses", figure) or figure["rig"] not in rigs():
        return _NO_THUMBNAIL
    rig = (SHIPPED / "figures" / f"{figure['rig']}.svg").read_text()
    # The rig is ours; what a curator adds to it are numbers, checked by the schema, set as XML attributes.
    return format_html('<span class="thumb">{}</span>', mark_safe(posed_svg(rig, figure, figure["poses"][-1])))  # noqa: S308


@admin.register(Media)
class MediaAdmin(CuratorsOnly):
    list_display = ("__str__", "kind", "size", "credit", "uploaded_at")
    list_filter = ("kind",)
    search_fields = ("alt_en", "credit")
    readonly_fields = ("for_the_exercise", "name", "kind", "size", "width", "height", "uploaded_at")

    @admin.display(description="For an exercise's Media field")
    def for_the_exercise(self, media: Media) -> SafeString:
        item = {
            "file": media.name,
            "kind": media.kind,
            "alt": {"en": media.alt_en, "es": media.alt_es},
            "credit": media.credit,
            "licence": "CC-BY-4.0",
        }
        return format_html("<pre>{}</pre>", dumped([item], schemas()["exercise"]["properties"]["media"]))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs) if obj else media.UploadForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else list(media.UploadForm.base_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Media, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by_id = request.user.pk
        super().save_model(request, obj, form, change)


for kind, model in VERSIONS.items():
    admin.site.register(model, ExerciseAdmin if kind == "exercise" else VersionAdmin)
