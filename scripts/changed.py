"""Which tests stand next to what was changed since the last commit: for the quick check, not instead of all of them."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Chosen:
    """`tests` are files and folders for pytest; the flags say which languages were touched."""

    tests: list[str]
    backend: bool
    frontend: bool

    def __str__(self) -> str:
        where = ", ".join(self.tests) or "no tests of the backend"
        return f"{where}{', and the frontend' if self.frontend else ''}"


def since_last_commit() -> Chosen:
    """Return what belongs to the files that differ from HEAD; with none, to those of the last commit."""
    differ = _git("diff", "--name-only", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return chosen_for(differ or _git("diff", "--name-only", "HEAD~1", "HEAD"))


def chosen_for(paths: list[str]) -> Chosen:
    """An app's tests mirror it (tests/backend/<app>); content has its own; a changed test is one itself."""
    found = set()
    for path in paths:
        parts = Path(path).parts
        if parts[0] == "backend" and len(parts) > 2:
            found.add(f"tests/backend/{parts[1]}")
        elif parts[0] == "exercises":
            found.add("tests/exercises")
        elif parts[0] == "tests" and parts[-1].startswith("test_"):
            found.add(path)
        elif parts[0] == "tests" and parts[1] == "backend" and len(parts) > 3:
            found.add("/".join(parts[:3]))
    if any(path.endswith(".py") for path in paths):
        found.add("tests/architecture")
    return Chosen(
        tests=sorted(each for each in found if (ROOT / each).exists()),
        backend=any(path.endswith((".py", ".toml")) for path in paths),
        frontend=any(path.startswith("frontend/") for path in paths),
    )


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()
