"""Reminders by Web Push: to every device of a person, over kept-alive connections, many in flight."""

import asyncio
import threading
from collections.abc import Iterator, Sequence

import aiohttp
from django.conf import settings

from backend.common.among import among
from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.channels.circuits import note_outcomes, open_circuits
from backend.reminders.channels.push_endpoint import PublicResolver, allowed_origin
from backend.reminders.channels.push_post import KEY_REFUSED, RESTING, Poster, PushTarget
from backend.reminders.channels.vapid import all_keys
from backend.reminders.models import PushSubscription

# Of one push service, so that a slow one never takes the places of the others.
IN_FLIGHT_PER_HOST = 50
TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=3.05)


class WebPushChannel(Channel):
    name = "web_push"

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._session: aiohttp.ClientSession | None = None

    def address(self, notices: Sequence[Notice]) -> list[Parcel]:
        keys = {key.id: key for key in all_keys()}
        if not keys:
            return []
        by_user = {notice.user_id: notice for notice in notices}
        rows = PushSubscription.objects.filter(among("user_id", by_user)).values_list(
            "pk", "user_id", "endpoint", "p256dh", "auth", "vapid_key_id"
        )
        devices = [
            (user_id, PushTarget(pk, endpoint, allowed_origin(endpoint) or "", p256dh, auth, keys.get(key_id)))
            for pk, user_id, endpoint, p256dh, auth, key_id in rows
        ]
        resting = open_circuits() if devices else {}
        return [
            Parcel(by_user[user_id], str(device.id), device, _held_back(device, resting)) for user_id, device in devices
        ]

    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_run, args=(self._loop,), name="web-push", daemon=True)
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._send_all(parcels), self._loop).result()

    async def _send_all(self, parcels: Sequence[Parcel]) -> list[Sent]:
        if self._session is None:
            resolver = None if settings.PUSH_EXTRA_ORIGINS else PublicResolver()
            connector = aiohttp.TCPConnector(limit=0, resolver=resolver)
            # A push service is told nothing but the message, and nothing it sends is kept.
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=TIMEOUT,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
            )
        return await Poster(self._session, self.name, IN_FLIGHT_PER_HOST).send(parcels)

    def learn(self, parcels: Sequence[Parcel], sent: Sequence[Sent]) -> None:
        """Forget dead devices (404, 410), and note which services and which keys of ours fail."""
        gone = [each.target_id for each in sent if each.result == Result.GONE]
        if gone:
            PushSubscription.objects.filter(pk__in=gone).delete()
        note_outcomes(_outcomes(parcels, sent))

    def close(self) -> None:
        if self._loop is None:
            return
        if self._session is not None:
            asyncio.run_coroutine_threadsafe(self._session.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop = self._session = None


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Run until stopped, then give its files back: a sweep comes every half minute."""
    loop.run_forever()
    loop.close()


def _held_back(device: PushTarget, resting: dict[str, float]) -> float | None:
    """Return for how many seconds the service or the key of a device still rests."""
    if not resting:
        return None
    names = (f"host:{device.host}", f"key:{device.key.id if device.key else ''}")
    return max((resting[name] for name in names if name in resting), default=None)


def _outcomes(parcels: Sequence[Parcel], sent: Sequence[Sent]) -> Iterator[tuple[str, bool, str]]:
    """Yield (circuit, went well, detail): a service fails by not answering, a key by being refused."""
    for parcel, each in zip(parcels, sent, strict=True):
        device: PushTarget = parcel.address
        if each.detail == RESTING or device.key is None:
            continue
        yield f"host:{device.host}", each.result != Result.LATER, each.detail
        if each.result == Result.ACCEPTED or each.detail in KEY_REFUSED:
            yield f"key:{device.key.id}", each.result == Result.ACCEPTED, each.detail
