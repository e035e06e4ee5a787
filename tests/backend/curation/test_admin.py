"""The curator's room, page by page, as a curator and as everybody else."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from backend.library.kinds import KINDS
from backend.library.models import ENTRIES, VERSIONS, ExerciseVersion, Media, Version, VersionStatus
from tests.builders import running_program
from tests.people import People
from tests.records import shipped_entries

LIST = "/admin/library/exerciseversion/"


@pytest.fixture
def cora(people: People) -> APIClient:
    return people.client(people.cora)


@pytest.fixture
def version(people: People) -> ExerciseVersion:
    return ExerciseVersion.objects.get(exercise_id="rom-turn")


def at(version: Version, page: str = "change") -> str:
    return f"/admin/library/{version._meta.model_name}/{version.pk}/{page}/"


def take(client: APIClient, version: Version, step: str, **more: str) -> str:
    """Take a step of the workflow and return the message it was answered with."""
    page = client.post(at(version, "step"), {"step": step, **more}, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def form_of(client: APIClient, version: Version) -> dict[str, Any]:
    """Return what a browser would send back if nothing was changed."""
    form = client.get(at(version)).context["form"]
    return {field.name: value for field in form if (value := field.value()) not in (None, [])}


def draft_of(client: APIClient, version: Version) -> Version:
    take(client, version, "new")
    return type(version)._default_manager.get(exercise_id=version.slug, status=VersionStatus.DRAFT)


@pytest.mark.parametrize("name", ["tara", "tom", "olga", "lena", "pia", None])
def test_only_curators_come_in(people: People, version: ExerciseVersion, name: str | None) -> None:
    client = people.client(getattr(people, name) if name else None)
    pages = [LIST, at(version), at(version, "preview"), at(version, "poses"), "/admin/library/pack/"]
    for page in [*pages, f"{LIST}{version.pk}/content.json", "/admin/library/duplicates/", "/admin/library/words/"]:
        assert client.get(page).status_code == 302, page
    assert client.post(at(version, "step"), {"step": "retire"}).status_code == 302
    version.refresh_from_db()
    assert version.status == VersionStatus.PUBLISHED


def test_curators_see_no_patient(people: People, cora: APIClient) -> None:
    page = cora.get("/admin/").content.decode()
    assert "Patient" not in page
    for path in ("/admin/accounts/patient/", "/admin/diary/dayentry/", "/admin/accounts/user/"):
        assert cora.get(path).status_code == 404


@pytest.mark.parametrize("kind", list(VERSIONS))
def test_every_kind_has_its_list_and_form(cora: APIClient, kind: str) -> None:
    model = VERSIONS[kind]
    assert cora.get(f"/admin/library/{model._meta.model_name}/").status_code == 200
    first = model._default_manager.first()
    assert first
    page = cora.get(at(first))
    assert all(not problems for problems in page.context["gates"].values())


@pytest.mark.parametrize("kind", list(VERSIONS))
def test_saving_a_form_unchanged_changes_nothing(people: People, cora: APIClient, kind: str) -> None:
    """The form loses nothing: what comes back is what went out, for every entry of every kind."""
    for version in VERSIONS[kind]._default_manager.all():
        take(cora, version, "new")
        draft = VERSIONS[kind]._default_manager.get(**{f"{kind}_id": version.slug}, status=VersionStatus.DRAFT)
        answer = cora.post(at(draft), form_of(cora, draft))
        assert answer.status_code == 302, answer.context["form"].errors
        draft.refresh_from_db()
        assert draft.content == version.content


def test_the_list_costs_the_same_however_long(cora: APIClient, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        cora.get(LIST)


def test_the_list_is_searched_and_filtered(cora: APIClient) -> None:
    for query, expected in (("q=Band row", 1), ("group=stretch", 4), ("state=draft", 0), ("review=overdue", 0)):
        assert cora.get(f"{LIST}?{query}").context["cl"].result_count == expected, query
    assert "Nothing here fits" in cora.get(f"{LIST}?state=draft").content.decode()


def test_from_draft_to_published_by_two_people(people: People, cora: APIClient, version: ExerciseVersion) -> None:
    draft = draft_of(cora, version)
    cora.post(at(draft), form_of(cora, draft) | {"words.en.cue": "Look over your shoulder."})
    assert "Sent to review" in take(cora, draft, "submit")
    assert "Somebody else has to publish" in take(cora, draft, "publish")
    people.tom.is_staff = True
    people.tom.save()
    second = people.client(people.tom)
    assert "Say what is to be changed" in take(second, draft, "send_back")
    assert "Published" in take(second, draft, "publish")
    difference = cora.get(at(draft, "diff")).content.decode()
    assert "words.en.cue" in difference
    assert "<ins>Look over your shoulder.</ins>" in difference


def test_publishing_with_a_gate_open_names_it(people: People, cora: APIClient, version: ExerciseVersion) -> None:
    draft = draft_of(cora, version)
    cora.post(at(draft), form_of(cora, draft) | {"words.es.alt": "", "evidence": ""})
    take(cora, draft, "submit")
    people.tom.is_staff = True
    people.tom.save()
    assert "Still to do: Alt text, Evidence." in take(people.client(people.tom), draft, "publish")


def test_a_mistake_in_the_form_keeps_what_was_written(cora: APIClient, version: ExerciseVersion) -> None:
    draft = draft_of(cora, version)
    wrong = form_of(cora, draft) | {"words.en.name": "x" * 60, "figure.poses": "- {x: 1\n- y", "words.en.cue": "Mine"}
    page = cora.post(at(draft), wrong)
    assert set(page.context["form"].errors) == {"words.en.name", "figure.poses"}
    assert "Line 2" in str(page.context["form"].errors["figure.poses"])
    assert "Mine" in page.content.decode()


def test_what_is_published_cannot_be_saved(cora: APIClient, version: ExerciseVersion) -> None:
    answer = cora.post(at(version), {"words.en.cue": "Changed"}, follow=True)
    version.refresh_from_db()
    assert "Only a draft can be changed" in answer.content.decode()
    assert version.content["words"]["en"]["cue"] != "Changed"


def test_the_pose_editor_saves_a_draft_only(cora: APIClient, version: ExerciseVersion) -> None:
    figure = version.content["figure"] | {"cues": []}
    address = f"{LIST}{version.pk}/content.json"
    sent = {"figure": figure, "base": version.content["figure"]}
    assert cora.put(address, sent, format="json").status_code == 409
    draft = draft_of(cora, version)
    address = f"{LIST}{draft.pk}/content.json"
    assert cora.put(address, sent, format="json").json() == {"detail": "Saved.", "figure": figure}
    wrong = figure | {"poses": [{"joints": {"head": "far"}}]}
    answer = cora.put(address, {"figure": wrong, "base": figure}, format="json")
    assert (answer.status_code, "poses.0.joints.head" in answer.json()["detail"]) == (400, True)
    draft.refresh_from_db()
    assert draft.content["figure"]["cues"] == []


def test_who_is_affected_is_a_count(people: People, cora: APIClient) -> None:
    running_program(people.tara, people.patient.pk)
    page = cora.get(at(ExerciseVersion.objects.get(exercise_id="ccf-nod-supine")))
    assert page.context["patients"] == {"version 1": 1}
    assert "template low-load-6wk" in page.context["used_by"]
    assert "Pia" not in page.content.decode()


def test_a_new_entry_is_begun_by_name(cora: APIClient) -> None:
    assert "lowercase" in cora.post(f"{LIST}add/", {"slug": "Not_This"}).content.decode()
    page = cora.post(f"{LIST}add/", {"slug": "chin-circle"}, follow=True)
    assert "Stop rule" in page.content.decode()
    assert cora.get(LIST).status_code == 200
    assert "chin-circle is taken" in cora.post(f"{LIST}add/", {"slug": "chin-circle"}).content.decode()


def test_a_photo_is_uploaded_with_consent(cora: APIClient, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(out, "PNG")
    fields = {"kind": "photo", "alt_en": "A nod", "alt_es": "Un sí", "credit": "Cora", "consent": "Own picture"}
    upload = SimpleUploadedFile("nod.png", out.getvalue(), content_type="image/png")
    page = cora.post("/admin/library/media/add/", {**fields, "file": upload}, follow=True)
    assert page.status_code == 200
    media = Media.objects.get()
    page = cora.get(f"/admin/library/media/{media.name}/change/").content.decode()
    assert f"file: {media.name}" in page
    edited = {key: value for key, value in fields.items() if key != "kind"} | {"credit": "Celia Moss"}
    cora.post(f"/admin/library/media/{media.name}/change/", edited)
    assert Media.objects.get().credit == "Celia Moss"
    served = cora.get(f"/media/{media.name}")
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    svg = SimpleUploadedFile("nod.svg", b"<svg onload='alert(1)'/>", content_type="image/png")
    refused = cora.post("/admin/library/media/add/", {**fields, "file": svg})
    assert "no SVG" in refused.content.decode()
    video = SimpleUploadedFile("nod.mp4", b"\0\0\0\x18ftypmp42", content_type="video/mp4")
    refused = cora.post("/admin/library/media/add/", {**fields, "kind": "video", "file": video})
    assert "A video needs captions" in refused.content.decode()


@pytest.mark.parametrize("name", ["../settings.py", "x.svg", "0" * 64 + ".html", "0" * 64 + ".webp"])
def test_only_media_are_served(cora: APIClient, name: str) -> None:
    assert cora.get(f"/media/{name}").status_code == 404


def test_a_pack_goes_out_and_comes_back(cora: APIClient) -> None:
    archive = cora.get("/admin/library/pack/export/").content
    assert archive == cora.get("/admin/library/pack/export/").content
    for kind in KINDS:
        VERSIONS[kind]._default_manager.all().delete()
        ENTRIES[kind]._default_manager.all().delete()
    upload = SimpleUploadedFile("pack.zip", archive)
    page = cora.post("/admin/library/pack/", {"pack": upload}, follow=True)
    assert f"{shipped_entries()} published" in page.content.decode()
    assert cora.get("/admin/library/pack/export/").content == archive


def zipped(**files: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return SimpleUploadedFile("pack.zip", out.getvalue())


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (SimpleUploadedFile("pack.zip", b"no zip"), "This ZIP file can&#x27;t be read"),
        (zipped(**{"../evil.yaml": "x"}), "does not belong in a pack"),
        (zipped(**{"catalog/x/evil.py": "x"}), "does not belong in a pack"),
        (zipped(**{"sources/mine.yaml": "slug: mine"}), "sources/mine.yaml:1: citation: is missing"),
        (zipped(**{"sources/mine.yaml": "slug: [", "sources/more.yaml": ""}), "2 faults"),
    ],
)
def test_a_bad_pack_loads_nothing_and_says_why(cora: APIClient, upload: SimpleUploadedFile, says: str) -> None:
    upload.seek(0)
    before = VERSIONS["source"]._default_manager.count()
    page = cora.post("/admin/library/pack/", {"pack": upload})
    assert says in page.content.decode()
    assert VERSIONS["source"]._default_manager.count() == before


def test_duplicates_are_listed_and_merged(cora: APIClient, version: ExerciseVersion) -> None:
    assert "Nothing to merge" in cora.get("/admin/library/duplicates/").content.decode()
    cora.post(f"{LIST}add/", {"slug": "head-turns"})
    copy = ExerciseVersion.objects.get(exercise_id="head-turns")
    own = form_of(cora, version) | {"words.en.name": "Slow turns of the head", "base": form_of(cora, copy)["base"]}
    cora.post(at(copy), own)
    assert "head-turns" in cora.get("/admin/library/duplicates/").content.decode()
    assert "Merged into rom-turn" in take(cora, copy, "merge", into="rom-turn")


def test_a_curator_reads_the_words(cora: APIClient) -> None:
    page = cora.get("/admin/library/words/").content.decode()
    assert "<td>nuca</td><td>parte de atrás de la cabeza</td>" in page
    assert "<td>convulsi*</td>" in page


def test_what_waits_is_listed_over_all_kinds(cora: APIClient, version: ExerciseVersion) -> None:
    assert "Nothing." in cora.get("/admin/library/todo/").content.decode()
    draft = draft_of(cora, version)
    take(cora, draft, "submit")
    article = VERSIONS["article"]._default_manager.get(article_id="posture")
    review = {"reviewed_on": "2020-01-01", "due_on": "2021-01-01"}
    VERSIONS["article"]._default_manager.filter(pk=article.pk).update(content=article.content | {"review": review})
    page = cora.get("/admin/library/todo/").content.decode()
    assert "Slow head turns" in page
    assert "2021-01-01" in page
    assert "overdue</span>" in page
