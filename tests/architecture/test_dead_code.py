"""The check for names that nothing uses, on a small tree of its own."""

from pathlib import Path

from scripts.dead_code import dead_names

RULES = """
class Share:
    shown: int
    unseen: int

def asked():
    return Share()

def unasked():
    return 1
"""
CODE = {
    "backend/models.py": "class Row(models.Model):\n    kept = models.TextField()\n\nRow().kept = 1\n",
    "backend/rules.py": RULES,
    "backend/views.py": "from backend.rules import asked\n\nprint(asked())\n",
    "backend/wall.py": "class Wall:\n    pass\n",
    "backend/config/settings.py": 'DEBUG = False\nMIDDLEWARE = ["backend.wall.Wall"]\nlower = 1\n',
    "frontend/src/page.ts": "show(share.shown);\n",
    "manage.py": "",
}


def test_what_nothing_uses_is_named(tmp_path: Path) -> None:
    for name in ("scripts", "bench"):
        (tmp_path / name).mkdir()
    for name, text in CODE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert {line.rpartition(" ")[2] for line in dead_names(tmp_path)} == {"unasked", "unseen", "lower"}
