"""`make audit`: what Nod is built from (SBOM, CycloneDX) and whether any of it has a known vulnerability.

The bills of materials go to var/sbom/. The vulnerability services are asked where they can be reached; where not, that
is said, and nothing fails for it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import frontend  # noqa: E402

BIN = ROOT / ".venv" / "bin"
LOCK = ROOT / "requirements" / "run.txt"


def main() -> None:
    write_sboms(Path(os.environ.get("NOD_VAR_DIR", ROOT / "var")) / "sbom")
    found = [*python_faults(), *frontend_faults()]
    if found:
        sys.exit("Known vulnerabilities:\n" + "\n".join(found))


def write_sboms(folder: Path) -> None:
    """Write python.cdx.json and frontend.cdx.json."""
    folder.mkdir(parents=True, exist_ok=True)
    python = [
        str(BIN / "cyclonedx-py"),
        "requirements",
        str(LOCK),
        "--of",
        "JSON",
        "-o",
        str(folder / "python.cdx.json"),
    ]
    subprocess.run(python, check=True, capture_output=True)
    npm = ["npm", "sbom", "--sbom-format", "cyclonedx", "--omit", "dev"]
    done = subprocess.run(
        npm, cwd=frontend.FRONTEND, env=frontend.node_environment(), check=True, capture_output=True, text=True
    )
    (folder / "frontend.cdx.json").write_text(done.stdout)
    parts = {path.name: len(json.loads(path.read_text())["components"]) for path in sorted(folder.glob("*.cdx.json"))}
    print(f"SBOM in {folder}: " + ", ".join(f"{name} with {count} parts" for name, count in parts.items()))


def python_faults() -> list[str]:
    """Ask PyPI's advisories about the locked packages."""
    command = [str(BIN / "pip-audit"), "-r", str(LOCK), "--require-hashes", "--disable-pip", "-f", "json"]
    done = subprocess.run([*command, "--progress-spinner", "off"], check=False, capture_output=True, text=True)
    answer = _json(done.stdout)
    packages = answer.get("dependencies", [])
    asked = [each for each in packages if "skip_reason" not in each]
    _say("pip-audit", len(asked), len(packages))
    return [
        f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for each in asked
        for fault in each["vulns"]
    ]


def frontend_faults() -> list[str]:
    """Ask the npm registry's advisories about the packages that reach a browser."""
    command = ["npm", "audit", "--omit", "dev", "--json"]
    done = subprocess.run(
        command, cwd=frontend.FRONTEND, env=frontend.node_environment(), check=False, capture_output=True, text=True
    )
    answer = _json(done.stdout)
    reached = "vulnerabilities" in answer
    count = answer["metadata"]["dependencies"]["prod"] if reached else 0
    _say("npm audit", count, count)
    return [f"{name}: {fault['severity']}" for name, fault in answer.get("vulnerabilities", {}).items()]


def _say(what: str, asked: int, packages: int) -> None:
    if asked:
        print(f"{what}: {asked} of {packages} packages asked about")
    else:
        print(f"{what}: its service cannot be reached from here, so nothing was asked")


def _json(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


if __name__ == "__main__":
    main()
