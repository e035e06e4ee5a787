"""Who may call a route at all. Each API view names one; a view without one answers nobody."""

from typing import TYPE_CHECKING

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
