"""The report and the handout: readable on one page, safe, and honest about thin data."""

import builtins
import csv
import datetime as dt
import html
import io
import json
import re
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest

from backend.assessments.services import add_assessment, add_treatment
from backend.audit.models import AuditEvent
from backend.common import clock
from backend.desk.prescribing import prescribe_program
from backend.diary.services import clear_red_flags
from backend.programs.models import PrescribedExercise
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from backend.reports.chart import timeline_svg
from backend.reports.content import report_of
from backend.reports.fhir import bundle_of
from backend.reports.pdf import PdfUnavailable, to_pdf
from backend.sync.push import push
from tests.builders import answers, running_program
from tests.people import People
from tests.records import ZONE, dated_record, day_record, message_record, red_flag_record, session_record


def has_pango() -> bool:
    try:
        return bool(to_pdf("<p>x</p>"))
    except PdfUnavailable:
        return False


needs_pango = pytest.mark.skipif(not has_pango(), reason="PDFs need Pango: sudo apt-get install libpangoft2-1.0-0")
FORMS = ("report", "report/pdf", "report/csv", "report/fhir", "handout", "handout/pdf")


def then(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as it was written on its own evening."""
    evening = f"{record['occurred_on']}T20:{{}}:00-05:00"
    times = {"started_at": evening.format("10"), "ended_at": evening.format("19")}
    return {**record, "recorded_at": evening.format("20"), **(times if "started_at" in record else {})}


@pytest.fixture
def diary(people: People) -> Any:
    """Five weeks of diary, sessions, ratings, a safety answer, messages."""
    version = running_program(people.tara, people.patient.pk, days_ago=30)
    today = clock.local_today(ZONE)
    records = []
    for back in range(1, 36):
        on = today - dt.timedelta(days=back)
        headache = back % 4 == 0
        records.append(then(day_record(on, headache=headache, peak_intensity=6 if headache else None)))
        if back % 2 and back < 30:
            records.append(then(session_record(version, on)))
    skipped = session_record(version, today - dt.timedelta(days=2), slot="morning")
    skipped["exercises"][0] |= {"outcome": "skipped", "sets_done": 0, "reps_done": 0, "skip_reason": "no_time"}
    records += [
        then(skipped),
        then(
            dated_record("measure_score", today - dt.timedelta(days=30), measure="activities", values={"a": 3, "b": 4})
        ),
        then(
            dated_record("measure_score", today - dt.timedelta(days=1), measure="activities", values={"a": 6, "b": 7})
        ),
        red_flag_record(today, s2=True),
        message_record("<b>bold</b> & more"),
    ]
    results = push(people.patient.pk, people.pia.pk, None, records)
    assert [result for result in results if result.outcome != "created"] == []
    answers(people.tara, people.patient.pk, "Thank you.")
    return version


def fetch(people: People, form: str) -> Any:
    return people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/{form}")


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]


def test_the_report_says_what_it_counts(people: People, diary: Any) -> None:
    report = report_of(people.patient)
    numbers = {number.name: number for number in report.numbers}
    assert numbers["monthly_headache_days"].counts["recorded_days"] == 28
    assert report.skips == [("no_time", 1)]
    (activities,) = report.measures
    assert (activities.first, activities.last, activities.verdict) == (3.5, 6.5, "better")
    assert [flag["cleared_on"] for flag in report.flags] == [None]
    text = fetch(people, "report").content.decode()
    for words in ("Headache days per 28", "28 recorded days", "no time (1)", "meaningful improvement", "Open."):
        assert words in text, words


@needs_pango
@pytest.mark.parametrize(("form", "most"), [("report/pdf", 1), ("handout/pdf", 2)])
def test_each_pdf_is_tagged_and_short(people: People, diary: Any, form: str, most: int) -> None:
    """The report is one page; a handout that says all there is to an exercise may turn the sheet over."""
    answer = fetch(people, form)
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    assert len(pages) <= most
    assert "Pia" in pages[0]
    assert pdfium.PdfDocument(answer.content).is_tagged()
    assert "Pia" not in answer["Content-Disposition"]


def test_an_empty_diary_says_what_is_missing_and_draws_nothing(people: People) -> None:
    report = report_of(people.patient)
    assert len(report.missing) == 3
    assert "no day is recorded" in report.missing[0]
    text = fetch(people, "report").content.decode()
    assert "<svg" not in text
    assert "no day is recorded" in text
    if has_pango():
        assert len(pages_of(fetch(people, "report/pdf").content)) == 1


def test_one_day_is_not_drawn_as_a_trend(people: People) -> None:
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    push(people.patient.pk, people.pia.pk, None, [day_record(yesterday, headache=True, peak_intensity=5)])
    assert "1 day is recorded" in report_of(people.patient).missing[0]


def test_no_handout_without_a_program(people: People) -> None:
    answer = fetch(people, "handout")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_program")


def test_the_handout_speaks_the_patients_language(people: People, diary: Any) -> None:
    people.patient.language = "es"
    people.patient.save()
    text = fetch(people, "handout").content.decode()
    assert "Tus ejercicios" in text
    assert text.count("<svg") >= 2


def test_the_handout_draws_the_prescribed_side(people: People, diary: Any) -> None:
    item = PrescribedExercise.objects.filter(version__program__patient=people.patient).first()
    assert item is not None
    item.exercise.content["figure"] |= {"shows": "left"}
    item.exercise.save()
    turned_over = {}
    for side in ("left", "right"):
        PrescribedExercise.objects.filter(pk=item.pk).update(side=side)
        turned_over[side] = 'scale(-1 1)"><g data-prop' in fetch(people, "handout").content.decode()
    assert turned_over == {"left": False, "right": True}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_handout_is_whole_and_sends_an_emergency_to_a_number(people: People, diary: Any, language: str) -> None:
    """Start, steps, stop rule, easier version and dose of each exercise; an emergency never into an app."""
    people.patient.language = language
    people.patient.save()
    text = html.unescape(fetch(people, "handout").content.decode())
    for item in PrescribedExercise.objects.filter(version__program__patient=people.patient):
        words = item.exercise.content["words"][language]
        for said in (words["name"], words["start"], *words["steps"], words["stop_if"], words["easier"]):
            assert said in text, said
    assert {"en": "Call 911.", "es": "Llama al 911."}[language] in text
    assert {"en": "6 or more: stop", "es": "6 o más: deja"}[language] in text
    assert "I feel unwell" not in text
    assert "Me siento mal" not in text


@pytest.mark.parametrize(("side", "words"), [("left", "Turn your head to the left."), ("right", "to the right.")])
def test_the_handout_says_the_prescribed_side_and_that_it_must_not_hurt(people: People, side: str, words: str) -> None:
    dose = PrescribedDose("snag-c1c2-turn", 1, 2, 3, 5, per_day=2, days_week=7, side=side)
    gates = frozenset({"therapist_taught_in_person"})
    start_on = clock.local_today(ZONE)
    new = NewProgram("low-load-6wk", 1, start_on, [dose], confirmed=gates)
    prescribe_program(people.tara, people.patient.pk, new)
    text = html.unescape(fetch(people, "handout").content.decode())
    assert words in text
    assert "This one must not hurt" in text
    other = {"left": "to the right", "right": "to the left"}[side]
    assert other not in text


@pytest.mark.parametrize(("language", "words"), [("en", "On hold: do not do"), ("es", "En pausa: no hagas")])
def test_a_held_program_says_so_on_paper(people: People, diary: Any, language: str, words: str) -> None:
    people.patient.language = language
    people.patient.save()
    assert words in fetch(people, "handout").content.decode()
    read = people.patient.red_flags.values_list("pk", flat=True)
    clear_red_flags(people.tara, people.patient.pk, because="Seen by her doctor.", answers=list(read))
    assert words not in fetch(people, "handout").content.decode()


def test_the_table_has_a_row_for_each_date_and_gaps_stay_empty(people: People, diary: Any) -> None:
    text = fetch(people, "report/csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 84
    assert (rows[0]["recorded"], rows[0]["headache_day"]) == ("no", "")
    assert rows[-1]["recorded"] == "yes"


def test_the_bundle_is_valid_and_every_reference_resolves(people: People, diary: Any) -> None:
    today = clock.local_today(ZONE)
    add_treatment(people.tara, people.patient.pk, occurred_on=today, kind="massage", note="neck")
    found = {"frt_left_deg": 30, "ccft_compensation": ["scm"], "alar": "normal", "frt_left_headache": True}
    add_assessment(people.tara, people.patient.pk, occurred_on=today, findings=found, checklist={}, note="first")
    bundle = json.loads(fetch(people, "report/fhir").content)
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds == {
        *("Patient", "Practitioner", "CarePlan", "ServiceRequest", "Procedure", "Observation"),
        *("QuestionnaireResponse", "Communication", "Provenance"),
    }
    there = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(there) == len(bundle["entry"])
    wanted = set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle)))
    assert wanted <= there
    assert "snomed" not in json.dumps(bundle).lower()


def test_a_bundle_of_an_empty_record_is_valid_too(people: People) -> None:
    assert bundle_of(people.patient, people.tara)["type"] == "collection"


def test_words_from_outside_stay_words(people: People, diary: Any) -> None:
    people.patient.name = '<script>alert(1)</script><img src="http://127.0.0.1:9/x">'
    people.patient.save()
    text = fetch(people, "report").content.decode()
    assert "<script>" not in text
    assert "<img" not in text
    svg = timeline_svg(report_of(people.patient).timeline)
    assert "<script" not in svg


@needs_pango
@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x", "https://example.org/x"])
def test_a_pdf_fetches_nothing(url: str) -> None:
    html = f'<html lang="en"><head><title>x</title></head><body><p>y</p><img alt="" src="{url}"></body></html>'
    (page,) = pdfium.PdfDocument(to_pdf(html))
    assert list(page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE])) == []


@pytest.mark.parametrize("form", ["report", "handout"])
def test_a_page_left_open_is_gone_after_fifteen_minutes(people: People, diary: Any, form: str) -> None:
    assert fetch(people, form)["Refresh"] == "901; url=/"


@pytest.mark.parametrize("form", FORMS)
def test_only_who_cares_for_the_patient_gets_a_report(people: People, diary: Any, form: str) -> None:
    path = f"/api/v1/patients/{people.patient.pk}/{form}"
    for user, expected in ((people.tom, 404), (people.lena, 404), (people.olga, 404), (people.cora, 403), (None, 403)):
        assert people.client(user).get(path).status_code == expected
    assert people.client(people.pia).get(path).status_code == 403
    before = AuditEvent.objects.count()
    assert people.client(people.tara).get(path).status_code == (200 if has_pango() or "pdf" not in form else 503)
    assert AuditEvent.objects.count() == before + 1


def test_a_server_without_pango_says_what_it_lacks(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpangoft2-1.0-0'")
        return real(name, *args, **kwargs)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", broken)
    answer = fetch(people, "report/pdf")
    assert (answer.status_code, answer.json()["code"]) == (503, "pdf_unavailable")
    assert "print view" in answer.json()["detail"]


def test_the_logbook_shows_each_session_exactly_as_it_was_done(people: People, diary: Any) -> None:
    book = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/logbook", {"days": 28}).json()
    skipped = next(each for each in book["sessions"] if each["slot"] == "morning")["exercises"][0]
    assert (skipped["outcome"], skipped["skip_reason"], skipped["name"]) == (
        "skipped",
        "no_time",
        "Gentle chin nod, lying down",
    )
    assert sum(day["fields"]["headache"] for day in book["days"]) == 6
    (measure,) = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/measures").json()
    assert (measure["first"], measure["last"], measure["verdict"]) == (3.5, 6.5, "better")


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        # Of what was rated both times nothing changed; the mean of all would have gone from 4.5 to 8.
        ({"drive": 3, "read": 6}, {"read": 6, "swim": 10}, (6.0, 6.0, "no_change")),
        # A single one both times needs three points, whatever else was rated since.
        ({"drive": 3}, {"drive": 5, "swim": 9, "read": 9}, (3.0, 5.0, "no_change")),
        ({"drive": 3}, {"swim": 9}, (None, 9.0, "not_evaluable")),
    ],
)
def test_only_activities_rated_both_times_are_compared(
    people: People, first: dict[str, int], last: dict[str, int], shown: tuple[float | None, float, str]
) -> None:
    today = clock.local_today(ZONE)
    rated = ((today - dt.timedelta(days=20), first), (today, last))
    records = [then(dated_record("measure_score", on, measure="activities", values=values)) for on, values in rated]
    push(people.patient.pk, people.pia.pk, None, records)
    (found,) = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/measures").json()
    assert (found["first"], found["last"], found["verdict"]) == shown
    page = fetch(people, "report").content.decode()
    assert (f"{shown[0]:g} → <b>" in page) if shown[0] is not None else "→" not in page


def test_a_single_rating_is_compared_with_nothing(people: People) -> None:
    record = dated_record("measure_score", clock.local_today(ZONE), measure="activities", values={"drive": 3})
    push(people.patient.pk, people.pia.pk, None, [record])
    (found,) = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}/measures").json()
    assert (found["first"], found["last"], found["words"]) == (None, 3.0, "nothing to compare with yet")


def test_pain_that_was_not_given_has_no_height_in_the_chart() -> None:
    first = dt.date(2026, 3, 1)
    unknown = {"recorded": False, "headache_day": None, "peak_intensity": None, "sessions": 0}
    days = [{**unknown, "date": first + dt.timedelta(days=n)} for n in range(7)]
    days[2] |= {"recorded": True, "headache_day": True}
    empty = {"first": first, "program_versions": [], "treatments": []}
    drawn = timeline_svg({**empty, "days": days})
    assert (drawn.count("<circle"), drawn.count('fill="#c8553d"')) == (1, 0)
    days[2] |= {"peak_intensity": 1}
    drawn = timeline_svg({**empty, "days": days})
    assert (drawn.count("<circle"), drawn.count('fill="#c8553d"')) == (0, 1)
