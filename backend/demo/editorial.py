"""The demo library's own story: a newer version of one exercise, one in review, one draft with a gate open."""

from typing import Any

from backend.accounts.models import User
from backend.library.editing import publish_entry, save_draft, start_draft, submit
from backend.library.models import ExerciseVersion, Version, VersionStatus


def begin_editorial_work(cora: User, cyrus: User) -> None:
    """Let two curators write and publish; programs run already, so therapists are offered the newer version."""
    newer = _draft("pos-sit-tall", cyrus, {"en": {"feel": "Light and tall, as if a string held you. No strain."}})
    submit(newer, cyrus)
    publish_entry(newer, cora)
    submit(_draft("scap-band-row", cyrus, {"en": {"cue": "Pull your elbows back. Shoulders stay low."}}), cyrus)
    _draft("rom-nod", cora, {"es": {"stop_if": ""}})


def _draft(slug: str, by: User, words: dict[str, dict[str, str]]) -> Version:
    version = ExerciseVersion.objects.get(exercise_id=slug, status=VersionStatus.PUBLISHED)
    draft = start_draft(version, by)
    content: dict[str, Any] = version.content
    changed = {language: {**each, **words.get(language, {})} for language, each in content["words"].items()}
    save_draft(draft, {**content, "words": changed}, by)
    return draft
