"""Draw sentences that a person reads, for an editor to judge: `sentences.py SEED COUNT`.

The same seed draws the same sentences from the same text. Each is printed with the place where it stands.
"""

import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.messages import PACKAGE, ROOT, marked
from tools.words import END

GUIDES = ("README.md", "docs/how-to/*.md", "docs/tutorial/*.md")
CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ROW = re.compile(r"\n(?=\s*(?:[|#>*-]|[0-9]+\.)\s)")
START = re.compile(r"^(?:#+|[-*>]|[0-9]+\.)\s+")
SHOWN = ("en", "title")  # the keys of our data whose text a page shows
FEWEST = 2  # words: a lone word is a label, and says nothing wrong


def sentences() -> list[tuple[str, str]]:
    """Every sentence with its place, sorted, each once."""
    found = {sentence: place for place, sentence in (*_marked(), *_data(), *_guides())}
    return sorted((text, place) for text, place in found.items() if len(text.split()) >= FEWEST)


def drawn(seed: int, count: int) -> list[tuple[str, str]]:
    """Some of the sentences; the same for the same seed."""
    return random.Random(seed).sample(sentences(), count)


def _marked() -> Iterator[tuple[str, str]]:
    for message in (one for one in marked() if one.id):
        for text in message.id if message.pluralizable else [message.id]:
            yield message.locations[0][0], text


def _data() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((str(path.relative_to(ROOT)), text) for text in _shown(data))


def _shown(value: Any) -> Iterator[str]:
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(one, dict | list):
            yield from _shown(one)
        elif key in SHOWN and isinstance(one, str):
            yield one


def _guides() -> Iterator[tuple[str, str]]:
    """The sentences of the README and of the guides, without their code; a cell of a table stands alone."""
    for path in sorted(path for pattern in GUIDES for path in ROOT.glob(pattern)):
        cells = (cell for paragraph in _paragraphs(path) for cell in _cells(paragraph))
        texts = (text.strip() for cell in cells for text in END.split(cell))
        yield from ((str(path.relative_to(ROOT)), text) for text in texts if re.search("[A-Za-z]", text))


def _cells(paragraph: str) -> list[str]:
    return paragraph.strip("|").split("|") if paragraph.startswith("|") else [paragraph]


def _paragraphs(path: Path) -> Iterator[str]:
    text = LINK.sub(r"\1", CODE.sub("", path.read_text(encoding="utf-8")))
    for block in text.split("\n\n"):
        yield from (START.sub("", " ".join(row.split())) for row in ROW.split(block))


def main(arguments: list[str]) -> int:
    """Print the sentences that a seed draws."""
    seed, count = (int(one) for one in arguments)
    for number, (text, place) in enumerate(drawn(seed, count), start=1):
        print(f"{number}. {text}\n   {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
