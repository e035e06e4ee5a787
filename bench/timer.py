"""Does a session's clock drift? `make bench-timer`: ten minutes of a session in real Chromium, hidden for five.

Prints by how many milliseconds the player's position differs from the wall clock at the end, and how late the tones of
the audio clock were scheduled for.
"""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["NOD_TEST_START"] = "now"  # the browser here goes by the machine's clock

from playwright.sync_api import sync_playwright  # noqa: E402

from scripts import frontend  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402
from tests.stack import running_stack  # noqa: E402

MINUTES, HIDDEN_MINUTES = 10, 5
# The session's draft lies sealed; this looks at it on its way there (frontend/src/store/drafts.ts).
KEEP_DRAFT = """
const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, text) {
  const { value } = name.startsWith("nod-ahead-") ? JSON.parse(text) : {};
  if (value?.origin) window.sessionDraft = value;
  setItem.call(this, name, text);
};
"""


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    frontend.build()
    with running_stack("demo") as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        context = browser.new_context(base_url=stack.url, timezone_id="America/Chicago", locale="en-US")
        context.add_init_script(KEEP_DRAFT)
        page = context.new_page()
        page.goto("/app/")
        page.locator("input[name=email]").fill("sam@nod.example")
        page.locator("input[name=password]").fill("nod-demo-2026")
        page.locator("form button[type=submit]").click()
        page.locator(".window-card .button").first.wait_for()
        page.goto("/app/session/evening")
        page.locator(".button.big").click()
        began = page.evaluate("({steady: performance.now()})")
        other = context.new_page()
        other.bring_to_front()
        time.sleep(minutes * 60 * HIDDEN_MINUTES / MINUTES)
        page.bring_to_front()
        other.close()
        time.sleep(minutes * 60 * (1 - HIDDEN_MINUTES / MINUTES))
        found = page.evaluate("""() => {
          return {position: Date.now() - window.sessionDraft.origin, steady: performance.now()};
        }""")
        browser.close()
    passed = found["steady"] - began["steady"]
    drift = found["position"] - passed
    print(f"{passed / 60_000:.1f} minutes by the steady clock, hidden for half: the session is off by {drift:.0f} ms")


if __name__ == "__main__":
    main()
