"""A yes to a safety question proposes precautions: at once on the phone, until a therapist decides which it is."""

import datetime as dt
from typing import Any

import pytest

from backend.accounts.models import Patient
from backend.common import clock
from backend.desk.prescribing import background_of, prescribe_program
from backend.diary.models import RedFlagAnswer
from backend.insights.services import refresh_summary
from backend.library.models import QuestionnaireVersion, VersionStatus
from backend.library.selectors import safety_questions
from backend.library.services import content_hash
from backend.programs.models import Program
from backend.programs.prescribing import PrescribedDose
from backend.programs.services import NewProgram
from backend.sync.pull import pull
from tests.builders import phone_sends, running_program
from tests.people import People
from tests.records import ZONE, red_flag_record

NOD, SIT, BAND = "ccf-nod-supine", "pos-sit-tall", "scap-band-row"
FOUR = ["cervical_instability", "inflammatory_neck", "connective_tissue_laxity", "recent_surgery"]


def tell(people: People, **answers: bool) -> None:
    phone_sends(people.patient.pk, people.pia.pk, [red_flag_record(clock.local_today(ZONE), **answers)])


def place(people: People, what: str = "") -> str:
    return f"/api/v1/patients/{people.patient.pk}{what}"


def page(people: People) -> dict[str, Any]:
    return people.client(people.tara).get(place(people)).json()  # type: ignore[no-any-return]


def proposed(people: People) -> list[str]:
    return sorted({tag for each in page(people)["findings"] for tag in each["proposes"]})


def decide(people: People, precaution: str, *, confirmed: bool, because: str = "") -> Any:
    read = [each["id"] for each in page(people)["findings"]]
    body = {"precaution": precaution, "findings": read, "confirmed": confirmed, "because": because}
    return people.client(people.tara).post(place(people, "/precautions/decide"), body, format="json")


def clear(people: People) -> None:
    ids = [each["id"] for each in page(people)["red_flags"]]
    body = {"because": "Talked to her today.", "answers": ids}
    answer = people.client(people.tara).post(place(people, "/red-flags/clear"), body, format="json")
    assert answer.status_code in (200, 204), answer.json()


def on_the_phone(people: People) -> tuple[list[str], list[str]]:
    plan = pull(people.patient, 0, "")["plan"]
    return [item["exercise"] for item in plan["items"]], [item["exercise"] for item in plan["held_items"]]


def codes(people: People) -> list[str]:
    return [each["code"] for each in people.client(people.tara).get("/api/v1/work-list").json()[0]["reasons"]]


def test_loose_joints_take_the_nods_off_the_phone_and_ask_which_it_is(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, t7=True)
    assert on_the_phone(people) == ([SIT], [NOD])
    assert proposed(people) == sorted(FOUR)
    assert set(FOUR) <= set(background_of(people.patient)["precautions"])
    # One matter is one line: the answer itself leads, its precautions stand on its page.
    assert "finding" not in codes(people)


def test_clearing_the_answer_releases_nothing_a_typed_decision_does(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, t7=True)
    clear(people)
    assert on_the_phone(people) == ([SIT], [NOD])
    assert "finding" in codes(people)
    assert decide(people, "cervical_instability", confirmed=False).status_code == 400
    for tag in FOUR[:3]:
        assert decide(people, tag, confirmed=False, because="Examined: stable.").status_code == 204
    assert on_the_phone(people) == ([SIT], [NOD])
    assert decide(people, "recent_surgery", confirmed=False, because="Twenty years ago.").status_code == 204
    assert on_the_phone(people) == ([NOD, SIT], [])
    assert "finding" not in codes(people)
    answer = RedFlagAnswer.objects.get()
    assert [(each["precaution"], each["confirmed"], each["by"]) for each in answer.decisions] == [
        (tag, False, "Tara") for tag in FOUR
    ]


def test_a_confirmed_precaution_stays_and_holds_the_whole_template(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, t7=True)
    assert decide(people, "cervical_instability", confirmed=True).status_code == 204
    assert Patient.objects.get(pk=people.patient.pk).precautions == ["cervical_instability"]
    assert on_the_phone(people) == ([], [NOD, SIT])


def test_what_was_decided_about_something_that_stays_is_not_asked_again(people: People) -> None:
    tell(people, t7=True, t1=True)
    for tag in (*FOUR, "dizziness"):
        assert decide(people, tag, confirmed=False, because="Known, and stable.").status_code == 204
    tell(people, t7=True)
    assert proposed(people) == []
    tell(people, t1=True)
    assert proposed(people) == ["dizziness"], "dizziness comes and goes: a new yes is a new question"


def test_the_towel_turn_is_not_published_against_an_answer_without_a_word(people: People) -> None:
    tell(people, t7=True)
    towel = PrescribedDose("snag-c1c2-turn", 1, 2, 3, 5, per_day=2, days_week=7, side="right")
    answers = [str(each.pk) for each in RedFlagAnswer.objects.all()]
    body = {
        "protocol": "c1c2-towel-turn",
        "phase": 1,
        "start_on": clock.local_today(ZONE).isoformat(),
        "items": [vars(towel)],
        "confirmed": ["therapist_taught_in_person", "side_to_turn_set", "frt_recorded"],
        "answers_read": answers,
        "open_answer_reason": "Seen in the clinic.",
    }
    answer = people.client(people.tara).post(place(people, "/programs"), body, format="json")
    assert answer.status_code == 400, answer.content
    assert {each["code"] for each in answer.json()["errors"]} == {"contraindicated"}


