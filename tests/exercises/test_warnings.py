"""What content has to warn of: needles, bands and doors; and medicines by the names that US patients know."""

from typing import Any

import pytest

from backend.library.kinds import SHIPPED
from backend.library.pack import read_pack

PACK: dict[str, dict[str, Any]] = read_pack(SHIPPED).entries
BANDS = [slug for slug, content in PACK["exercise"].items() if any("band" in item for item in content["equipment"])]


def _said(slug: str, language: str) -> str:
    words = PACK["exercise"][slug]["words"][language]
    return " ".join([words["start"], *words["steps"], *words["mistakes"]]).lower()


@pytest.mark.parametrize("slug", BANDS)
def test_a_band_is_looked_at_for_tears_and_kept_from_the_eyes(slug: str) -> None:
    english, spanish = _said(slug, "en"), _said(slug, "es")
    assert "tears" in english
    assert "grietas" in spanish
    assert "eyes" in english or "face out of line" in english
    assert "ojos" in spanish or "la cara frente a la banda" in spanish


def test_a_band_in_a_door_says_how_the_door_holds_it() -> None:
    assert all(word in _said("scap-band-row", "en") for word in ("knot", "door", "opens away", "tug"))
    assert all(word in _said("scap-band-row", "es") for word in ("nudo", "puerta", "no se abre", "jala"))


def test_needles_warn_of_breathlessness_and_chest_pain() -> None:
    words = PACK["article"]["hands-on"]["words"]
    assert all(sign in words["en"]["body"] for sign in ("short of breath", "chest hurts"))
    assert all(sign in words["es"]["body"] for sign in ("falta el aire", "duele el pecho"))


@pytest.mark.parametrize(
    ("brand", "medicine"),
    [
        ("Excedrin", "combination"),
        ("Fioricet", "combination"),
        ("Bayer", "simple"),
        ("Advil", "simple"),
        ("Aleve", "simple"),
        ("Imitrex", "triptan"),
        ("Maxalt", "triptan"),
        ("Migranal", "ergot"),
        ("Ultram", "opioid"),
        ("Nurtec", "gepant-ditan"),
        ("Reyvow", "gepant-ditan"),
        ("Flexeril", "muscle-relaxant"),
        ("Topamax", "preventive"),
    ],
)
def test_a_brand_stands_under_its_class_in_both_languages(brand: str, medicine: str) -> None:
    for language in ("en", "es"):
        under = [slug for slug, each in PACK["medicine"].items() if f"({brand}" in " ".join(each["examples"][language])]
        assert under == [medicine]


def test_acetaminophen_is_called_so_in_both_languages() -> None:
    simple = PACK["medicine"]["simple"]["examples"]
    assert simple["en"][0].startswith("acetaminophen (Tylenol")
    assert simple["es"][0].startswith("acetaminofén (Tylenol")
