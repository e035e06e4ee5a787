"""How soon is Today there from a cold start without a network, on a slow phone? `make bench-start` prints it.

Real Chromium, CPU slowed four times, network off, app opened anew each time; beside it the same page with the network
on and nothing kept, in the same run.
"""

import os
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["NOD_TEST_START"] = "now"  # the browser here goes by the machine's clock

from playwright.sync_api import BrowserContext, sync_playwright  # noqa: E402

from scripts import frontend  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402
from tests.stack import running_stack  # noqa: E402

RUNS = 10
SLOWER = 4
READY = ".window-card .button"
# The page's own clock, from the start of the navigation: what the driver adds by looking is not the app's time.
WATCH = """new MutationObserver(() => {
  if (!window.readyAt && document.querySelector(".window-card .button")) window.readyAt = performance.now();
}).observe(document, { subtree: true, childList: true });"""


def main() -> None:
    frontend.build()
    with running_stack("demo") as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, base_url=stack.url, timezone_id="America/Chicago", locale="en-US"
        )
        page = context.new_page()
        page.goto("/app/")
        page.locator("input[name=email]").fill("pia@nod.example")
        page.locator("input[name=password]").fill("nod-demo-2026")
        page.locator("form button[type=submit]").click()
        page.locator(READY).first.wait_for()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.close()
        context.add_init_script(WATCH)
        online = [_start(context) for _ in range(RUNS)]
        context.set_offline(True)
        offline = [_start(context) for _ in range(RUNS)]
        browser.close()
    for name, times in (("offline", offline), ("online", online)):
        print(
            f"{name:8} median {statistics.median(times):6.0f} ms, slowest {max(times):6.0f} ms ({SLOWER}x slower CPU)"
        )
    print(f"ratio    {statistics.median(offline) / statistics.median(online):6.2f} (offline to online)")


def _start(context: BrowserContext) -> float:
    """Return the milliseconds from opening the app to a Start button that can be tapped."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/app/", wait_until="commit")
    page.locator(READY).first.wait_for()
    took = float(page.evaluate("window.readyAt"))
    page.close()
    return took


if __name__ == "__main__":
    main()
