"""Reminders by Web Push: encrypted for each device, sent over kept-alive connections, many in flight."""

import asyncio
import datetime as dt
import hashlib
import hmac
import json
import uuid

import aiohttp
from django.conf import settings

from backend.common import clock
from backend.reminders.channels.base import Notice, Result, Sent
from backend.reminders.channels.push_encryption import base64url, encrypt, unbase64url
from backend.reminders.channels.push_endpoint import PublicResolver, is_allowed
from backend.reminders.channels.vapid import VapidKey, authorization, current_key
from backend.reminders.channels.wording import words_in
from backend.reminders.models import PushSubscription

IN_FLIGHT = 50
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=3.05)
MAX_TTL_SECONDS = 4 * 3600


class WebPushChannel:
    name = "web_push"

    def send(self, notices: list[Notice]) -> list[Sent]:
        """Send to every device of each person. A dead device (404, 410) is forgotten."""
        key = current_key()
        by_user = {notice.user_id: notice for notice in notices}
        subscriptions = list(PushSubscription.objects.filter(user_id__in=by_user)) if key else []
        if not key or not subscriptions:
            return []
        sent = asyncio.run(_send_all(key, [(by_user[row.user_id], row) for row in subscriptions]))
        gone = [result.target_id for result in sent if result.result == Result.GONE]
        if gone:
            PushSubscription.objects.filter(pk__in=gone).delete()
        return sent


async def _send_all(key: VapidKey, parcels: list[tuple[Notice, PushSubscription]]) -> list[Sent]:
    gate = asyncio.Semaphore(IN_FLIGHT)
    resolver = None if settings.PUSH_EXTRA_ORIGINS else PublicResolver()
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT, resolver=resolver)
    async with aiohttp.ClientSession(connector=connector, timeout=TIMEOUT) as session:

        async def one(notice: Notice, row: PushSubscription) -> Sent:
            async with gate:
                result, detail, retry_after = await _post(session, key, notice, row)
            return Sent(notice.occurrence_id, WebPushChannel.name, str(row.pk), result, detail, retry_after)

        return await asyncio.gather(*(one(notice, row) for notice, row in parcels))


async def _post(
    session: aiohttp.ClientSession, key: VapidKey, notice: Notice, row: PushSubscription
) -> tuple[Result, str, float | None]:
    if not is_allowed(row.endpoint):
        return Result.REFUSED, "endpoint not allowed", None
    try:
        body = encrypt(payload(notice), unbase64url(row.p256dh), unbase64url(row.auth))
    except ValueError:
        return Result.GONE, "unusable keys", None
    topic = topic_of(notice.occurrence_id)
    headers = {
        "Authorization": authorization(key, row.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_ttl(notice.expires_at)),
        "Urgency": "high",
        "Topic": topic,
    }
    try:
        async with session.post(row.endpoint, data=body, headers=headers, allow_redirects=False) as response:
            return _judge(response.status, response.headers.get("Retry-After"))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        return Result.LATER, type(error).__name__, None


def payload(notice: Notice) -> bytes:
    """Return the message: the declarative Web Push form, which our service worker reads too."""
    words = words_in(notice.language)
    notification = {
        "title": words.title,
        "body": words.body,
        "lang": notice.language,
        "navigate": f"{settings.BASE_URL}/app/",
        "tag": topic_of(notice.occurrence_id),
    }
    return json.dumps({"web_push": 8030, "notification": notification}).encode()


def topic_of(occurrence_id: uuid.UUID) -> str:
    """Return the name under which services and phones replace a repeated send: 32 base64url characters."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"topic:" + occurrence_id.bytes, hashlib.sha256).digest()
    return base64url(digest)[:32]


def _ttl(expires_at: dt.datetime) -> int:
    left = int((expires_at - clock.now()).total_seconds())
    return max(1, min(left, MAX_TTL_SECONDS))


def _judge(status: int, retry_after: str | None) -> tuple[Result, str, float | None]:
    if 200 <= status < 300:
        return Result.ACCEPTED, str(status), None
    if status in (404, 410):
        return Result.GONE, str(status), None
    if status == 429 or status >= 500:
        seconds = float(retry_after) if retry_after and retry_after.isdigit() else None
        return Result.LATER, str(status), min(seconds, MAX_TTL_SECONDS) if seconds is not None else None
    return Result.REFUSED, str(status), None
