"""One push message to one device: what it says, the POST, and what the answer means (docs/reminders.md has the table).

No redirect is followed, at most 4 kB of an answer are read, and a service that fails five times in a row is left alone
for the rest of the batch.
"""

import asyncio
import collections
import datetime as dt
import hashlib
import hmac
import json
import logging
import time
import uuid
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
from django.conf import settings

from backend.common import clock
from backend.reminders.channels.base import Notice, Parcel, Result, Sent
from backend.reminders.channels.circuits import Breaker
from backend.reminders.channels.push_encryption import PADDED_LENGTH, base64url, encrypt, unbase64url
from backend.reminders.channels.push_endpoint import is_allowed
from backend.reminders.channels.vapid import VapidKey, authorization
from backend.reminders.channels.wording import words_of
from backend.reminders.receipts import receipt_of

BUDGET_SECONDS = 30
MAX_TTL_SECONDS = 4 * 3600
MAX_ANSWER_BYTES = 4096
# RFC 8030 5.3: a time that the patient set, something new, and what can wait until the phone wakes up by itself.
URGENCY = {"session": "high", "diary": "high", "weekly": "low", "message": "normal", "program": "normal"}
SNOOZABLE = ("session", "diary", "weekly")
KEY_REFUSED = ("400", "401", "403")
RESTING = "resting"
TOO_LARGE = 413

log = logging.getLogger(__name__)
Verdict = tuple[Result, str, float | None]


@dataclass(frozen=True)
class Device:
    """A push subscription; `key` is the one of ours that it was made with, None when that one is no longer here."""

    id: uuid.UUID
    endpoint: str
    host: str
    p256dh: str
    auth: str
    key: VapidKey | None


class Poster:
    """Sends the parcels of one batch, some of each host at once."""

    def __init__(self, session: aiohttp.ClientSession, channel: str, per_host: int) -> None:
        self._session = session
        self._channel = channel
        self._places = collections.defaultdict[str, asyncio.Semaphore](lambda: asyncio.Semaphore(per_host))
        self._breaker = Breaker()
        self._until = time.monotonic() + BUDGET_SECONDS

    async def send(self, parcel: Parcel) -> Sent:
        device: Device = parcel.address
        async with self._places[device.host]:
            result, detail, retry_after = await self._try(parcel, device)
        return Sent(
            parcel.notice.occurrence_id, self._channel, parcel.target_id, result, detail, retry_after, device.host
        )

    async def _try(self, parcel: Parcel, device: Device) -> Verdict:
        if parcel.held_back is not None or self._breaker.is_open(device.host) or time.monotonic() > self._until:
            return Result.LATER, RESTING, parcel.held_back
        if not is_allowed(device.endpoint):
            return Result.REFUSED, "endpoint not allowed", None
        if device.key is None:
            return Result.REFUSED, "key no longer here", None
        verdict = await self._post(device, device.key, parcel.notice, payload(parcel.notice, device.id))
        if verdict[1] == str(TOO_LARGE):
            log.error(
                "Reminders: %s says that a message is too large; sent once more in its shortest form", device.host
            )
            verdict = await self._post(device, device.key, parcel.notice, _shortest(), pad_to=0)
        self._breaker.note(device.host, well=verdict[0] != Result.LATER)
        return verdict

    async def _post(
        self, device: Device, key: VapidKey, notice: Notice, plaintext: bytes, *, pad_to: int = PADDED_LENGTH
    ) -> Verdict:
        try:
            body = encrypt(plaintext, unbase64url(device.p256dh), unbase64url(device.auth), pad_to=pad_to)
        except ValueError:
            return Result.GONE, "unusable keys", None
        headers = {
            "Authorization": authorization(key, device.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl_of(notice.expires_at)),
            "Urgency": URGENCY[notice.kind],
            "Topic": topic_of(notice.occurrence_id),
        }
        try:
            async with self._session.post(device.endpoint, data=body, headers=headers, allow_redirects=False) as answer:
                await answer.content.read(MAX_ANSWER_BYTES)
                return judge(answer.status, answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Result.LATER, type(error).__name__, None


def payload(notice: Notice, device_id: uuid.UUID) -> bytes:
    """Return the message: the declarative Web Push form (https://webkit.org/blog/16535), which our service worker
    reads too."""
    words = words_of(notice.kind, notice.language, clear=notice.clear_text)
    data: dict[str, object] = {"receipt": receipt_of(notice.occurrence_id, device_id), "open": words.open}
    if notice.kind in SNOOZABLE:
        data["snooze"] = words.snooze
    notification = {
        "title": words.title,
        "body": words.body,
        "lang": notice.language,
        "navigate": f"{settings.BASE_URL}{words.path}",
        "tag": topic_of(notice.occurrence_id),
        "data": data,
    }
    return _compact({"web_push": 8030, "notification": notification})


def _shortest() -> bytes:
    return _compact({"web_push": 8030, "notification": {"title": "Nod", "navigate": f"{settings.BASE_URL}/app/"}})


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def topic_of(occurrence_id: uuid.UUID) -> str:
    """Return the name under which services and phones replace a repeated send: 32 base64url characters.

    Not the signed id itself: the service reads it, and would learn when the reminder was planned.
    """
    return base64url(hmac.digest(settings.SECRET_KEY.encode(), b"topic:" + occurrence_id.bytes, hashlib.sha256))[:32]


def ttl_of(expires_at: dt.datetime) -> int:
    """Return for how many seconds a service may keep the message: never 0, which would drop it for a phone asleep."""
    left = int((expires_at - clock.now()).total_seconds())
    return max(1, min(left, MAX_TTL_SECONDS))


def judge(status: int, retry_after: str | None) -> Verdict:
    """Return what an answer means: the result, the status as text, and the wait that the service asks for."""
    if 200 <= status < 300:
        return Result.ACCEPTED, str(status), None
    if status in (404, 410):
        return Result.GONE, str(status), None
    if status == 429 or status >= 500:
        return Result.LATER, str(status), seconds_of(retry_after)
    return Result.REFUSED, str(status), None


def seconds_of(retry_after: str | None) -> float | None:
    """Return the wait that a Retry-After header asks for (RFC 9110 10.2.3: seconds or a date), or None."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        # A number with hundreds of digits is still a number.
        return float(min(int(retry_after.strip()[:12]), MAX_TTL_SECONDS))
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=dt.UTC)
    return min(max(0.0, (at - clock.now()).total_seconds()), float(MAX_TTL_SECONDS))
