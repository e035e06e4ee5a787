"""A push service on the loopback interface: takes what a sender posts, and answers as it is told to."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class PushAnswer:
    """`delay_seconds` passes before the answer; `drip_seconds` between the single bytes of its head."""

    status: int = 201
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delay_seconds: float = 0.0
    drip_seconds: float = 0.0


@dataclass
class PushService:
    """Answers every POST with `status`, or as `answer` decides for it, and keeps what came."""

    status: int = 201
    answer: Callable[[Received], PushAnswer] | None = None
    keep: bool = True
    requests: list[Received] = field(default_factory=list)
    origin: str = ""
    port: int = 0

    def start(self) -> None:
        """Begin to listen, in a thread of its own."""
        started = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run(started)), name="push-service", daemon=True
        )
        self._thread.start()
        started.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    async def _run(self, started: threading.Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        await self.listen()
        started.set()
        await self._stopped.wait()

    async def listen(self) -> None:
        """Listen in the event loop that runs now."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                received = await _read(reader)
                if self.keep:
                    self.requests.append(received)
                await self._reply(writer, self.answer(received) if self.answer else PushAnswer(self.status))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    async def _reply(self, writer: asyncio.StreamWriter, answer: PushAnswer) -> None:
        if answer.delay_seconds:
            await asyncio.sleep(answer.delay_seconds)
        named = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
        head = f"HTTP/1.1 {answer.status} x\r\n{named}Content-Length: {len(answer.body)}\r\n\r\n".encode()
        if not answer.drip_seconds:
            writer.write(head + answer.body)
            return
        for byte in head:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(answer.drip_seconds)


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(head[0].split(" ")[1], headers, body)
