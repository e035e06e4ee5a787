"""Draws every figure without its name, shuffled, to find out whether a stranger can name it: FOLDER/01.png and so on.

`python scripts/unnamed_figures.py FOLDER [SEED]`; which number is which exercise stands in FOLDER/key.txt, to be opened
only when the answers are written. How it is used: docs/figures-blind-naming.md.
"""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from backend.library.figures import posed_svg, printed_poses  # noqa: E402
from backend.library.pack import read_pack  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402

STYLE = "body{margin:0;background:#fff} div{display:flex;height:360px} svg{height:360px;flex:1;min-width:0}"


def main(folder: Path, seed: int) -> None:
    from playwright.sync_api import sync_playwright

    pack = read_pack(ROOT / "exercises")
    if pack.faults:
        sys.exit("\n".join(map(str, pack.faults)))
    slugs = sorted(pack.entries["exercise"])
    random.Random(seed).shuffle(slugs)  # noqa: S311  an order, not a secret
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        page = browser.new_page(viewport={"width": 960, "height": 360})
        for number, slug in enumerate(slugs, 1):
            figure = pack.entries["exercise"][slug]["figure"]
            rig = (ROOT / "exercises" / "figures" / f"{figure['rig']}.svg").read_text()
            drawings = "".join(posed_svg(rig, figure, pose) for pose in printed_poses(figure))
            page.set_content(f"<style>{STYLE}</style><div>{drawings}</div>")
            page.screenshot(path=str(folder / f"{number:02}.png"))
        browser.close()
    (folder / "key.txt").write_text("".join(f"{number:02} {slug}\n" for number, slug in enumerate(slugs, 1)))
    print(f"{len(slugs)} pictures in {folder}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
