"""The number to call follows the country, in every time zone there is: the same on paper and on the phone."""

import json
import subprocess
import sys
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from backend.common.emergency_numbers import UNSURE, country_of, crisis_line, emergency_numbers

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "tests/contract/emergency.json").read_text())
# Where nobody lives who would be called to: research stations and islands without a service of their own.
NO_SERVICE = {"AQ", "BV", "GN", "GS", "HM", "IO", "PN", "TF", "TK"}


@pytest.mark.parametrize(("answer", "zones"), VECTORS.items())
def test_calls_what_the_phone_calls(answer: str, zones: list[str]) -> None:
    numbers, _, line = answer.partition(";")
    found = {zone: (",".join(emergency_numbers(zone)), crisis_line(zone) or "") for zone in zones}
    assert found == dict.fromkeys(zones, (numbers, line))


def test_every_zone_is_in_the_vectors_and_the_phone_has_the_same_table() -> None:
    listed = {zone for zones in VECTORS.values() for zone in zones}
    assert listed == available_timezones() - {"localtime", "Factory"}
    script = [sys.executable, str(ROOT / "scripts/emergency_zones.py"), "--check"]
    assert subprocess.run(script, check=False, capture_output=True, text=True).stdout == ""


def test_what_is_nowhere_shows_both_and_what_is_somewhere_its_own() -> None:
    unsure = {zone for zone in available_timezones() if emergency_numbers(zone) == UNSURE}
    nowhere = {zone for zone in available_timezones() if country_of(zone) is None}
    assert {"UTC", "GMT", "Zulu", "Etc/UTC", "Etc/GMT+6"} <= nowhere
    assert {country_of(zone) for zone in unsure - nowhere} <= NO_SERVICE
    assert emergency_numbers("Mars/Olympus") == UNSURE


@pytest.mark.parametrize(
    ("zone", "country", "number"),
    [
        ("America/Chicago", "US", "911"),
        ("America/Puerto_Rico", "PR", "911"),
        ("America/Juneau", "US", "911"),
        ("America/Menominee", "US", "911"),
        ("Pacific/Guam", "GU", "911"),
        ("Pacific/Pago_Pago", "AS", "911"),
        ("America/St_Thomas", "VI", "911"),
        ("Pacific/Saipan", "MP", "911"),
        ("US/Pacific", "US", "911"),
        ("EST5EDT", "US", "911"),
        ("America/Toronto", "CA", "911"),
        ("America/Mexico_City", "MX", "911"),
        ("Europe/London", "GB", "999"),
        ("Europe/Dublin", "IE", "999"),
        ("Europe/Berlin", "DE", "112"),
        ("Iceland", "IS", "112"),
        ("Australia/Sydney", "AU", "000"),
        ("Pacific/Auckland", "NZ", "111"),
        ("Asia/Tokyo", "JP", "119"),
        ("America/Sao_Paulo", "BR", "192"),
        ("America/Bogota", "CO", "123"),
        ("Asia/Kolkata", "IN", "112"),
        ("Africa/Johannesburg", "ZA", "112"),
    ],
)
def test_countries_and_territories(zone: str, country: str, number: str) -> None:
    assert (country_of(zone), emergency_numbers(zone)) == (country, (number,))


@pytest.mark.parametrize(
    ("zone", "clinic", "numbers"),
    [
        ("America/Chicago", "933", ("933", "911")),
        ("America/Chicago", "911", ("911",)),
        ("Europe/Madrid", "933", ("112", "933")),
        ("UTC", "933", ("933", "911", "112")),
        ("Etc/GMT+6", "", ("911", "112")),
    ],
)
def test_the_clinics_own_number_stands_first_in_its_country(zone: str, clinic: str, numbers: tuple[str, ...]) -> None:
    assert emergency_numbers(zone, clinic, "America/New_York") == numbers
