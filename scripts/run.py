"""`make run`: Nod with demo data on the embedded default. Ctrl-C stops everything."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import frontend, services  # noqa: E402
from scripts.pango import ensure_pango  # noqa: E402

READY_SECONDS = 60
SIGN_INS = """
  therapists    tara@nod.example   tom@nod.example   (olga@nod.example: another clinic)
  clinic lead   lena@nod.example
  curators      cora@nod.example   cyrus@nod.example (each publishes what the other wrote)
  patients      pia@nod.example  (better)          paul@nod.example (worse)
                sam@nod.example  (silent)          mona@nod.example (much medicine, Spanish)
                rita@nod.example (red flag)        nell@nod.example (nearly headache-free)
                nico@nod.example (new)             taro@nod.example (travelling)
  password      nod-demo-2026  (all of them; it exists in demo mode only)
"""


def main() -> None:
    host, port = "127.0.0.1", _port()
    _refuse_taken(host, port)
    base_url = f"http://{host}:{port}"
    var = Path(os.environ.get("NOD_VAR_DIR", ROOT / "var"))
    _make_folder(var)
    environment = {**os.environ, "NOD_DEMO": "1", "NOD_BASE_URL": os.environ.get("NOD_BASE_URL", base_url)}
    environment.setdefault("NOD_VAR_DIR", str(var))
    frontend.build()
    ensure_pango()
    processes = services.Processes(var / "log")
    # Set by hand: a shell starts background commands with SIGINT ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        _start(processes, environment, var, host, port)
        print(_welcome(base_url), flush=True)
        name = _supervise(processes, environment, host, port)
        print(f"Nod: {name} has ended by itself. Its last lines:\n{processes.tail(name)}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nNod: stopping", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        processes.stop()


def _supervise(processes: services.Processes, environment: dict[str, str], host: str, port: int) -> str:
    """Start a process of Nod that gave up anew, and return the name of the first other one that ends."""
    commands = {
        "web": services.web_command(host, port),
        "worker": services.worker_command(),
        "beat": services.beat_command(),
    }
    while True:
        name = processes.ended()
        if name in commands:
            print(f"Nod: {name} has ended and is started again; see var/log/{name}.log", flush=True)
            processes.start(name, commands[name], environment)
        elif name:
            return name
        time.sleep(0.5)


def _start(processes: services.Processes, environment: dict[str, str], var: Path, host: str, port: int) -> None:
    binary = None if environment.get("REDIS_URL") else services.redis_binary()
    if binary:
        command, url = services.redis_command(binary, var)
        processes.start("redis", command, environment)
        environment["REDIS_URL"] = url
    elif not environment.get("REDIS_URL"):
        print("Nod: no Redis here, so the queue is a folder (slower, otherwise the same)", flush=True)
    services.manage("prepare_demo", environment=environment, quiet=False)
    services.manage("keep_assets", environment=environment)
    processes.start("web", services.web_command(host, port), environment)
    processes.start("worker", services.worker_command(), environment)
    processes.start("beat", services.beat_command(), environment)
    _wait_until_ready(processes, f"http://{host}:{port}/health/ready")


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"Port {port} cannot be used ({error.strerror}). Choose another one:  make run PORT={port + 1}")


def _make_folder(var: Path) -> None:
    try:
        for name in ("log", "mail", "static"):
            (var / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"Nod keeps its data in {var}, and cannot write there ({error.strerror}). NOD_VAR_DIR names another.")


def _wait_until_ready(processes: services.Processes, url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if name := processes.ended():
            sys.exit(f"Nod: {name} did not start. Its last lines:\n{processes.tail(name)}")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit(f"Nod did not answer within {READY_SECONDS} s. Its last lines:\n{processes.tail('web')}")


def _welcome(base_url: str) -> str:
    return f"""
Nod is ready

  sign in             {base_url}/
  patient app         {base_url}/app/        (open it at phone size)
  therapist's desk    {base_url}/clinic/
  curator's admin     {base_url}/admin/
  mailbox             {base_url}/demo/mailbox/
  API                 {base_url}/api/v1/docs/
{SIGN_INS}
Ctrl-C stops Nod. Data is kept in var/."""


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