def test_an_injury_that_nobody_has_checked_holds_every_program(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, s10=True)
    clear(people)
    assert pull(people.patient, 0, "")["hold"] is None
    assert on_the_phone(people) == ([], [NOD, SIT])
    assert decide(people, "recent_trauma_uncleared", confirmed=False, because="X-ray was fine.").status_code == 204
    assert on_the_phone(people) == ([NOD, SIT], [])


def test_an_answer_for_the_therapist_leaves_the_gentle_items_until_it_is_cleared(people: People) -> None:
    doses = [
        PrescribedDose(NOD, 1, 10, 2, 3, per_day=2, days_week=7),
        PrescribedDose(BAND, 2, 10, 2, 30, per_day=1, days_week=3),
        PrescribedDose(SIT, 1, 2, 10, 5, per_day=6, days_week=7),
    ]
    start_on = clock.local_today(ZONE) - dt.timedelta(days=7)
    prescribe_program(people.tara, people.patient.pk, NewProgram("low-load-6wk", 1, start_on, doses))
    tell(people, t2=True)
    pulled = pull(people.patient, 0, "")
    assert (pulled["gentle"], pulled["hold"]) == (True, None)
    assert on_the_phone(people) == ([NOD, SIT], [BAND])
    assert {item["exercise"]: item["gentle"] for item in pulled["plan"]["items"]} == {NOD: "half", SIT: "full"}
    # It waits for the answer to be cleared, not for a decision on the program.
    assert "program_conflict" not in codes(people)
    clear(people)
    assert pull(people.patient, 0, "")["gentle"] is False
    assert on_the_phone(people) == ([NOD, BAND, SIT], [])
    [span] = Program.objects.get(patient=people.patient).held
    assert (span["exercise"], span["tags"]) == (BAND, ["not_gentle"])


def test_an_old_phone_is_heard_and_an_answer_keeps_the_words_it_was_asked_in(people: People) -> None:
    asked = QuestionnaireVersion.objects.get(questionnaire_id="red-flags", status=VersionStatus.PUBLISHED)
    content = {**asked.content, "blocks": [{**block} for block in asked.content["blocks"]]}
    first = content["blocks"][0]
    dropped = next(each for each in first["questions"] if each["id"] == "e2")
    first["questions"] = [each for each in first["questions"] if each["id"] != "e2"]
    QuestionnaireVersion.objects.filter(pk=asked.pk).update(status=VersionStatus.RETIRED)
    QuestionnaireVersion.objects.create(
        questionnaire_id="red-flags",
        number=asked.number + 1,
        status=VersionStatus.PUBLISHED,
        content=content,
        content_hash=content_hash(content),
        created_at=clock.now(),
        published_at=clock.now(),
    )
    tell(people, e2=True)
    assert safety_questions()["e2"].urgency == "emergency"
    assert pull(people.patient, 0, "")["hold"] == "emergency"
    assert [each["text"] for each in page(people)["red_flags"]] == [dropped["text"]["en"]]


@pytest.mark.parametrize(("years", "stands"), [(17, True), (18, True), (19, False), (None, False)])
def test_who_may_be_under_18_needs_a_reason_for_any_program(people: People, years: int | None, stands: bool) -> None:
    born = None if years is None else clock.local_today(ZONE).year - years
    Patient.objects.filter(pk=people.patient.pk).update(birth_year=born)
    people.patient.refresh_from_db()
    refresh_summary(people.patient)
    found = background_of(people.patient)
    assert ("under_18" in found["precautions"]) == stands
    assert ("under_18" in found["whole_program"].get("maintenance", [])) == stands


def test_a_date_of_birth_holds_the_program_of_a_minor_until_a_reason_is_typed(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    born = clock.local_today(ZONE).replace(year=clock.local_today(ZONE).year - 16, day=1)
    body = {"phone": "", "emergency_name": "", "emergency_phone": "", "birth_on": born.isoformat(), "record_number": ""}
    assert people.client(people.tara).put(place(people, "/contact"), body, format="json").status_code == 200
    assert on_the_phone(people) == ([], [NOD, SIT])
    program = people.client(people.tara).get(place(people, "/program")).json()["program"]
    items = [
        {name: value for name, value in item.items() if name not in ("name", "figure")} for item in program["items"]
    ]
    draft = {"base": program["version_id"], "phase": program["phase"], "items": items}
    path, client = place(people, "/program"), people.client(people.tara)
    assert client.post(path, draft, format="json").status_code == 400
    reason = {"overrides": {"template": "Her parents and her doctor agree."}}
    assert client.post(path, {**draft, **reason}, format="json").status_code in (200, 201)
    people.patient.refresh_from_db()
    assert on_the_phone(people) == ([NOD, SIT], [])
