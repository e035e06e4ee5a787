"""A precaution that an answer proposes waits like one of an examination."""

import datetime as dt

from backend.assessments.findings import THERAPIST, Finding
from backend.diary.red_flags import Flag
from backend.insights.proposals import answer_id, answered

ON = dt.date(2026, 3, 1)


def test_answers_that_propose_something_become_findings_for_the_therapist() -> None:
    asked = Flag("s1", "emergency", ON, None, "a1", ("osteoporosis",), "Thin bones?")
    untold = Flag("s2", "same_day", ON, ON, "a2", ("pregnancy",))
    plain = Flag("s3", "therapist", ON, None, "a3")
    assert answered([asked, untold, plain]) == [
        Finding("answer:a1", "Answered yes: Thin bones?", THERAPIST, ("osteoporosis",), ON),
        Finding("answer:a2", "Answered yes: s2", THERAPIST, ("pregnancy",), ON),
    ]


def test_a_finding_leads_back_to_its_answer() -> None:
    [found] = answered([Flag("s1", "therapist", ON, None, "a1", ("osteoporosis",))])
    assert answer_id(found) == "a1"
    assert answer_id(Finding("x.cuff", "Low", THERAPIST, ("cuff",), ON)) is None
