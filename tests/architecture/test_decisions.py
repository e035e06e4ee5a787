"""docs/adr: each number stands once, in the file's name, in its title and in the index."""

import re

from tests.records import ROOT

FOLDER = ROOT / "docs" / "adr"


def test_each_decision_has_its_number_and_its_row() -> None:
    files = sorted(FOLDER.glob("0*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    titled = [re.match(r"# (\d+)\. (.+)\n", file.read_text()) for file in files]
    rows = [f"| {title[1]} | [{title[2]}]({file.name}) |" for file, title in zip(files, titled, strict=True) if title]
    assert re.findall(r"^\| \d.*", (FOLDER / "README.md").read_text(), re.M) == rows
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [str(int(file.name[:4])) for file in files]
