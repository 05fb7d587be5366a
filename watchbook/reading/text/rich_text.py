"""The formatted half of Outlook's mails, which is rich text (RTF) and packed ([MS-OXRTFCP]), as a page of its lines."""

from html import escape
from struct import error, unpack_from

from striprtf.striprtf import rtf_to_text

from watchbook.reading.text import marks

PACKED, PLAIN = b"LZFu", b"MELA"
HEAD = 16
# What each packing begins with in its memory, so that common words are short ([MS-OXRTFCP] 2.1.2.1).
BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
MEMORY = 4096
LONGEST = 2_000_000  # bytes, as of a page


def as_page(packed: bytes) -> str:
    """A page of the words, line by line; nothing where there are none. One that cannot be read says so in its place."""
    if not packed:
        return ""
    try:
        words = rtf_to_text(  # type: ignore[no-untyped-call]  # the library says no types
            unpacked(packed).decode("cp1252", "replace"), errors="replace"
        )
    except (ValueError, error, IndexError, LookupError, RecursionError):
        words = marks.FORMATTED_UNREAD
    return "".join(f"<p>{escape(line)}</p>" for line in words.splitlines() if line.strip())


def unpacked(packed: bytes) -> bytes:
    """The rich text itself. Raises ValueError where it is packed otherwise or goes on too long."""
    size, kind = unpack_from("<4xI4s", packed)
    if size > LONGEST:
        raise ValueError("No letter is so long.")
    if kind == PLAIN:
        return packed[HEAD : HEAD + size]
    if kind != PACKED:
        raise ValueError("It is packed in a way that nobody knows.")
    memory, made, write, at = bytearray(BEGINNING.ljust(MEMORY)), bytearray(), len(BEGINNING), HEAD
    while at < len(packed) and len(made) < size:
        flags, at = packed[at], at + 1
        for bit in range(8):
            is_run = flags >> bit & 1
            place, length = divmod(int.from_bytes(packed[at : at + 2], "big"), 16)
            if is_run and place == write:
                return bytes(made[:size])
            for step in range(length + 2 if is_run else 1):
                # A run may reach into what it writes itself, as a long line of dashes does.
                byte = memory[(place + step) % MEMORY] if is_run else packed[at]
                memory[write], write = byte, (write + 1) % MEMORY
                made.append(byte)
            at += 2 if is_run else 1
    return bytes(made[:size])
