"""The number to call follows the country: the same on paper and on the phone, and one country has one number."""

import importlib.resources
import json
from collections import defaultdict
from pathlib import Path

import pytest

from backend.common.emergency_numbers import emergency_number

VECTORS = json.loads((Path(__file__).parents[2] / "contract" / "emergency.json").read_text())
ZONES = importlib.resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text()


@pytest.mark.parametrize(("number", "zones"), VECTORS.items())
def test_calls_what_the_phone_calls(number: str, zones: list[str]) -> None:
    assert {zone: emergency_number(zone) for zone in zones} == dict.fromkeys(zones, number)


def test_a_country_has_one_number() -> None:
    numbers = defaultdict(set)
    for line in ZONES.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            numbers[country].add(emergency_number(zone))
    assert {country: found for country, found in numbers.items() if len(found) > 1} == {"AQ": {"111", "112"}}
    expected = {"US": "911", "CA": "911", "MX": "911", "GB": "999", "IE": "999", "DE": "112", "FR": "112", "IN": "112"}
    expected |= {"AU": "000", "NZ": "111", "JP": "119", "KR": "119", "CN": "120", "BR": "192", "CL": "131", "ZA": "112"}
    assert {country: numbers[country] for country in expected} == {key: {value} for key, value in expected.items()}
