"""Takes a picture of each page of the archive: `python bench/browse/pictures.py docs/pictures`.

The story is the founding one, read from the saved pages; all else is the archive of tests/readers.py. `--png` for pictures that every
program shows, `--whole` for pages from top to bottom.
"""

import argparse
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from readers import made  # noqa: E402
from served import chromium, served  # noqa: E402

DESKTOP, PHONE = (1280, 860), (360, 740)
FOUNDING = {  # picture -> page, window, colour scheme
    "story": ("story/11?left=25&right=17", DESKTOP, "light"),
    "story-side-by-side": ("story/11?left=25&right=17#beside", DESKTOP, "light"),
    "search": ("search?q=duong+sat", DESKTOP, "light"),
    "article": ("article/25", DESKTOP, "light"),
}
MADE_UP = {
    "today": ("today", DESKTOP, "light"),
    "today-dark": ("today", DESKTOP, "dark"),
    "today-phone": ("today", PHONE, "light"),
    "story-twelve-languages": ("story/85?left=85&right=87", DESKTOP, "light"),
    "story-phone": ("story/85?left=85&right=87#beside", PHONE, "light"),
    "story-right-to-left": ("story/85?left=86&right=89#beside", DESKTOP, "dark"),
    "article-right-to-left": ("article/89", DESKTOP, "light"),
    "article-phone-dark": ("article/98", PHONE, "dark"),
    "article-table": ("article/98", DESKTOP, "light"),
    "difference": ("article/97/diff?older=1&newer=3", DESKTOP, "light"),
    "kept": ("article/97/version/1/page", DESKTOP, "light"),
    "changes": ("changes", DESKTOP, "light"),
    "removed": ("removed", DESKTOP, "light"),
    "sources": ("sources", DESKTOP, "light"),
    "source": ("source/world-service", DESKTOP, "light"),
    "log": ("log", DESKTOP, "light"),
    "explain": ("explain?url=https://lindholm.example/village-halls", DESKTOP, "light"),
    "stories": ("stories", DESKTOP, "light"),
    "about": ("about", DESKTOP, "light"),
}


def founding(path: Path) -> Path:
    """The archive of the saved pages."""
    command = [sys.executable, "-m", "ingest", "fetch", "--replay", "fixtures/founding", "--back", "all", "--db", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path


def take(archive: Path, wanted: dict[str, tuple[str, tuple[int, int], str]], to: Path, *, png: bool, whole: bool) -> None:
    with served(archive) as address, chromium() as browser:
        for name, (page, (width, height), scheme) in wanted.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            tab = context.new_page()
            tab.goto(address + page)
            if png:
                tab.screenshot(path=to / f"{name}.png", full_page=whole)
            else:
                taken = context.new_cdp_session(tab).send("Page.captureScreenshot", {"format": "webp", "quality": 70})
                (to / f"{name}.webp").write_bytes(b64decode(taken["data"]))
            context.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--png", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--only", action="append", default=[], metavar="PICTURE")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for archive, wanted in ((founding(Path(folder, "record.db")), FOUNDING), (made(Path(folder, "lindholm.db")), MADE_UP)):
            chosen = {name: page for name, page in wanted.items() if not given.only or name in given.only}
            if chosen:
                take(archive, chosen, given.folder, png=given.png, whole=given.whole)
