"""Writes docs/cue-tracks.md: what the player says in a session of each exercise, from start to end.

.venv/bin/python scripts/cue_tracks.py            writes the file anew
.venv/bin/python scripts/cue_tracks.py --check    says whether it is what the pack and the player give
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from backend.library.pack import read_pack  # noqa: E402
from backend.programs.planned import easier_of, shown_exercise, with_names  # noqa: E402
from scripts import frontend  # noqa: E402

TRACKS = ROOT / "docs" / "cue-tracks.md"
HEAD = """# What the player says

What a session of each exercise says, from start to end, with its usual dose. `scripts/cue_tracks.py` makes this file
from the pack and the player, so don't edit it here. `pose` is where the figure stands at the end of that step: 0 is its
first pose, 1 its last. Repetitions after the third that say nothing new are left out. [player.md](player.md) tells how
each type runs.
"""
SHOWN_REPETITIONS = 3


def items() -> list[dict[str, Any]]:
    """Return every exercise of the pack as a phone has it in its plan, with the dose of the pack."""
    entries = read_pack(ROOT / "exercises").entries["exercise"]
    found = []
    for slug, content in entries.items():
        dose = with_names(content["dose"])
        # A side that a therapist chooses: both are told apart by one of them.
        side = "right" if dose["side"] in ("", "prescribed") else dose["side"]
        instead = entries.get(content["easier"].get("exercise", ""))
        found.append(
            {
                "id": slug,
                "exercise": slug,
                "dose": {"type": "reps", "note": "", **dose, "side": side},
                **shown_exercise(content),
                "easier": easier_of(content, instead),
            }
        )
    return found


def told(plan: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the player makes of plan items: cues in both languages, usual and easier, and what does not fit."""
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "tracks.mjs"
        frontend.bundle("tests/cue-tracks.ts", code)
        script = (
            f"import told from {json.dumps(code.as_uri())}; let text = ''; for await (const part of process.stdin) "
            "text += part; console.log(JSON.stringify(told(JSON.parse(text))));"
        )
        run = ["node", "--input-type=module", "-e", script]
        made = subprocess.run(
            run, input=json.dumps(plan), env=frontend.node_environment(), check=True, capture_output=True, text=True
        )
    return list(json.loads(made.stdout))


def text_of(found: list[dict[str, Any]]) -> str:
    """Return the whole file."""
    parts = [HEAD]
    for each in found:
        item, track = each["item"], each["en"]
        dose = item["dose"]
        much = f"{dose['sets']} × {dose['reps']}, hold {dose['hold_seconds']} s, rest {dose['rest_seconds']} s"
        length = f"{clock(track['length'])} long, {track['estimate']} min by the load formula"
        parts.append(f"## {item['words']['en']['name']} (`{track['slug']}`)\n\n{dose['type']}, {much}. {length}.\n")
        parts.append(_table(track["cues"]))
        easier = each["easier"]["en"]
        parts.append(f"Easier, {clock(easier['length'])} long: “{easier['cues'][0]['text']}”\n")
    return "\n".join(parts)


def _table(cues: list[dict[str, Any]]) -> str:
    lines = ["| at | step | pose | said |", "|---|---|---|---|"]
    seen: dict[tuple[str, str], int] = {}
    for cue in cues:
        # A count is nothing new.
        key = (cue["kind"], "".join(sign for sign in cue["text"] if not sign.isdigit()))
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= SHOWN_REPETITIONS or (cue["kind"] == "rest" and "set" in cue["text"]):
            lines.append(
                f"| {clock(cue['at'])} | {cue['kind'].replace('_', ' ')} | {cue['pose']:.1f} | {cue['text']} |"
            )
    return "\n".join(lines) + "\n"


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def main() -> int:
    found = told(items())
    faults = [
        f"{version[language]['slug']}: {fault}"
        for each in found
        for version in (each, each["easier"])
        for language in ("en", "es")
        for fault in version[language]["faults"]
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    text = text_of(found)
    if "--check" in sys.argv:
        fresh = TRACKS.exists() and TRACKS.read_text() == text
        if not fresh:
            print("docs/cue-tracks.md is not fresh: run scripts/cue_tracks.py", file=sys.stderr)
        return 0 if fresh and not faults else 1
    TRACKS.write_text(text)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
