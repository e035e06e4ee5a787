"""`make mutation`: do the tests notice when a number's code is changed? Runs mutmut over the pure modules.

Prints how many mutants each module's tests killed. A survivor must be listed with its reason in
tests/mutation/survivors.toml; one that is not, or a rate under 90 %, fails. Takes about half an hour on two cores.
"""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTED = ROOT / "tests" / "mutation" / "survivors.toml"
LEAST = 90.0
MUTMUT = ROOT / ".venv" / "bin" / "mutmut"


def main() -> None:
    if "--report" not in sys.argv:
        subprocess.run([MUTMUT, "run"], cwd=ROOT, check=True)
    states = results()
    known = {(place, change) for place, changes in listed().items() for change in changes}
    found = {name: (where(name), change_of(name)) for name, state in states.items() if state == "survived"}
    rate = report(states)
    new = {name: place for name, place in found.items() if place not in known}
    for name, (module, change) in sorted(new.items()):
        print(f"\nnot listed: {name}\n  where = {module!r}\n  change = {change!r}")
    gone = known - set(found.values())
    for module, change in sorted(gone):
        print(f"\nlisted but killed now: {module}: {change}")
    if new or gone or rate < LEAST:
        sys.exit(f"\n{len(new)} survivors not listed, {len(gone)} listed for nothing, {rate:.1f} % killed")
    print(f"\nevery one of the {len(found)} survivors has its reason in {LISTED.relative_to(ROOT)}")


def results() -> dict[str, str]:
    """Return mutant -> what became of it."""
    done = subprocess.run(
        [MUTMUT, "results", "--all", "true"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    rows = (line.strip().rpartition(": ")[::2] for line in done.splitlines() if "__mutmut_" in line)
    return dict(rows)


def listed() -> dict[str, list[str]]:
    """Return function -> changes that were looked at and given a reason."""
    found: dict[str, list[str]] = {}
    for row in tomllib.loads(LISTED.read_text()).get("survivor", []):
        found.setdefault(row["where"], []).extend(row["changes"])
    return found


def where(name: str) -> str:
    """Return the function a mutant is in, as `module.function`."""
    module, _, function = name.partition("__mutmut_")[0].rpartition(".")
    return f"{module.removeprefix('backend.')}.{function.removeprefix('x_').replace('xǁ', '').replace('ǁ', '.')}"


def change_of(name: str) -> str:
    """Return what a mutant changed, as `old → new`; numbers of mutants shift with every edit, the words do not."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = [line for line in str(get_diff_for_mutant(name)).splitlines() if not line.startswith(("---", "+++"))]
    old = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    new = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return f"{old} → {new}"


def report(states: dict[str, str]) -> float:
    """Print the rate of each module and return the whole one. A mutant that never ends was noticed too."""
    noticed = {"killed", "timeout", "segfault", "caught by type check"}
    modules = {name: name.partition("__mutmut_")[0].rpartition(".")[0].removeprefix("backend.") for name in states}
    made = Counter(modules.values())
    killed = Counter(modules[name] for name, state in states.items() if state in noticed)
    for module in sorted(made):
        print(f"{module:32} {killed[module]:5} of {made[module]:5} killed {100 * killed[module] / made[module]:6.1f} %")
    rate = 100 * killed.total() / made.total()
    print(f"{'all':32} {killed.total():5} of {made.total():5} killed {rate:6.1f} %")
    return rate


if __name__ == "__main__":
    main()
