"""A yes to a safety question: told at once, the program held until a therapist clears it with a reason."""

import datetime as dt
from typing import Any

import pytest

from backend.common import clock
from backend.diary.models import RedFlagAnswer
from backend.insights.gather import gather_facts
from backend.reminders.planning import plan_for
from backend.reminders.sending import send_due_reminders
from backend.sync.pull import pull
from backend.sync.push import push
from tests.builders import running_program
from tests.people import People
from tests.records import ZONE, red_flag_record


def tell(people: People, **answers: bool) -> None:
    (result,) = push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), **answers)])
    assert result.outcome == "created"


def clear(people: People, because: str = "Seen by her doctor, nothing found.") -> Any:
    """Clear what stands open, as a page does that was loaded just now."""
    return clear_read(people, [str(answer.pk) for answer in RedFlagAnswer.objects.all()], because)


def clear_read(people: People, answers: list[str], because: str = "Seen by her doctor, nothing found.") -> Any:
    path = f"/api/v1/patients/{people.patient.pk}/red-flags/clear"
    return people.client(people.tara).post(path, {"because": because, "answers": answers}, format="json")


def reasons(people: People) -> Any:
    return people.client(people.tara).get("/api/v1/work-list").json()[0]["reasons"]


def test_a_yes_leads_the_work_list_and_holds_the_program(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, e1=False, s2=True, t1=True)
    (reason,) = reasons(people)
    today = clock.local_today(ZONE).isoformat()
    stored = {answer.question: str(answer.pk) for answer in RedFlagAnswer.objects.all()}
    assert (reason["code"], reason["evidence"]) == (
        "red_flag",
        {
            "urgency": "same_day",
            "held": True,
            "answers": [
                {"id": stored["s2"], "question": "s2", "urgency": "same_day", "on": today},
                {"id": stored["t1"], "question": "t1", "urgency": "therapist", "on": today},
            ],
        },
    )
    assert pull(people.patient, 0, "")["hold"] == "same_day"
    page = people.client(people.tara).get(f"/api/v1/patients/{people.patient.pk}").json()
    assert [flag["question"] for flag in page["red_flags"]] == ["s2", "t1"]
    assert page["red_flags"][0]["text"].startswith("Is this headache clearly different")


def test_a_therapist_clears_with_a_reason_and_the_phone_learns_of_it(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    tell(people, e1=True)
    seen = pull(people.patient, 0, "")["cursor"]
    assert clear(people).status_code == 204
    assert reasons(people) == []
    after = pull(people.patient, 0, "")
    assert (after["hold"], after["cursor"] > seen) == (None, True)
    answer = RedFlagAnswer.objects.get()
    assert (answer.cleared_by, answer.cleared_because) == (people.tara, "Seen by her doctor, nothing found.")
    assert clear(people).status_code == 409


def test_an_answer_that_came_after_the_page_is_not_cleared_unread(people: People) -> None:
    tell(people, s2=True)
    read = [str(RedFlagAnswer.objects.get().pk)]
    tell(people, e1=True)
    refused = clear_read(people, read)
    assert (refused.status_code, refused.json()["code"]) == (409, "newer_answer")
    assert RedFlagAnswer.objects.filter(cleared_at__isnull=True).count() == 2
    assert clear(people).status_code == 204


@pytest.mark.parametrize("because", ["", "   ", "ok"])
def test_a_reason_must_be_typed(people: People, because: str) -> None:
    tell(people, e1=True)
    answer = clear(people, because)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "because"
    assert RedFlagAnswer.objects.get().cleared_at is None


def test_nobody_else_clears(people: People) -> None:
    tell(people, e1=True)
    path = f"/api/v1/patients/{people.patient.pk}/red-flags/clear"
    for user, expected in ((people.tom, 404), (people.olga, 404), (people.pia, 403), (people.cora, 403), (None, 403)):
        body = {"because": "Let me.", "answers": [str(RedFlagAnswer.objects.get().pk)]}
        assert people.client(user).post(path, body, format="json").status_code == expected
    assert RedFlagAnswer.objects.get().cleared_at is None


def test_all_no_is_kept_and_tells_nobody(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=0)
    tell(people, e1=False, t1=False)
    assert reasons(people) == []
    assert not RedFlagAnswer.objects.exists()


def test_an_unknown_question_is_refused_by_name(people: People) -> None:
    (result,) = push(people.patient.pk, people.pia.pk, None, [red_flag_record(clock.local_today(ZONE), z9=True)])
    assert [(fault.field, fault.code) for fault in result.errors] == [("answers.z9", "unknown")]


def test_held_dates_are_not_prescribed(people: People) -> None:
    running_program(people.tara, people.patient.pk, days_ago=7)
    before = gather_facts([people.patient], clock.now())[people.patient.pk].adherence
    yesterday = clock.local_today(ZONE) - dt.timedelta(days=1)
    push(people.patient.pk, people.pia.pk, None, [red_flag_record(yesterday, s1=True)])
    after = gather_facts([people.patient], clock.now())[people.patient.pk].adherence
    assert before is not None
    assert after is not None
    # Two slots and a habit's one a day of seven closed days; yesterday is held.
    assert (before.prescribed, after.prescribed) == (21, 18)


def test_no_reminder_asks_for_exercise_while_held(people: People) -> None:
    running_program(people.tara, people.patient.pk)
    plan_for(people.patient)
    tell(people, e1=True)
    rule = people.patient.reminder_rules.get(kind="session")  # type: ignore[attr-defined]
    rule.occurrences.update(due_at=clock.now() - dt.timedelta(minutes=1))
    assert list(send_due_reminders()) == ["silent:HELD"]
