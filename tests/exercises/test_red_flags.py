"""What the safety questions have to ask, and that "I feel unwell", which needs no library, names every emergency."""

import re
from pathlib import Path
from typing import Any

import pytest

from backend.library.kinds import SHIPPED
from backend.library.pack import read_pack
from backend.programs.precautions import TAGS

ROOT = Path(__file__).parents[2]
CHECK: dict[str, Any] = read_pack(SHIPPED).entries["questionnaire"]["red-flags"]
ASKED = {each["id"]: (block["urgency"], each) for block in CHECK["blocks"] for each in block["questions"]}
# Question, its class, and what it must ask about in both languages (docs/safety.md and the clinical reference).
MUST = [
    ("e1", "emergency", "one minute", "un minuto"),
    ("e16", "emergency", "worst headache of your life", "peor dolor de cabeza de tu vida"),
    ("e2", "emergency", "last few days", "últimos días"),
    ("e3", "emergency", "new trouble speaking", "problemas nuevos para hablar"),
    ("e4", "emergency", "last few days", "últimos días"),
    ("e5", "emergency", "last few days", "últimos días"),
    ("e6", "emergency", "newly drooping", "desde hace poco"),
    ("e8", "emergency", "last few days", "últimos días"),
    ("e10", "emergency", "last few days", "últimos días"),
    ("e15", "emergency", "blood thinner", "anticoagulante"),
    ("e17", "emergency", "lips, tongue or face newly numb", "labios, la lengua o la cara"),
    ("e18", "emergency", "sight just changed", "acaba de cambiar la vista"),
    ("e19", "emergency", "red and very painful", "rojo y con mucho dolor"),
    ("e13", "emergency", "other people or pets", "otras personas o mascotas"),
    ("s13", "same_day", "weak bones", "huesos débiles"),
    ("s14", "same_day", "stroke", "derrame cerebral"),
    ("s15", "same_day", "blood pressure", "presión"),
    ("s16", "same_day", "halos", "aros"),
    ("t7", "therapist", "rheumatoid arthritis", "artritis reumatoide"),
    ("t9", "therapist", "blood vessel disease", "vasos sanguíneos"),
    ("t10", "therapist", "steroid pills", "esteroides"),
]


@pytest.mark.parametrize(("question", "urgency", "en", "es"), MUST, ids=[each[0] for each in MUST])
def test_a_sign_is_asked_about_in_its_class(question: str, urgency: str, en: str, es: str) -> None:
    found, content = ASKED[question]
    assert found == urgency
    assert en in content["text"]["en"].lower()
    assert es in content["text"]["es"].lower()


def test_the_week_asks_for_new_injuries_and_pregnancy_and_stays_short() -> None:
    assert {"e1", "e2", "s10", "s11", "t8"} <= set(CHECK["weekly"])
    assert len(CHECK["weekly"]) <= 8


def test_bad_air_is_left_before_anybody_calls() -> None:
    assert "outside first" in ASKED["e13"][1]["first"]["en"]
    assert "salgan" in ASKED["e13"][1]["first"]["es"]


def test_every_precaution_that_an_answer_proposes_is_one_the_program_knows() -> None:
    proposed = {tag for _, question in ASKED.values() for tag in question.get("sets_tags", [])}
    assert proposed <= set(TAGS)
    assert ASKED["t7"][1]["sets_tags"] == [
        "cervical_instability",
        "inflammatory_neck",
        "connective_tissue_laxity",
        "recent_surgery",
    ]


def test_i_feel_unwell_names_every_emergency_in_both_languages() -> None:
    emergencies = [name for name, (urgency, _) in ASKED.items() if urgency == "emergency"]
    screen = (ROOT / "frontend/src/patient/unwell/UnwellScreen.tsx").read_text()
    assert re.findall(r'"unwell\.(e\d+)"', screen) == emergencies
    for language in ("en", "es"):
        words = (ROOT / f"frontend/src/i18n/{language}.ts").read_text()
        assert re.findall(r'"unwell\.(e\d+)"', words) == emergencies
