"""The mark of an exhibit, initials and a number, as officers write it on a label: AB/1, AB/2.

People of the same initials count on together, so that a mark is one exhibit's; a number is never skipped.
"""

import re
from unicodedata import combining, normalize

from watchbook.audit_log.reference import next_number

LONGEST = 6  # of initials, as the column takes them
NO_LETTER = "X"  # of a name without a letter of the Latin alphabet
# Letters of Latin alphabets that are one sign, and no accent on another.
PLAIN = str.maketrans("ÆŒØŁĐÐÞĦŦŊẞƏ", "AOOLDDTHTNSE")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def initials_of(name: str) -> str:
    """The initials of a name in plain capitals: Zoë Ní Bhriain is ZNB. A name without a Latin letter has X."""
    letters = "".join(_plain(word[0]) for word in WORD.findall(normalize("NFC", name)))
    return letters[:LONGEST] or NO_LETTER


def next_mark(name: str) -> str:
    """The next mark of somebody of this name, taken in the transaction of the act that gives it."""
    initials = initials_of(name)
    return f"{initials}/{next_number(f'mark {initials}')}"


def _plain(letter: str) -> str:
    capital = normalize("NFKD", letter.upper()[:1].translate(PLAIN))
    bare = "".join(sign for sign in capital if not combining(sign))[:1]
    return bare if bare.isascii() and bare.isalpha() else ""
