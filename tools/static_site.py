"""`make site`: the documents as a folder of HTML that needs no server and no network, into dist/site.

The pages are those of help in the product (watchbook/home/help_documents.py), with links from file to file.
"""

import html
import re
import shutil
import sys
from pathlib import Path

from watchbook.home.help_documents import PICTURES, document, index, names
from watchbook.home.help_documents import folder as folder_of_documents

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "dist" / "site"
LINK = re.compile(r'(href|src)="/help/([^"#]*)(#[^"]*)?"')
STYLE = """
body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid; text-align: left; vertical-align: top; }
.watchbook-scroll { overflow-x: auto; } img { max-width: 100%; height: auto; }
"""
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Watchbook</title><link rel="stylesheet" href="{up}style.css"></head>
<body><nav aria-label="Help"><a href="{up}index.html">All help pages</a></nav><main>{content}</main></body>
</html>
"""


def pages() -> dict[str, str]:
    """Every page by its file within the site."""
    found = {"index.html": index()} | {f"{name}.html": document(name) for name in sorted(names())}
    return {file: _page(file, one.title, one.content) for file, one in found.items()}


def _page(file: str, title: str, content: str) -> str:
    up = "../" * file.count("/")
    language = "cy" if file.endswith("-cy.html") else "en-GB"
    linked = LINK.sub(lambda found: f'{found[1]}="{up}{_file(found[2])}{found[3] or ""}"', content)
    return PAGE.format(language=language, title=html.escape(title), up=up, content=linked)


def _file(address: str) -> str:
    """The file of an address below /help/: a page ends in a slash there, a picture does not."""
    return f"{address.rstrip('/')}.html" if address.endswith("/") else address or "index.html"


def write(folder: Path) -> int:
    """Write the site afresh, and say how many pages it has."""
    shutil.rmtree(folder, ignore_errors=True)
    found = pages()
    for file, text in found.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "style.css").write_text(STYLE.lstrip(), encoding="utf-8")
    shutil.copytree(folder_of_documents() / PICTURES, folder / PICTURES)
    return len(found)


def main() -> int:
    """Write the site into dist/site."""
    count = write(SITE)
    print(f"Written: {SITE.relative_to(ROOT)}, {count} pages. Open dist/site/index.html.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
