"""Draws every figure of the pack, its poses side by side, as one picture: docs/figures.png."""

import html
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from backend.library.figures import posed_svg, printed_poses  # noqa: E402
from backend.library.pack import read_pack  # noqa: E402
from scripts.browser import LAUNCH_ARGUMENTS, chromium_path  # noqa: E402

STYLE = """
body{margin:0;padding:16px;background:#f6f1e7;font:15px system-ui;color:#24313f;
display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:14px}
figure{margin:0;background:#fff;border-radius:16px;padding:10px}
div{display:flex} svg{flex:1;min-width:0;height:170px} figcaption{padding:4px 8px}
"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    pack = read_pack(ROOT / "exercises")
    if pack.faults:
        sys.exit("\n".join(map(str, pack.faults)))
    cards = []
    for slug, content in pack.entries["exercise"].items():
        figure = content["figure"]
        rig = (ROOT / "exercises" / "figures" / f"{figure['rig']}.svg").read_text()
        drawings = "".join(posed_svg(rig, figure, pose) for pose in printed_poses(figure))
        name = html.escape(content["words"]["en"]["name"])
        cards.append(f"<figure><div>{drawings}</div><figcaption>{name} <small>{slug}</small></figcaption></figure>")
    out = ROOT / "docs" / "figures.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1800, "height": 800})
        page.set_content(f"<style>{STYLE}</style>{''.join(cards)}")
        page.screenshot(path=str(out), full_page=True)
        browser.close()
    print(f"{len(cards)} figures in {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
