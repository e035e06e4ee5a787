"""Advance rules: read, evaluated on what is known, and never met by what is not."""

import datetime as dt

import pytest

from backend.insights.phase_state import PhaseProgress
from backend.library.advance_rules import BadRule, Mark, parse
from backend.library.pack import read_pack
from backend.programs.progression import ExerciseDone, PhaseFacts, verdicts
from tests.records import ROOT

HOLD = "dose_met(ccf-hold-supine, 10x10s) in 3 of last 4 sessions"


def done(reps: int = 10, hold: int = 10, *, whole: bool = True, pain: int | None = 0) -> ExerciseDone:
    return ExerciseDone(reps, hold, whole, pain)


def met(rule: str, facts: PhaseFacts) -> bool | None:
    return verdicts([rule], facts)[0].met


@pytest.mark.parametrize(
    ("value", "expected"), [(60, True), (59.9, False), (None, None)], ids=["at the limit", "below", "not known"]
)
def test_a_number_is_compared(value: float | None, expected: bool | None) -> None:
    assert met("adherence_pct_14d >= 60", PhaseFacts({"adherence_pct_14d": value})) is expected


def test_one_of_two_is_enough_and_an_unknown_other_does_not_hurt() -> None:
    rule = "frt_retest_deg >= 39 OR frt_side_difference < 10"
    assert met(rule, PhaseFacts({"frt_side_difference": 9})) is True
    assert met(rule, PhaseFacts({"frt_retest_deg": 30})) is None
    assert met(rule, PhaseFacts({"frt_retest_deg": 30, "frt_side_difference": 12})) is False


def test_a_dose_must_be_met_in_so_many_of_the_last_sessions() -> None:
    sessions = [done(), done(), done(reps=9), done(hold=8), done()]
    assert met(HOLD, PhaseFacts(sessions={"ccf-hold-supine": sessions})) is False
    assert met(HOLD, PhaseFacts(sessions={"ccf-hold-supine": [*sessions, done()]})) is False
    assert met(HOLD, PhaseFacts(sessions={"ccf-hold-supine": [*sessions, done(), done()]})) is True
    assert met(HOLD, PhaseFacts(sessions={"ccf-hold-supine": [done(whole=False)] * 4})) is False


def test_too_few_sessions_are_not_known_yet() -> None:
    assert met(HOLD, PhaseFacts(sessions={"ccf-hold-supine": [done(reps=1)] * 3})) is None
    assert verdicts([HOLD], PhaseFacts())[0].found == "0 of the last 0"


def test_pain_not_said_is_not_no_pain() -> None:
    rule = "pain_during(snag-c1c2-turn) == 0 in 5 of last 6 sessions"
    assert met(rule, PhaseFacts(sessions={"snag-c1c2-turn": [done()] * 6})) is True
    assert met(rule, PhaseFacts(sessions={"snag-c1c2-turn": [done(pain=None)] * 6})) is None
    assert met(rule, PhaseFacts(sessions={"snag-c1c2-turn": [done(pain=2)] * 2 + [done(pain=None)] * 4})) is False


def test_a_mark_is_about_its_exercise() -> None:
    facts = PhaseFacts(marks=frozenset({("form_check", "ccf-nod-supine")}))
    assert met("form_check(ccf-nod-supine) == pass", facts) is True
    assert met("form_check(scap-set) == pass", facts) is False


def test_ready_means_every_rule() -> None:
    rules = ["min_days_in_phase >= 10", "open_red_flags == 0"]
    began = dt.date(2026, 3, 2)

    def is_done(rules: list[str], facts: PhaseFacts) -> bool:
        return PhaseProgress(1, "Find it", None, began, verdicts(rules, facts)).is_done

    assert is_done(rules, PhaseFacts({"min_days_in_phase": 12, "open_red_flags": 0}))
    assert not is_done(rules, PhaseFacts({"min_days_in_phase": 12}))
    assert not is_done([], PhaseFacts())


@pytest.mark.parametrize(
    "rule",
    [
        "adherence >= 60",
        "adherence_pct_14d => 60",
        "form_check(x) == yes",
        "dose_met(x, 10x10s) in 5 of last 4 sessions",
        "",
    ],
)
def test_a_rule_that_cannot_be_read_is_named(rule: str) -> None:
    with pytest.raises(BadRule, match="“"):
        parse(rule)


def test_every_rule_that_ships_can_be_evaluated() -> None:
    protocols = read_pack(ROOT / "exercises").entries["protocol"].values()
    rules = [rule for protocol in protocols for phase in protocol["phases"] for rule in phase["advance_if"]]
    assert len(verdicts(rules, PhaseFacts())) == len(rules) > 40


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("adherence_pct_14d >= 60", PhaseFacts({"adherence_pct_14d": 72.5}), "72.5"),
        ("adherence_pct_14d >= 60", PhaseFacts(), "not known yet"),
        ("form_check(scap-set) == pass", PhaseFacts(), "not done yet"),
        ("form_check(scap-set) == pass", PhaseFacts(marks=frozenset({("form_check", "scap-set")})), "done"),
        (
            "frt_retest_deg >= 39 OR frt_side_difference < 10",
            PhaseFacts({"frt_retest_deg": 30}),
            "30 or not known yet",
        ),
        (HOLD, PhaseFacts(sessions={"ccf-hold-supine": [done(), done(reps=9)]}), "1 of the last 2"),
        (HOLD, PhaseFacts(sessions={"ccf-hold-supine": [done()] * 9}), "4 of the last 4"),
    ],
)
def test_what_was_found_is_said(rule: str, facts: PhaseFacts, expected: str) -> None:
    [verdict] = verdicts([rule], facts)
    assert (verdict.rule, verdict.found) == (rule, expected)


def test_what_a_therapist_may_mark_is_named() -> None:
    form, number = verdicts(["form_check(scap-set) == pass", "open_red_flags == 0"], PhaseFacts())
    assert form.marks == (Mark("form_check", "scap-set"),)
    assert number.marks == ()
