"""The filters beside the lists."""

from typing import Any

from django.conf import settings
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from backend.common import clock
from backend.curation.todo import SOON
from backend.library.documents import schemas
from backend.library.models import VersionStatus


class StatusFilter(SimpleListFilter):
    """Shows what is current unless asked for more: old versions would drown it."""

    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*VersionStatus.choices, ("all", "all versions")]

    def choices(self, changelist: Any) -> Any:
        everything, *rest = super().choices(changelist)
        yield {**everything, "display": "current"}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "all":
            return queryset
        if self.value():
            return queryset.filter(status=self.value())
        return queryset.exclude(status=VersionStatus.RETIRED)


class ReviewFilter(SimpleListFilter):
    title, parameter_name = "review", "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "overdue"), ("soon", "due within 60 days")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        today = clock.local_today(settings.TIME_ZONE)
        if self.value() == "overdue":
            return queryset.filter(content__review__due_on__lt=today.isoformat())
        if self.value() == "soon":
            return queryset.filter(content__review__due_on__lt=(today + SOON).isoformat())
        return queryset


class CategoryFilter(SimpleListFilter):
    title, parameter_name = "group", "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, name.replace("_", " ")) for name in schemas()["exercise"]["properties"]["category"]["enum"]]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(content__category=self.value()) if self.value() else queryset
