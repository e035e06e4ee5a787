"""Invitations: eight typed characters that turn into a patient's account, once, within seven days."""

import datetime as dt
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from backend.accounts import access
from backend.accounts.answerable import lock_staff
from backend.accounts.confirmed import set_address
from backend.accounts.delays import INVITATIONS
from backend.accounts.models import (
    CareRelationship,
    Consent,
    Invitation,
    Patient,
    PatientStatus,
    User,
)
from backend.accounts.trail import note_act
from backend.accounts.tries import Counter, count_try, give_back, network_of
from backend.audit.models import Action
from backend.audit.services import record
from backend.common import clock
from backend.common.errors import Conflict, FieldFault, NodError

# No 0/O, 1/I/L: codes are read off paper. 31^8 is 40 bits, so tries are limited hard, and codes die in seven days.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
LIFETIME = dt.timedelta(days=7)
CONSENT_WORDING = "2026-11"
TOO_MANY_CODES = "Too many wrong codes. Wait a while, then try again."


class UnknownCode(NodError):
    """No invitation has this code, or it was used or is too old."""

    def __init__(self) -> None:
        fault = FieldFault("code", "unknown_code", "Check the letters, or ask your therapist for a new code.")
        super().__init__("This code doesn’t work.", faults=[fault])


@dataclass(frozen=True)
class NewInvitation:
    """What the therapist hands over. `code` exists here only; the database keeps its hash."""

    patient: Patient
    code: str
    link: str
    expires_at: dt.datetime

    @property
    def expires_on(self) -> dt.date:
        """The last day, in the patient's time zone."""
        return clock.local_date(self.expires_at, self.patient.time_zone)


def normalise(code: str) -> str:
    """Return the code as it was made: capitals, without the spaces and dashes people type."""
    return "".join(char for char in code.upper() if char in ALPHABET)


def _hash(code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"invitation:" + code.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def invite_patient(therapist: User, *, name: str, language: str, time_zone: str) -> NewInvitation:
    """Create a patient in this therapist's care and an invitation for them."""
    now = clock.now()
    clinic_id = lock_staff(therapist)
    patient = Patient.objects.create(
        clinic_id=clinic_id, name=name, language=language, time_zone=time_zone, created_at=now
    )
    CareRelationship.objects.create(patient=patient, therapist=therapist, started_at=now)
    invitation = _new_code(therapist, patient, now)
    record(Action.CREATED, "invitation", actor_id=therapist.pk, patient_id=patient.pk, clinic_id=clinic_id)
    return invitation


@transaction.atomic
def renew_invitation(therapist: User, patient_id: uuid.UUID) -> NewInvitation:
    """Give a patient who has not joined yet a new code; the old one stops working."""
    patient = access.patient_to_change(therapist, patient_id)
    if patient.status != PatientStatus.INVITED:
        raise Conflict("This patient has already joined.", "already_joined")
    now = clock.now()
    patient.invitations.filter(used_at__isnull=True).update(expires_at=now)
    invitation = _new_code(therapist, patient, now)
    note_act(Action.CREATED, "invitation", therapist, patient)
    return invitation


def _new_code(therapist: User, patient: Patient, now: dt.datetime) -> NewInvitation:
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    expires_at = now + LIFETIME
    Invitation.objects.create(
        patient=patient, created_by=therapist, code_hash=_hash(code), created_at=now, expires_at=expires_at
    )
    # The code stands behind '#': browsers keep that part to themselves, so no log ever holds it.
    return NewInvitation(patient, code, f"{settings.BASE_URL}/app/welcome#{code}", expires_at)


def redeem_invitation(
    code: str,
    *,
    email: str,
    password: str,
    time_zone: str,
    language: str,
    consents: bool,
    source: str,
    enter: Callable[[User], object] = lambda _: None,
) -> User:
    """Turn a code into a patient's account.

    An empty `password` makes an account that gets in by e-mailed code or passkey. `source` is the caller's address:
    wrong codes from its network slow the next down, and are written down. `enter` signs the new patient in, within the
    transaction: a code that is used up by somebody who did not get in helps nobody. Raises NodError naming the field,
    or TooMany.
    """
    if not consents:
        fault = FieldFault("consents", "required", "Nod can keep a diary for you only if you agree to it.")
        raise NodError("Please agree before you continue.", faults=[fault])
    user = User(email=email.lower(), name="")
    try:
        if password:
            validate_password(password, user)
    except ValidationError as error:
        faults = [FieldFault("password", "weak", message) for message in error.messages]
        raise NodError("Please choose another password.", faults=faults) from error
    counters = [Counter("invitation network", network_of(source), INVITATIONS)]
    tries = count_try(counters, TOO_MANY_CODES)
    try:
        user = _redeem(code, email, password, time_zone=time_zone, language=language, enter=enter)
    except UnknownCode:
        record(Action.SIGN_IN_FAILED, "invitation", actor_id=None, counts={"tries": max(tries.values())})
        raise
    except Exception:
        # Another fault than a wrong code, ours included, is no guess.
        give_back(counters)
        raise
    give_back(counters)
    return user


def _redeem(
    code: str, email: str, password: str, *, time_zone: str, language: str, enter: Callable[[User], object]
) -> User:
    with transaction.atomic():
        now = clock.now()
        invitation = (
            Invitation.objects.select_for_update()
            .select_related("patient")
            .filter(code_hash=_hash(normalise(code)), used_at__isnull=True, expires_at__gt=now)
            .first()
        )
        if invitation is None:
            raise UnknownCode
        if User.objects.filter(email__iexact=email).exists():
            fault = FieldFault("email", "unusable", "Nod can’t use this address. Try another one.")
            raise NodError("Please use another email address.", faults=[fault])
        patient = invitation.patient
        user = User.objects.create_user(email, password or None, name=patient.name)
        set_address(user, confirmed=False)
        Invitation.objects.filter(pk=invitation.pk).update(used_at=now)
        Patient.objects.filter(pk=patient.pk).update(
            user=user, status=PatientStatus.ACTIVE, time_zone=time_zone, language=language
        )
        Consent.objects.create(patient=patient, wording=CONSENT_WORDING, language=language, given_at=now)
        note_act(Action.REDEEMED, "invitation", user, patient)
        enter(user)
    return user
