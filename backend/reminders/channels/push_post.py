"""One push message to one device: what it says, the POST, and what the answer means (docs/reminders.md has the table).

No redirect is followed, at most 4 kB of an answer are read, and a service that fails five times in a row is left alone
for the rest of the batch.
"""

import asyncio
import datetime as dt
import hashlib
import hmac
import json
import logging
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache

import aiohttp
from django.conf import settings
from yarl import URL

from backend.common import clock
from backend.common.base64url import base64url, unbase64url
from backend.reminders.capability import receipt_of
from backend.reminders.channels.base import Notice, Parcel, Result, Sent
from backend.reminders.channels.circuits import Breaker
from backend.reminders.channels.push_encryption import PADDED_LENGTH, encrypt
from backend.reminders.channels.vapid import VapidKey, authorization
from backend.reminders.channels.wording import words_of
from backend.reminders.kinds import NEWS

BUDGET_SECONDS = 30
MAX_TTL_SECONDS = 4 * 3600
MAX_ANSWER_BYTES = 4096
# RFC 8030 5.3: a time that the patient set, something new, and what can wait until the phone wakes up by itself.
URGENCY = {"session": "high", "diary": "high", "weekly": "low", "message": "normal", "program": "normal"}
KEY_REFUSED = ("400", "401", "403")
RESTING = "resting"
TOO_LARGE = 413

log = logging.getLogger(__name__)
PushVerdict = tuple[Result, str, float | None]


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A push subscription. `origin` is empty when its endpoint may not be called; `key` is the one of ours that it was
    made with, None when that one is no longer here."""

    id: uuid.UUID
    endpoint: str
    origin: str
    p256dh: str
    auth: str
    key: VapidKey | None

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]


@dataclass(slots=True)
class PushMessage:
    """A message sealed for one device, ready to be posted."""

    topic: str
    authorization: str
    body: bytes


class Poster:
    """Sends the parcels of one batch, some of each service at once, so that a slow one never takes another's place."""

    def __init__(self, session: aiohttp.ClientSession, channel: str, per_origin: int) -> None:
        self._session = session
        self._channel = channel
        self._per_origin = per_origin
        self._breaker = Breaker()
        self._until = time.monotonic() + BUDGET_SECONDS

    async def send(self, parcels: Sequence[Parcel]) -> list[Sent]:
        """Return one answer for each parcel, in their order."""
        # All are sealed before any is posted: turn by turn, each of the two takes half as long again.
        sealed = [_seal(parcel) for parcel in parcels]
        verdicts: dict[int, PushVerdict] = {}
        by_origin: dict[str, deque[int]] = defaultdict(deque)
        for place, parcel in enumerate(parcels):
            by_origin[parcel.address.origin].append(place)

        async def work(waiting: deque[int]) -> None:
            while waiting:
                place = waiting.popleft()
                letter = sealed[place]
                verdicts[place] = (
                    await self._post(parcels[place], letter) if isinstance(letter, PushMessage) else letter
                )

        workers = (work(waiting) for waiting in by_origin.values() for _ in range(min(self._per_origin, len(waiting))))
        await asyncio.gather(*workers)
        return [self._sent(parcel, *verdicts[place]) for place, parcel in enumerate(parcels)]

    def _sent(self, parcel: Parcel, result: Result, detail: str, retry_after: float | None) -> Sent:
        host = parcel.address.host
        return Sent(parcel.notice.occurrence_id, self._channel, parcel.target_id, result, detail, retry_after, host)

    async def _post(self, parcel: Parcel, letter: PushMessage) -> PushVerdict:
        device: PushTarget = parcel.address
        if self._breaker.is_open(device.origin) or time.monotonic() > self._until:
            return Result.LATER, RESTING, None
        verdict = await self._ask(device, parcel.notice, letter)
        if verdict[1] == str(TOO_LARGE):
            log.error("Reminders: %s calls a message too large; sent once more in its shortest form", device.host)
            letter.body = _encrypted(device, _shortest(), pad_to=0)
            verdict = await self._ask(device, parcel.notice, letter)
        self._breaker.note(device.origin, well=verdict[0] != Result.LATER)
        return verdict

    async def _ask(self, device: PushTarget, notice: Notice, letter: PushMessage) -> PushVerdict:
        headers = {
            "Authorization": letter.authorization,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl_of(notice.expires_at)),
            "Urgency": URGENCY[notice.kind],
            "Topic": letter.topic,
        }
        try:
            # Browsers hand us endpoints in their final form: encoding them anew could only change them.
            url = URL(device.endpoint, encoded=True)
            async with self._session.post(url, data=letter.body, headers=headers, allow_redirects=False) as answer:
                await answer.content.read(MAX_ANSWER_BYTES)
                return judge(answer.status, answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Result.LATER, type(error).__name__, None
        except Exception as error:
            # An address that cannot even be asked fails alone, and for good.
            log.error("Reminders: %s cannot be asked (%s)", device.host, type(error).__name__)
            return Result.GONE, "unusable address", None


def _seal(parcel: Parcel) -> PushMessage | PushVerdict:
    """Return the letter for a device, or why there can be none."""
    device: PushTarget = parcel.address
    if parcel.held_back is not None:
        return Result.LATER, RESTING, parcel.held_back
    if not device.origin:
        return Result.REFUSED, "endpoint not allowed", None
    if device.key is None:
        return Result.REFUSED, "key no longer here", None
    try:
        topic = topic_of(parcel.notice.occurrence_id)
        body = _encrypted(device, payload(parcel.notice, device.id, topic))
        return PushMessage(topic, authorization(device.key, device.origin), body)
    except ValueError:
        return Result.GONE, "unusable keys", None
    except Exception as error:
        # A fault of ours with one message must not hold up the other 499, again and again.
        log.error("Reminders: a push to %s could not be made (%s)", device.host, type(error).__name__)
        return Result.REFUSED, "fault of ours", None


def _encrypted(device: PushTarget, plaintext: bytes, *, pad_to: int = PADDED_LENGTH) -> bytes:
    return encrypt(plaintext, unbase64url(device.p256dh), unbase64url(device.auth), pad_to=pad_to)


def payload(notice: Notice, device_id: uuid.UUID, topic: str) -> bytes:
    """Return the message: the declarative Web Push form (https://webkit.org/blog/16535), which our service worker
    reads too."""
    frame = _frame(notice.kind, notice.language, notice.clear_text, settings.BASE_URL)
    receipt = receipt_of(notice.occurrence_id, device_id)
    return frame.replace(_TAG, topic.encode()).replace(_RECEIPT, receipt.encode())


_TAG, _RECEIPT = b"{tag}", b"{receipt}"


@cache
def _frame(kind: str, language: str, clear_text: bool, base_url: str) -> bytes:
    """Return the message of a kind, with places for the two parts that differ from one reminder to the next."""
    words = words_of(kind, language, clear=clear_text)
    data = {"receipt": _RECEIPT.decode(), "open": words.open}
    if kind not in NEWS:
        data["snooze"] = words.snooze
    notification = {
        "title": words.title,
        "body": words.body,
        "lang": language,
        "navigate": f"{base_url}{words.path}",
        "tag": _TAG.decode(),
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


def judge(status: int, retry_after: str | None) -> PushVerdict:
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
    if retry_after.strip().isdecimal():
        # A number with hundreds of digits is still a number.
        return float(min(int(retry_after.strip()[:12]), MAX_TTL_SECONDS))
    try:
        at = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=dt.UTC)
    return min(max(0.0, (at - clock.now()).total_seconds()), float(MAX_TTL_SECONDS))
