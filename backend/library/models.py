"""Exercises and protocols (program templates), each a row of identity with a chain of immutable versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.common.ids import new_id


class Status(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Version(models.Model):
    """Content as data, frozen at publishing. `content_hash` tells whether a pack brings anything new."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    from_pack = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Exercise(models.Model):
    slug = models.SlugField(primary_key=True, max_length=60)

    def __str__(self) -> str:
        return self.slug


class ExerciseVersion(Version):
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="exercise_version_number"),
            models.UniqueConstraint(
                fields=["exercise"], condition=Q(status="published"), name="one_published_exercise_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} v{self.number}"


class Protocol(models.Model):
    slug = models.SlugField(primary_key=True, max_length=60)

    def __str__(self) -> str:
        return self.slug


class ProtocolVersion(Version):
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="protocol_version_number"),
            models.UniqueConstraint(
                fields=["protocol"], condition=Q(status="published"), name="one_published_protocol_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol_id} v{self.number}"
