"""`make lighthouse`: measures the built patient app with Lighthouse as a mid-range phone, and checks the floors.

Timings swing with the machine, so this is a bench that prints figures, not a part of `make test`.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["NOD_TEST_START"] = "now"  # the browser here goes by the machine's clock

from scripts import frontend  # noqa: E402
from scripts.browser import chromium_path  # noqa: E402
from tests.stack import running_stack  # noqa: E402

FLOORS = {"performance": 0.98, "accessibility": 1.0, "best-practices": 1.0}
RUNS = 3


def main() -> None:
    frontend.build()
    folder = ROOT / "frontend" / "lighthouse"
    frontend.install(folder)
    worst: dict[str, float] = {}
    with running_stack("demo") as stack, tempfile.TemporaryDirectory() as name:
        for path in ("/app/", "/"):
            for run in range(RUNS):
                scores = _measure(folder, stack.url + path, Path(name) / "report.json")
                print(f"{path} run {run + 1}: " + ", ".join(f"{key} {value:.0%}" for key, value in scores.items()))
                worst = {key: min(value, worst.get(key, 1.0)) for key, value in scores.items()}
    low = {key: value for key, value in worst.items() if value < FLOORS[key]}
    print("worst: " + ", ".join(f"{key} {value:.0%}" for key, value in worst.items()))
    sys.exit(f"below the floor: {low}" if low else 0)


def _measure(folder: Path, url: str, report: Path) -> dict[str, float]:
    categories = ",".join(FLOORS)
    flags = "--headless=new --no-sandbox --disable-background-networking"
    command = [str(folder / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", f"--only-categories={categories}"]
    output = ["--output=json", f"--output-path={report}", f"--chrome-flags={flags}"]
    environment = {**frontend.node_environment(), "CHROME_PATH": chromium_path()}
    subprocess.run([*command, *output], env=environment, check=True)
    found = json.loads(report.read_text())["categories"]
    return {name: found[name]["score"] for name in FLOORS}


if __name__ == "__main__":
    main()
