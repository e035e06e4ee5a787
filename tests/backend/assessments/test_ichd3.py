"""The checklist in three-valued logic, by its truth tables."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.assessments.ichd3 import INPUTS, Answer, Background, and3, checklist, or3

Y, N, U = Answer.YES, Answer.NO, Answer.UNKNOWN
MET = dict.fromkeys(INPUTS, Y)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (Y, Y, Y, Y),
        (Y, N, N, Y),
        (Y, U, U, Y),
        (N, Y, N, Y),
        (N, N, N, N),
        (N, U, N, U),
        (U, Y, U, Y),
        (U, N, N, U),
        (U, U, U, U),
    ],
)
def test_kleene(one: Answer, other: Answer, both: Answer, either: Answer) -> None:
    assert (and3((one, other)), or3((one, other))) == (both, either)


@pytest.mark.parametrize("answers", list(product((Y, N, U), repeat=4)))
def test_two_of_four(answers: tuple[Answer, ...]) -> None:
    """C1, C2, C3 and C4 in all 81 ways: two yes decide, and so do three no."""
    c1, c2, c3, c4 = answers
    given_ = MET | {"C1": c1, "C2": c2, "C3_rom_reduced": c3, "C3_provoked_worse": Y, "C4": c4}
    expected = Y if answers.count(Y) >= 2 else N if answers.count(N) >= 3 else U
    found = checklist(given_)
    assert found.letters["C"] is expected
    assert found.result is expected


def test_c3_needs_both() -> None:
    base = MET | {"C1": N, "C2": N, "C4": Y}
    assert checklist(base).letters["C"] is Y
    assert checklist(base | {"C3_rom_reduced": N}).letters["C"] is N
    assert checklist(base | {"C3_provoked_worse": U}).letters["C"] is U
    assert checklist(base | {"C3_provoked_worse": U, "C3_rom_reduced": N}).letters["C"] is N


def test_a_needs_headache_and_c() -> None:
    assert checklist(MET).letters["A"] is Y
    assert checklist(MET | {"has_headache": N}).letters["A"] is N
    assert checklist(MET | {"has_headache": U}).letters["A"] is U
    assert checklist(MET | {"C1": N, "C2": N, "C4": N}).letters["A"] is N


def test_b_is_any_of_three() -> None:
    none = {"B_clinical": N, "B_lab": N, "B_imaging": N}
    assert checklist(MET | none).letters["B"] is N
    for name in none:
        assert checklist(MET | none | {name: Y}).letters["B"] is Y
        assert checklist(MET | none | {name: U}).letters["B"] is U


def test_not_met_names_the_letters() -> None:
    found = checklist(MET | {"B_clinical": N, "B_lab": N, "B_imaging": N, "D_other_dx_excluded": N})
    assert (found.result, found.unmet, found.missing) == (N, ["B", "D"], [])
    assert checklist(MET | {"has_headache": N}).unmet == ["A"]


def test_incomplete_names_what_could_decide() -> None:
    found = checklist(MET | {"C1": N, "C2": U, "C4": U, "C3_rom_reduced": N, "D_other_dx_excluded": U})
    assert (found.result, found.missing) == (U, ["C2", "C4", "D_other_dx_excluded"])
    # An unknown that decides nothing any more is not asked for.
    assert checklist(MET | {"B_imaging": U, "C2": U}).missing == []
    assert checklist({}).missing == list(INPUTS)
    assert checklist(MET | {"C1": N, "C2": N, "C3_rom_reduced": U}).missing == ["C3_rom_reduced"]


def test_warnings() -> None:
    imaging = {"B_clinical": N, "B_lab": U, "B_imaging": Y}
    assert checklist(MET).warnings == []
    assert checklist(MET | imaging).warnings == ["Imaging alone is weak evidence"]
    assert checklist(MET | imaging | {"B_lab": Y}).warnings == []
    assert checklist(MET | imaging | {"B_imaging": U}).warnings == []


@pytest.mark.parametrize(
    ("background", "warnings"),
    [
        (Background(), []),
        (Background(overuse_pattern=True), ["Medication-overuse pattern: D may fail"]),
        (Background(treated=True), []),
        (Background(treated=False), ["C2 needs follow-up data"]),
        (Background(migraine_share=Fraction(1, 2)), []),
        (Background(migraine_share=Fraction(14, 27)), ["Check migraine criteria"]),
    ],
)
def test_what_else_is_known_warns(background: Background, warnings: list[str]) -> None:
    assert checklist(MET | {"C2": Y}, background).warnings == warnings
    assert "C2 needs follow-up data" not in checklist(MET | {"C2": U}, background).warnings


@given(st.fixed_dictionaries({name: st.sampled_from([Y, N, U]) for name in INPUTS}), st.sampled_from(INPUTS))
def test_learning_an_unknown_never_turns_a_decision(answers: dict[str, Answer], learned: str) -> None:
    before = checklist(answers | {learned: U}).result
    for value in (Y, N):
        after = checklist(answers | {learned: value}).result
        assert before in (U, after)
