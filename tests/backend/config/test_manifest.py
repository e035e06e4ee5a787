"""The app's manifest says what its icon offers in the language of the browser."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from backend.config import pages
from tests.records import ROOT


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "pages").mkdir()
    shutil.copy(ROOT / "frontend/public/manifest.webmanifest", tmp_path / "pages")
    settings.FRONTEND_DIST = tmp_path


def manifest(language: str) -> dict[str, Any]:
    answer = Client().get("/app/manifest.webmanifest", HTTP_ACCEPT_LANGUAGE=language)
    assert (answer.status_code, answer["Vary"]) == (200, "Accept-Language")
    return dict(answer.json())


@pytest.mark.usefixtures("built")
def test_every_shortcut_has_its_spanish_name() -> None:
    english, spanish = manifest("en-US,en;q=0.9"), manifest("es-MX,es;q=0.9")
    assert (english["lang"], spanish["lang"]) == ("en", "es")
    assert [each["url"] for each in english["shortcuts"]] == list(pages.SHORTCUTS["es"])
    assert [each["name"] for each in spanish["shortcuts"]] == list(pages.SHORTCUTS["es"].values())
    assert not {each["name"] for each in english["shortcuts"]} & {each["name"] for each in spanish["shortcuts"]}
    assert english["description"] != spanish["description"]
    # All else is the same app.
    for each in (english, spanish):
        del each["description"], each["lang"], each["shortcuts"]
    assert english == spanish


def test_before_the_pages_are_built_it_says_so(tmp_path: Path, settings: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    assert Client().get("/app/manifest.webmanifest").status_code == 503
