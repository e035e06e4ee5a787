"""Which number to call in an emergency, by IANA time zone: the country's own, for medical help. Pure.

The country of a zone comes from tzdata's zone.tab, so that a zone of a later tzdata has one too. The numbers are those
of national authorities; each was looked up in libphonenumber's short numbers, release 9 (docs/numbers.md, emergency
numbers). The phone says the same without a network: frontend/src/domain/emergency-zones.ts is made of this table by
scripts/emergency_zones.py, and tests/contract/emergency.json holds both.
"""

import importlib.resources
from collections.abc import Iterator
from functools import cache

# 911 and 112: most cell phones in the world put one of them through to somebody. Shown where the country is not known.
UNSURE = ("911", "112")
# The number for medical help -> ISO 3166 codes. Two numbers where sources differ: the first is called first.
_COUNTRIES = {
    "911": (
        "US CA MX PR GU VI AS MP UM BM BS AG DM AI KN LC VC VG MS KY TC AW CW BQ DO GD CR PA SV EC VE UY PY BZ "
        "PH JO LR FJ PW MH FM TO TV WS SH"
    ),
    "112": (
        "AD AL AX BE BG CY CZ DE DK EE ES FI FO FR GE GI GL GR HR HU IS IT LT LU LV MC MD ME MT NL PL PT RO RU SE SI "
        "SK TR VA XK MQ RE YT BT ID IN KW TL TZ BI BJ ST AO ZM NA ZA VU"
    ),
    "999": "GB IE IM JE GG FK BH BD HK MO MY QA SD SS SO KE UG SC SB NU",
    "000": "AU CC CX",
    "111": "NZ PG NR",
    "15": "MA EH ML NE NC PF WF",
    "18": "DJ TD KM",
    "101": "IL PS",
    "102": "AF MV NP",
    "103": "AM AZ BY KZ KG TJ UZ UA MN",
    "104": "CU",
    "107": "AR",
    "110": "JM SY",
    "113": "NO SJ",
    "114": "MU ER",
    "115": "IR VN SR",
    "116": "GM",
    "117": "MZ MG",
    "118": "BO SM TG CG",
    "119": "JP KR KP TW KH",
    "120": "CN",
    "122": "IQ",
    "123": "CO EG GT",
    "124": "BA",
    "128": "NI",
    "130": "CV",
    "131": "CL",
    "140": "LB",
    "144": "AT CH LI",
    "190": "TN",
    "191": "YE",
    "192": "BR",
    "193": "LY",
    "194": "MK KI",
    "195": "LA",
    "511": "BB",
    "913": "GY",
    "991": "BN",
    "994": "ZW",
    "995": "SG",
    "997": "SA BW",
    "998": "AE MW CK",
    "1122": "PK",
    "1220": "CF",
    "1300": "GA",
    "1669": "TH",
    "9999": "OM",
    "14": "DZ",
    "15 112": "GP GF BL MF PM",
    "03 112": "TM",
    "106 105": "PE",
    "116 118": "HT",
    "811 999": "TT",
    "911 199": "HN",
    "911 919": "SX",
    "1990 110": "LK",
    "194 112": "RS",
    "192 199": "MM",
    "955 000": "NF",
    "112 199": "NG",
    "112 193": "GH",
    "112 18": "BF",
    "185 180": "CI",
    "117 999": "SL",
    "118 112": "CD GW",
    "119 112": "CM",
    "912 112": "RW",
    "907 911": "ET",
    "977 999": "SZ",
    "121 112": "LS",
    "115 112": "GQ",
    "1515 18": "SN",
    "101 18": "MR",
}
# Somebody to talk to, day and night -> countries. Elsewhere the emergency number, since no line is known for every one.
_CRISIS = {"988": "US PR GU VI AS MP UM CA", "116123": "GB IE IM JE GG", "131114": "AU CC CX NF", "1737": "NZ"}
_NUMBERS = {code: tuple(numbers.split()) for numbers, codes in _COUNTRIES.items() for code in codes.split()}
_LINES = {code: line for line, codes in _CRISIS.items() for code in codes.split()}
# Old names of zones that tzdata makes a link to another country's clock.
_ELSEWHERE = {
    "Iceland": "IS",
    "Africa/Timbuktu": "ML",
    "Africa/Asmera": "ER",
    "Atlantic/Jan_Mayen": "SJ",
    "America/Virgin": "VI",
    "Antarctica/South_Pole": "AQ",
    "EST": "US",
    "MST": "US",
    "HST": "US",
    "EST5EDT": "US",
    "CST6CDT": "US",
    "MST7MDT": "US",
    "PST8PDT": "US",
}


def emergency_numbers(zone: str, clinic: str = "", clinic_zone: str = "") -> tuple[str, ...]:
    """Return what to dial where the clocks show `zone`, the first first; two where it is not sure.

    `clinic` is the number that the patient's clinic has set, for the country it is in: it stands first there, and where
    the zone tells no country; abroad it comes after the country's own.
    """
    here = _NUMBERS.get(country_of(zone) or "")
    own = (clinic,) if clinic else ()
    if here is None:
        return _once(*own, *UNSURE)
    at_home = here == _NUMBERS.get(country_of(clinic_zone) or "", here)
    return _once(*own, *here) if at_home else _once(*here, *own)


def crisis_line(zone: str) -> str | None:
    """Return the number of somebody to talk to at any hour, None where no line is known."""
    return _LINES.get(country_of(zone) or "")


def country_of(zone: str) -> str | None:
    """Return the ISO 3166 code of a zone's country; None for UTC and others that are nowhere."""
    return _countries().get(zone)


@cache
def _countries() -> dict[str, str]:
    found = {name: code for code, name in _of_table("zone.tab")}
    links = {new: old for old, new in _links()}
    for name in links:
        old = name
        while old in links and old not in found:
            old = links[old]
        if old in found:
            found.setdefault(name, found[old])
    return {**found, **_ELSEWHERE}


def _of_table(name: str) -> Iterator[tuple[str, str]]:
    for line in importlib.resources.files("tzdata").joinpath(f"zoneinfo/{name}").read_text().splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            yield code, zone


def _links() -> Iterator[tuple[str, str]]:
    """Yield (zone, other name of it)."""
    for line in importlib.resources.files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text().splitlines():
        if line.startswith("L "):
            _, old, new = line.split()
            yield old, new


def _once(*numbers: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))
