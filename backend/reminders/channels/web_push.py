"""Reminders by Web Push: to every device of a person, over kept-alive connections, many in flight."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import aiohttp
from django.conf import settings

from backend.reminders.channels.base import Channel, Notice, Parcel, Result, Sent
from backend.reminders.channels.circuits import note_outcomes, open_circuits
from backend.reminders.channels.push_endpoint import PublicResolver
from backend.reminders.channels.push_post import KEY_REFUSED, RESTING, Device, Poster
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
        rows = list(PushSubscription.objects.filter(user_id__in=by_user))
        resting = open_circuits() if rows else {}
        parcels = []
        for row in rows:
            host = urlsplit(row.endpoint).netloc
            device = Device(row.pk, row.endpoint, host, row.p256dh, row.auth, keys.get(row.vapid_key_id))
            waits = [resting[name] for name in (f"host:{host}", f"key:{row.vapid_key_id}") if name in resting]
            parcels.append(Parcel(by_user[row.user_id], str(row.pk), device, max(waits, default=None)))
        return parcels

    def deliver(self, parcels: Sequence[Parcel]) -> list[Sent]:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="web-push", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(self._send_all(parcels), self._loop).result()

    async def _send_all(self, parcels: Sequence[Parcel]) -> list[Sent]:
        if self._session is None:
            resolver = None if settings.PUSH_EXTRA_ORIGINS else PublicResolver()
            connector = aiohttp.TCPConnector(limit=0, resolver=resolver)
            self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT)
        poster = Poster(self._session, self.name, IN_FLIGHT_PER_HOST)
        return await asyncio.gather(*(poster.send(parcel) for parcel in parcels))

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
        self._loop = self._session = None


def _outcomes(parcels: Sequence[Parcel], sent: Sequence[Sent]) -> Iterator[tuple[str, bool, str]]:
    """Yield (circuit, went well, detail): a service fails by not answering, a key by being refused."""
    for parcel, each in zip(parcels, sent, strict=True):
        device: Device = parcel.address
        if each.detail == RESTING or device.key is None:
            continue
        yield f"host:{device.host}", each.result != Result.LATER, each.detail
        if each.result == Result.ACCEPTED or each.detail in KEY_REFUSED:
            yield f"key:{device.key.id}", each.result == Result.ACCEPTED, each.detail
