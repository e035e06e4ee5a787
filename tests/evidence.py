"""What a failed test leaves: a folder with trace, pictures, consoles and every process's log, and how to look at it."""

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.records import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

FOLDER = ROOT / "var" / "failures"
# The browser contexts of the running test, each with what its pages said on their consoles.
CONTEXTS: "list[tuple[BrowserContext, list[str]]]" = []


def watch(context: "BrowserContext") -> None:
    """Record this context, in case its test fails."""
    said: list[str] = []
    context.tracing.start(snapshots=True)
    context.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: said.append(f"not caught: {error.error}"))
    CONTEXTS.append((context, said))


def keep(item: pytest.Item, report: Any) -> None:
    """Write down all there is to see of a failed test, and add to its report where that is."""
    folder = FOLDER / re.sub(r"[^\w.-]+", "-", item.nodeid).strip("-")[-120:]
    shutil.rmtree(folder, ignore_errors=True)
    for number, (context, said) in enumerate(CONTEXTS, start=1):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"console-{number}.txt").write_text("\n".join(said))
        # A browser that died is a reason to keep the rest all the more.
        with contextlib.suppress(Exception):
            for place, page in enumerate(context.pages, start=1):
                page.screenshot(path=folder / f"page-{number}-{place}.png", timeout=5000)
            context.tracing.stop(path=folder / f"trace-{number}.zip")
    CONTEXTS.clear()
    if "browser" in item.keywords:
        _keep_logs(folder)
    seed = item.config.getoption("randomly_seed", None)
    lines = [f"repeat it:  {_settings()}.venv/bin/pytest --randomly-seed={seed} '{item.nodeid}'"]
    if folder.exists():
        lines.append(f"logs and pictures:  {folder.relative_to(ROOT)}")
    lines += [
        f"see it step by step:  .venv/bin/playwright show-trace {trace.relative_to(ROOT)}"
        for trace in sorted(folder.glob("trace-*.zip"))
    ]
    report.sections.append(("What this failure left", "\n".join(lines)))


def _keep_logs(folder: Path) -> None:
    from tests.stack import RUNNING

    for number, stack in enumerate(RUNNING, start=1):
        shutil.copytree(stack.folder / "log", folder / f"log-{number}", dirs_exist_ok=True)


def _settings() -> str:
    """Return what was set for this run, as it is typed before a command."""
    names = ("NOD_TEST_START", "NOD_TEST_PATIENCE", "NOD_LONG")
    return "".join(f"{name}={os.environ[name]} " for name in names if name in os.environ)
