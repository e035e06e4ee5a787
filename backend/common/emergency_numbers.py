"""Which number to call in an emergency, by IANA time zone: the country's own, for medical help. Pure.

The phone says the same without a network (frontend/src/domain/emergency.ts); tests/contract/emergency.json holds both.
"""

import re

# 112 reaches help from most cell phones in the world, so it stands for every country that is not named here.
ANYWHERE = "112"
# The first that matches; only as much of a zone's name as tells it from the others, since a phone loads them first.
_BY_ZONE = tuple(
    (number, re.compile(zones))
    for number, zones in (
        ("192", r"America/(Araguaina|Bahia$|Belem|Boa|Campo|Cuiaba|Eirun|Fortal|Maceio|Manaus|Noronha|Porto_|Recife)"),
        ("192", r"America/(Rio_B|Santarem|Sao_P)|Asia/(Yangon|Rangoon)"),
        ("131", r"America/(Coyh|Punta|Santiago)|Pacific/Easter"),
        ("107", r"America/(Argen|Buenos|Catam|Cordoba|Jujuy|Mendoza|Rosario)"),
        ("123", r"America/Bogota|Africa/Cairo"),
        ("106", r"America/Lima"),
        ("118", r"America/La_Paz"),
        ("104", r"America/Havana"),
        ("116", r"America/Port-au"),
        ("115", r"America/Param|Asia/(Ho_Chi|Saigon|Tehran)"),
        ("913", r"America/Guyana"),
        ("811", r"America/Port_of"),
        ("511", r"America/Barb"),
        ("112", r"America/(Cayenne|Guadel|Martin|Marigot|St_Bar|Miquel|Nuuk|Godthab|Danm|Scores|Thule)"),
        ("911", r"America/|US/|Canada/|Atlantic/Berm|Asia/(Manila|Amman)"),
        ("911", r"Pacific/(Honol|Johns|Guam|Saipan|Pago|Midway|Wake|Palau|Fiji|Galap)"),
        ("999", r"Europe/(Lon|Belf|Jers|Guern|Isle|Dub)|Africa/Nairobi|Atlantic/Stanley"),
        ("999", r"Asia/(Hong|Maca|Kuala|Kuch|Dha|Bahr|Qat)"),
        ("000", r"Australia/|Antarctica/Macq"),
        ("111", r"Pacific/(Auck|Chath)|Antarctica/McM"),
        ("119", r"Asia/(Tok|Seoul|Taip|Phnom)"),
        ("120", r"Asia/(Shang|Urum)"),
        ("995", r"Asia/Sing"),
        ("1669", r"Asia/Bangk"),
        ("1122", r"Asia/Kara"),
        ("1990", r"Asia/Colom"),
        ("102", r"Asia/Kat|Indian/Maldives"),
        ("101", r"Asia/(Jer|Tel)"),
        ("140", r"Asia/Beirut"),
        ("997", r"Asia/Riy"),
        ("998", r"Asia/Dubai"),
        ("9999", r"Asia/Muscat"),
        ("190", r"Africa/Tunis"),
    )
)


def emergency_number(zone: str) -> str:
    """Return what to dial where the clocks show `zone`."""
    return next((number for number, zones in _BY_ZONE if zones.match(zone)), ANYWHERE)
