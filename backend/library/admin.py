"""The curator's view of the library: versions are read here and published by a second person."""

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.models import User
from backend.common.errors import NodError
from backend.library.models import ExerciseVersion, ProtocolVersion
from backend.library.services import publish


class VersionAdmin(ModelAdmin):  # type: ignore[type-arg]  # serves both version models
    list_filter = ("status",)
    ordering = ("-created_at",)
    actions = ("publish_drafts",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description="Publish the selected drafts")
    def publish_drafts(self, request: HttpRequest, queryset: "QuerySet[ExerciseVersion | ProtocolVersion]") -> None:
        if not isinstance(request.user, User):
            return
        for version in queryset:
            try:
                publish(version, by=request.user)
            except NodError as error:
                self.message_user(request, f"{version}: {error.detail}", messages.ERROR)


@admin.register(ExerciseVersion)
class ExerciseVersionAdmin(VersionAdmin):
    list_display = ("exercise", "number", "status", "published_at")
    search_fields = ("exercise__slug",)


@admin.register(ProtocolVersion)
class ProtocolVersionAdmin(VersionAdmin):
    list_display = ("protocol", "number", "status", "published_at")
    search_fields = ("protocol__slug",)
