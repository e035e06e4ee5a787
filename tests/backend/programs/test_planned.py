"""What a phone gets of an exercise, whole or as the easier one of another."""

from backend.programs.planned import PAIN_LIMIT, easier_of, shown_exercise, with_names

BARE = {"words": {"en": {}}, "figure": {"view": "side"}}
DOSE = {"sets": 2, "reps": 8, "hold_s": 5, "rest_s": 20, "side": "both"}


def test_seconds_get_the_names_of_the_api() -> None:
    assert with_names({"sets": 2, "hold_s": 5, "rest_s": 20}) == {"sets": 2, "hold_seconds": 5, "rest_seconds": 20}


def test_versions_of_before_have_no_pace_and_the_usual_limit_of_pain() -> None:
    assert shown_exercise(BARE) == {**BARE, "position": "anywhere", "tempo": {}, "pain_limit": PAIN_LIMIT}
    given = {**BARE, "position": "lying", "tempo": {"in_s": 4}, "pain_limit": 0}
    assert shown_exercise({**given, "sources": ["x"]}) == given


def test_easier_is_less_of_a_dose() -> None:
    content = {**BARE, "easier": {"exercise": "other", "words": "Smaller", "dose": {"hold_s": 3}}}
    assert easier_of(content, None) == {"words": "Smaller", "dose": {"hold_seconds": 3}}
    assert easier_of({**BARE, "easier": {"words": "Smaller"}}, None) == {"words": "Smaller"}
    assert easier_of(BARE, None) == {}


def test_easier_is_another_exercise_with_its_own_dose() -> None:
    instead = {**BARE, "slug": "nod", "dose": DOSE}
    dose = {"sets": 2, "reps": 8, "hold_seconds": 5, "rest_seconds": 20, "side": "both", "type": "reps"}
    assert easier_of({"easier": {"words": "gone"}}, instead) == {
        "exercise": {"slug": "nod", "dose": {**dose, "target_mmhg": None}, **shown_exercise(instead)}
    }
    cuff = {**instead, "dose": {**DOSE, "type": "hold", "target_mmhg": 22}}
    assert easier_of({}, cuff)["exercise"]["dose"] == {**dose, "type": "hold", "target_mmhg": 22}
