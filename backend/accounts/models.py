"""People, clinics and who cares for whom."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q

from backend.common.addresses import check_address
from backend.common.ids import new_id
from backend.common.sealed import SealedField


class Language(models.TextChoices):
    EN = "en", "English"
    ES = "es", "Español"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a new user. Raises ValidationError for what is no address: mail to it would never arrive."""
        check_address(email)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in: by e-mail address; what they may do follows from membership or patienthood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the admin", default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    @property
    def works_here(self) -> bool:
        """Say whether this is a therapist, a lead or a curator: stricter rules for signing in hold for them."""
        return self.is_staff or bool(getattr(self, "membership", None))

    def __str__(self) -> str:
        return self.name


class Clinic(models.Model):
    """`headache_min_minutes`: from how many minutes on a headache makes a headache day (docs/numbers.md).

    `keeps_records_years`: how long the law makes this clinic keep the record of somebody who asks for erasure; 0: not.
    `office_hours`: when somebody is there, in the clinic's zone (office_hours.py); empty: not set.
    `emergency_number`: what patients call in an emergency, where it is not the country's own number.
    `emergency_after_minutes`: how long an emergency answer may wait before the leads are told, too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")
    headache_min_minutes = models.PositiveSmallIntegerField(default=30)
    keeps_records_years = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    office_hours = models.JSONField(default=list, blank=True)
    emergency_number = models.CharField(max_length=8, blank=True, default="")
    emergency_after_minutes = models.PositiveSmallIntegerField(default=30)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    THERAPIST = "therapist"
    LEAD = "lead", "clinic lead"


class Membership(models.Model):
    """A member of staff in a clinic. Curators have none: they never come near patient data."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    daily_digest = models.BooleanField(default=True)
    # The last date on which this person is not at work, in the clinic's zone; null: at work.
    away_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class PatientStatus(models.TextChoices):
    INVITED = "invited"
    ACTIVE = "active"
    DISCHARGED = "discharged"
    # Erased, but kept because the law says so (rights/erasure.py): nobody opens it.
    LOCKED = "locked"


class Sex(models.TextChoices):
    """As the norms of an examination are given; empty: not said."""

    FEMALE = "female"
    MALE = "male"


IN_CARE = (PatientStatus.INVITED, PatientStatus.ACTIVE)


class Patient(models.Model):
    """Somebody in care. `sync_seq` is the counter behind the phone's cursor: raised only under this row's lock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="patient")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.EN)
    time_zone = models.CharField(max_length=64, default="UTC")
    status = models.CharField(max_length=12, choices=PatientStatus.choices, default=PatientStatus.INVITED)
    sync_seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    # What speaks against some exercises (programs/precautions.py), and what norms of the examination need.
    precautions = models.JSONField(default=list)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    # Since when no reminder has reached this patient, as far as their devices tell (reminders/reach.py).
    unreached_since = models.DateTimeField(null=True)
    discharged_at = models.DateTimeField(null=True)
    discharged_because = models.CharField(max_length=300, blank=True)
    # What the name was before it was corrected, oldest first: {"at", "by", "because", "was"}.
    earlier_names = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Whom to call about a patient. Each field may be empty, and all but `record_number` are sealed.

    A table of its own, so that no other page unseals what it does not show. `record_number` is the clinic's own number
    for the patient, plain because the emergency door finds a patient by it. `birth_on`: "1984-03-05".
    """

    patient = models.OneToOneField(Patient, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    phone = SealedField(purpose="patient contact", blank=True, default="")
    emergency_name = SealedField(purpose="patient contact", blank=True, default="")
    emergency_phone = SealedField(purpose="patient contact", blank=True, default="")
    birth_on = SealedField(purpose="patient contact", blank=True, default="")
    record_number = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return f"contact of {self.patient_id}"


def gives_access(now: dt.datetime, path: str = "") -> Q:
    """Return the condition on care that is open now, an emergency's hour included; `path` leads to the relationship."""
    return Q(**{f"{path}ended_at__isnull": True}) | Q(**{f"{path}ended_at__gt": now})


class CareRelationship(models.Model):
    """A therapist cares for a patient from `started_at` until `ended_at`, and has access for just so long.

    `emergency_because` is set for an hour's access in an emergency (emergency.py), which has its end from the start.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="care")
    therapist = models.ForeignKey(User, on_delete=models.CASCADE, related_name="caseload")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    emergency_because = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "therapist"], condition=Q(ended_at__isnull=True), name="one_open_care_per_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.therapist} → {self.patient}"


class Invitation(models.Model):
    """A code that lets one person become one patient, once, within seven days. Only its keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="invitations")
    created_by = models.ForeignKey(User, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.created_at:%Y-%m-%d}"


class Consent(models.Model):
    """What a patient agreed to, in which wording, and when."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="consents")
    wording = models.CharField(max_length=20)
    language = models.CharField(max_length=5, choices=Language.choices)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.wording} {self.given_at:%Y-%m-%d}"


class Submission(models.Model):
    """Something a page sent, under the id the page gave it (sent_once.py).

    The answer is sealed, because it may hold an invitation's code, and forgotten after a day. `status`: 0 once it is.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, null=True, related_name="+")
    # SHA-256 (hex) of method, address and body.
    content_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    answer = SealedField(purpose="submission", null=True)

    def __str__(self) -> str:
        return f"submission of {self.sent_at:%Y-%m-%d}"


class Tries(models.Model):
    """How often something was tried under one key: a hash of what, and of whom or where from (tries.py).

    `user_id` is plain and set where somebody's account is tried at; `warned_at` when they were told.
    """

    key = models.CharField(primary_key=True, max_length=64)
    # What has faded of it since `last_at` is counted when it is read (delays.py).
    count = models.FloatField(default=0)
    last_at = models.DateTimeField(db_index=True)
    user_id = models.UUIDField(null=True)
    warned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.count:.1f} tries until {self.last_at:%Y-%m-%d %H:%M}"
