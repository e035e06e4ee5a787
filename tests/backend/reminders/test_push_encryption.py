"""RFC 8291, by its own vector and from the device's side."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.common.base64url import unbase64url
from backend.reminders.channels.push_encryption import MAX_PLAINTEXT, encrypt
from backend.reminders.simulation.device import Device

PLAINTEXT = b"When I grow up, I want to be a watermelon"
AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
UA_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
UA_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unbase64url(text), "big"), ec.SECP256R1())


def test_the_vector_of_rfc_8291_appendix_a() -> None:
    made = encrypt(
        PLAINTEXT,
        unbase64url(UA_PUBLIC),
        unbase64url(AUTH),
        sender=private(AS_PRIVATE),
        salt=unbase64url(SALT),
        pad_to=0,
    )
    assert made == unbase64url(BODY)
    assert Device(private(UA_PRIVATE), unbase64url(AUTH)).decrypt(made) == PLAINTEXT


@pytest.mark.parametrize("length", [0, 1, 200, 511, 512, MAX_PLAINTEXT])
def test_a_device_reads_what_was_sent(length: int) -> None:
    device = Device()
    body = encrypt(b"x" * length, device.point, device.auth)
    assert device.decrypt(body) == b"x" * length


def test_short_messages_all_have_one_length() -> None:
    device = Device()
    assert len({len(encrypt(b"x" * length, device.point, device.auth)) for length in range(0, 500, 50)}) == 1


def test_what_needs_a_second_record_is_refused() -> None:
    device = Device()
    with pytest.raises(ValueError, match="at most"):
        encrypt(b"x" * (MAX_PLAINTEXT + 1), device.point, device.auth)
