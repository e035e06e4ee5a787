"""A line to a server that can go dead without a word, as when packets are dropped on the way."""

import asyncio
import threading


class Proxy:
    """Forwards every connection to `target`, until `drop` swallows what goes over those that are open."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self._lines: list[list[bool]] = []

    def start(self) -> None:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), name="proxy", daemon=True)
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._line, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stopped.wait()
        server.close()
        lines = asyncio.all_tasks() - {asyncio.current_task()}
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    def drop(self) -> int:
        """Let the lines that are open now go dead; new ones work. Return how many there were."""
        lines, self._lines = self._lines, []
        for alive in lines:
            alive[0] = False
        return len(lines)

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        alive = [True]
        self._lines.append(alive)
        try:
            await asyncio.gather(_pump(reader, back, alive), _pump(there, writer, alive))
        except asyncio.CancelledError:
            writer.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, alive: list[bool]) -> None:
    try:
        while data := await source.read(65536):
            if alive[0]:
                sink.write(data)
                await sink.drain()
    except OSError:
        pass
    if alive[0]:
        sink.close()
