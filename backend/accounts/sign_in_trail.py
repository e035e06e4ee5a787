"""Writes down what people do to their way in: password, second factor, sign-out, devices. allauth and Django tell."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib.auth.signals import user_logged_out

from backend.accounts.models import User
from backend.audit.models import Action
from backend.audit.services import record


def note_account_act(action: Action, what: str, user: User, **counts: int) -> None:
    """Append an event about somebody's own account, with the patient's record it opens, if it opens one."""
    patient = getattr(user, "patient", None)
    membership = getattr(user, "membership", None)
    clinic_id = patient.clinic_id if patient else membership.clinic_id if membership else None
    patient_id = patient.pk if patient else None
    record(action, what, actor_id=user.pk, patient_id=patient_id, clinic_id=clinic_id, counts=counts)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth ships no types
    def end_sessions(self, sessions: Any) -> None:
        """End sessions that somebody chose in the list of their devices."""
        ended = list(sessions)
        if ended:
            note_account_act(Action.CHANGED, "devices", ended[0].user, sessions=len(ended))
        super().end_sessions(ended)


def connect() -> None:
    """Listen to allauth and Django; called once, when the apps are ready."""
    for signal, what in (
        (account.password_set, "password"),
        (account.password_changed, "password"),
        (account.password_reset, "password reset"),
        (mfa.authenticator_added, "second factor"),
        (mfa.authenticator_removed, "second factor"),
        (mfa.authenticator_reset, "recovery codes"),
    ):
        signal.connect(_noting(what), weak=False, dispatch_uid=f"nod.trail.{id(signal)}")
    user_logged_out.connect(_note_sign_out, dispatch_uid="nod.trail.sign_out")


def _noting(what: str) -> Any:
    def note(user: Any, **_: Any) -> None:
        note_account_act(Action.CHANGED, what, user)

    return note


def _note_sign_out(user: Any, **_: Any) -> None:
    if isinstance(user, User):
        note_account_act(Action.SIGNED_OUT, "account", user)
