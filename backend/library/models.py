"""The content of the library: entries (an exercise, an article, …), each an identity with a chain of versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.common.ids import new_id


class VersionStatus(models.TextChoices):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


# What can still be written.
OPEN = (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)


class Entry(models.Model):
    slug = models.SlugField(primary_key=True, max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """Content as data, frozen at publishing. `content_hash` tells whether a pack brings anything new."""

    KIND: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
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

    def __str__(self) -> str:
        return f"{self.slug} v{self.number}"

    @property
    def slug(self) -> str:
        """The slug of the entry that this is a version of."""
        return str(getattr(self, f"{self.KIND}_id"))


def _one_chain(kind: str) -> list[models.BaseConstraint]:
    """Numbers are unique within an entry; one version at most is published."""
    return [
        models.UniqueConstraint(fields=[kind, "number"], name=f"{kind}_version_number"),
        models.UniqueConstraint(
            fields=[kind], condition=Q(status=VersionStatus.PUBLISHED), name=f"one_published_{kind}_version"
        ),
    ]


class Exercise(Entry):
    # A duplicate points at the exercise that is kept. Its versions stay: logs keep what they were done under.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")


class ExerciseVersion(Version):
    KIND = "exercise"
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("exercise")
        verbose_name, verbose_name_plural = "exercise", "exercises"


class Protocol(Entry):
    pass


class ProtocolVersion(Version):
    KIND = "protocol"
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("protocol")
        verbose_name, verbose_name_plural = "program template", "program templates"


class Article(Entry):
    pass


class ArticleVersion(Version):
    KIND = "article"
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("article")
        verbose_name, verbose_name_plural = "article", "articles"


class Questionnaire(Entry):
    """Screening questions, kept as one: an answer is to be read beside the questions it stood among."""


class QuestionnaireVersion(Version):
    KIND = "questionnaire"
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("questionnaire")
        verbose_name, verbose_name_plural = "set of screening questions", "screening questions"


class Measure(Entry):
    pass


class MeasureVersion(Version):
    KIND = "measure"
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("measure")
        verbose_name, verbose_name_plural = "measure", "measures"


class Medicine(Entry):
    """A class of headache medicine."""


class MedicineVersion(Version):
    KIND = "medicine"
    medicine = models.ForeignKey(Medicine, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("medicine")
        verbose_name, verbose_name_plural = "medicine class", "medicine classes"


class Source(Entry):
    pass


class SourceVersion(Version):
    KIND = "source"
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        constraints = _one_chain("source")
        verbose_name, verbose_name_plural = "source", "sources"


ENTRIES: dict[str, type[Entry]] = {
    "exercise": Exercise,
    "protocol": Protocol,
    "article": Article,
    "questionnaire": Questionnaire,
    "measure": Measure,
    "medicine": Medicine,
    "source": Source,
}
VERSIONS: dict[str, type[Version]] = {
    model.KIND: model
    for model in (
        ExerciseVersion,
        ProtocolVersion,
        ArticleVersion,
        QuestionnaireVersion,
        MeasureVersion,
        MedicineVersion,
        SourceVersion,
    )
}


class Step(models.TextChoices):
    CREATED = "created"
    EDITED = "edited"
    SUBMITTED = "submitted", "sent to review"
    SENT_BACK = "sent_back", "sent back"
    PUBLISHED = "published"
    RETIRED = "retired"
    MERGED = "merged"


class EditorialStep(models.Model):
    """Who did what to a version, and when: kept for ever, and the reason why a writer cannot publish."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16)
    slug = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=12, choices=Step.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "slug", "number"])]

    def __str__(self) -> str:
        return f"{self.slug} v{self.number} {self.step}"


class Media(models.Model):
    """A photo or video, re-encoded or checked, named by its SHA-256. The consent of whoever is shown is recorded."""

    name = models.CharField(primary_key=True, max_length=70)
    kind = models.CharField(max_length=8, choices=[("photo", "photo"), ("video", "video")])
    size = models.PositiveIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    credit = models.CharField(max_length=120)
    alt_en = models.CharField("What it shows, in English", max_length=400)
    alt_es = models.CharField("What it shows, in Spanish", max_length=400)
    captions_en = models.TextField("Captions in English (WebVTT, for a video)", blank=True, max_length=20_000)
    captions_es = models.TextField("Captions in Spanish (WebVTT, for a video)", blank=True, max_length=20_000)
    consent = models.CharField(
        "Consent", max_length=200, help_text="Who is shown, and where their signed consent is kept."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return f"{self.alt_en[:60]} ({self.name[:8]})"
