"""Who may call a route at all. Each API view names one; a view without one answers nobody."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backend.accounts.access import role_of

if TYPE_CHECKING:
    # Only here, because DRF imports this module while it makes APIView.
    from rest_framework.views import APIView


class Nobody(BasePermission):
    """The default, so that a forgotten policy closes a route instead of opening it."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class Anyone(BasePermission):
    """Signed in or not. For routes that hold nothing about a person."""


class SignedIn(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return role_of(request.user) is not None


class BeforeSecondFactor(BasePermission):
    """Somebody who has signed in, with a second factor or not yet: only for setting one up."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return bool(request.user and request.user.is_authenticated)


class IsPatient(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return role_of(request.user) == "patient"


class IsStaff(BasePermission):
    """Therapists and clinic leads; what they see is still only their own caseload."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return role_of(request.user) in ("therapist", "lead")


def refuse_without_policy(patterns: Iterable[URLPattern]) -> None:
    """Raise ImproperlyConfigured for a route whose view names no policy, so that it does not even start."""
    for pattern in patterns:
        view = getattr(pattern.callback, "view_class", None)
        given = getattr(pattern.callback, "view_initkwargs", {})
        policies = given.get("permission_classes", getattr(view, "permission_classes", ()))
        if not policies or Nobody in policies:
            raise ImproperlyConfigured(f"api/v1/{pattern.pattern} names no policy. Give its view `permission_classes`.")
