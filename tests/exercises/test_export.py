"""What is exported is what was loaded, byte for byte, in any database."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.library.export import export_library
from backend.library.models import ENTRIES, VERSIONS
from backend.library.services import load_library
from tests.records import ROOT, shipped_entries

pytestmark = pytest.mark.django_db
PARTS = ("catalog", "protocols", "articles", "screening", "measures", "medicines", "sources")


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for part in PARTS
        for path in (root / part).rglob("*")
        if path.is_file()
    }


def test_the_export_of_what_ships_is_what_ships(tmp_path: Path) -> None:
    export_library(tmp_path)
    assert files(tmp_path) == files(ROOT / "exercises")


def test_export_import_into_an_empty_database_export(tmp_path: Path) -> None:
    export_library(tmp_path / "one")
    for kind in VERSIONS:
        VERSIONS[kind]._default_manager.all().delete()
        ENTRIES[kind]._default_manager.all().delete()
    assert load_library(tmp_path / "one")["published"] == shipped_entries()
    export_library(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "two")) > 200


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_library", tmp_path)
