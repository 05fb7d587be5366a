"""A document as a PDF that a screen reader can read (PDF/UA-1), set by typst from data and from no other text."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import typst
from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock

SOURCE = Path(__file__).with_name("document.typ")
type Standard = Literal["ua-1"]
STANDARD: Standard = "ua-1"
# The first that the machine has; typst brings the last with it, and takes signs that it lacks from any other font.
FONTS = ("Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")
LONG_WORD = re.compile(r"\b[0-9a-f]{64}\b|(\S{30})(?=\S)")  # a hash stays whole
MAY_BREAK = "\u200b"
# Fonts draw these as they draw a space or a hyphen, and then every space of the file would be read out as one of them.
DRAWN_ALIKE = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ") | dict.fromkeys(
    map(ord, "\u2010\u2011"), "-"
)
NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# An invisible joiner, or an accent, on a space or a letter of ASCII: the file would read it out with each of them.
IGNORED = (  # Unicode's Default_Ignorable_Code_Point, of which fonts draw nothing
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
LOOSE_JOINER = re.compile(f"(?:^|(?<=[\t-~]))[{IGNORED}]+", re.MULTILINE)
LOOSE_ACCENT = re.compile(
    "(?:^|(?<=[\t-~]))[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+", re.MULTILINE
)
INSTEAD = "\ufffd"
LAST_OF_ALL_FONTS = 0x17F  # Latin letters, as in Welsh, are in every font
# What stands in place of a sign can change how its neighbours are joined, so that others are missed next.
ROUNDS = 4


@dataclass(frozen=True)
class PdfPaper:
    """What a document says, and of itself: by whom, of which day, in which language and colour."""

    title: str
    authority: str
    reference: str
    day: date
    language: str
    colour: str
    blocks: Sequence[TextBlock]
    logo: bytes = b""
    picture: bytes = b""


def pdf(paper: PdfPaper) -> bytes:
    """The document's bytes: the same for the same document on one machine.

    The standard allows no sign that no font of the machine has: such a sign becomes U+FFFD, and the document says so.
    """
    shown = tuple(map(_breakable, paper.blocks))
    for _round in range(ROUNDS):
        try:
            return _set(paper, shown=shown, standard=STANDARD)
        except typst.TypstError as refusal:
            if not NO_SIGN.search(refusal.diagnostic):
                raise
            shown = _without(shown, _missing(refusal))
    return _set(paper, shown=shown, standard=None)


def _set(paper: PdfPaper, *, shown: Sequence[TextBlock], standard: Standard | None) -> bytes:
    language, _sep, region = paper.language.partition("-")
    data = {
        "title": paper.title,
        "authority": paper.authority,
        "reference": paper.reference,
        "colour": paper.colour,
        "language": language,
        "region": region.upper() or "GB",
        "fonts": _fonts_here(),
        "logo": list(paper.logo),
        "picture": list(paper.picture),
        "blocks": [
            {"kind": str(one.kind), "text": one.text, "lead": one.lead, "rtl": one.runs_right_to_left}
            for one in (*shown, *_note(shown))
        ],
    }
    compiler = typst.Compiler(
        SOURCE.read_bytes(), font_paths=_fonts(), sys_inputs={"document": json.dumps(data)}
    )
    noon = datetime.combine(paper.day, time(12), tzinfo=UTC)
    made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(noon.timestamp()))
    assert isinstance(made, bytes)  # noqa: S101  # said for the type checker: one file, since no name was given
    return made


def _breakable(block: TextBlock) -> TextBlock:
    """As paper carries it: accents in one with their letters, and a word longer than any line may go on in the next."""
    composed = normalize("NFC", block.text).translate(DRAWN_ALIKE)
    plain = LOOSE_ACCENT.sub(INSTEAD, LOOSE_JOINER.sub("", composed))
    broken = LONG_WORD.sub(lambda found: found[0] + MAY_BREAK * bool(found[1]), plain)
    return TextBlock(block.kind, broken, lead=block.lead)


def _missing(refusal: typst.TypstError) -> set[str]:
    """The signs that typst found in no font; where it names one with the letter that it joins, that letter is none."""
    named = "".join(NO_SIGN.findall(refusal.diagnostic))
    found = ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), named)
    return {sign for sign in found if not sign.isspace() and ord(sign) > LAST_OF_ALL_FONTS}


def _without(shown: Sequence[TextBlock], missing: set[str]) -> tuple[TextBlock, ...]:
    instead = dict.fromkeys(map(ord, missing), INSTEAD)
    return tuple(TextBlock(one.kind, one.text.translate(instead), lead=one.lead) for one in shown)


def _note(shown: Sequence[TextBlock]) -> tuple[TextBlock, ...]:
    if not any(INSTEAD in block.text for block in shown):
        return ()
    told = _(
        "This PDF cannot show one of the letter’s characters and shows {sign} instead. The other formats of the letter show the character."
    )
    return (TextBlock(BlockKind.NOTE, told.format(sign=INSTEAD)),)


@cache
def _fonts() -> typst.Fonts:
    """The machine's fonts and typst's own, looked for once."""
    return typst.Fonts()


@cache
def _fonts_here() -> list[str]:
    here = set(_fonts().families())
    return [family for family in FONTS if family in here]
