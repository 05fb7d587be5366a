"""A person's name or handle in a text, however it is spelt: case, accents, order, initials, other alphabets, handles.

A search for a person's data must find "Roe, J." and "@jane.roe" for "Jane Roe". It may find too much, since a person looks at
each thing that is found; it does not know nicknames or other names, so whoever searches gives each name by which a person goes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from watchbook.reading.short_memory import kept_shortly

# As `_plain` spells them.
TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "ladi", "hon", "rev", "revd", "cllr",
    "councillor", "jr", "sr", "esq", "mbe", "obe", "cbe", "phd",
}  # fmt: skip
# Words that belong to the family name that follows them: O’Brien, Al-Rashid, de la Cruz, van der Berg, ap Rhys.
PARTICLES = {
    "o", "al", "el", "de", "la", "le", "da", "do", "dos", "di", "du", "del", "der", "den", "van", "von", "ap", "ab",
    "bin", "ibn", "mac", "mc", "st",
}  # fmt: skip
# Letters of other alphabets, and those that Unicode does not take apart into a plain one and its mark.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "џ": "dz", "ѕ": "dz", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LATIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ß": "ss", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e",
}  # fmt: skip
# Letters that look like a Latin one, small or in capitals, as somebody mixes them in who will not be found.
_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕһԁԛԝαβεηικμνορτυχγ", "abekmhopctyxijshdqwabenikmvoptuxy")
_PLAIN = str.maketrans(_CYRILLIC | _GREEK | _LATIN)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Signs that are not drawn and that Unicode takes for letters or marks (its Default_Ignorable_Code_Point).
_NOT_DRAWN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_REMARK = re.compile(r"\([^()]*\)")
_BETWEEN = r"[\W_]{0,3}"  # a space, a comma, a dot, an underscore, or nothing, as in a handle
_OTHER_NAMES = rf"(?:[\W_]{{1,3}}[^\W\d_]+\.?){{0,3}}{_BETWEEN}"  # up to three middle names
_OTHER_NAMES_FIRST = _OTHER_NAMES.replace(
    "{0,3}", "{0,2}", 1
)  # after a family name: a title, or names before the one that is known
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_SHORTEST_INSIDE = 4  # letters of a word that may stand inside another, as a name does in a handle


def is_named(name: str, text: str) -> bool:
    """Whether a name or a handle stands in a text, however either is spelt."""
    found = _pattern(name)
    return found is not None and any(found.search(one) for one in _plain(text))


@kept_shortly(256)
def _pattern(name: str) -> re.Pattern[str] | None:
    """Every way in which a name may stand in plain letters, or nothing where it has no letter and no digit.

    What a name has in brackets is a remark on it: “Jane Roe (née Doe)”. Whoever searches gives the other name by itself.
    """
    bare = _REMARK.sub(" ", name)
    every = [
        one
        for spelt in _plain(bare if re.search(r"[^\W_]", bare) else name)
        for one in _ways(re.findall(r"[^\W_]+", spelt))
    ]
    return re.compile("|".join(dict.fromkeys(every))) if every else None


def _plain(text: str) -> Iterator[str]:
    """A text in plain Latin small letters: with marks dropped, and with them written out as German and the North do.

    Where letters of two alphabets meet, also as they look. Of `y` and `i`, which alphabets write for each other, one is left.
    """
    folded = unicodedata.normalize("NFKC", " ".join(text.split())).casefold()
    if folded.isascii():  # has no marks, and letters of one alphabet
        yield _with_one_i(folded)
        return
    for one in dict.fromkeys((folded, folded.translate(_WRITTEN_OUT), folded.translate(_LOOK_ALIKE))):
        apart = unicodedata.normalize("NFKD", one).translate(_PLAIN)
        drawn = "".join(
            letter
            for letter in apart
            if letter not in _NOT_DRAWN and unicodedata.category(letter) not in {"Mn", "Me", "Cf"}
        )
        yield _with_one_i(drawn)


def _with_one_i(drawn: str) -> str:
    return re.sub(r"(?<=[^\W\d_])i{2,}", "i", drawn.replace("y", "i"))


def _ways(words: list[str]) -> Iterator[str]:
    """The patterns of the words of a name: whole in its order, its family name first, and with initials."""
    words = [word for word in words if word not in TITLES] or words
    if not words:
        return
    if len(words) == 1 or any(any(letter.isdigit() for letter in word) for word in words):
        yield _as_handle("".join(words))
        return
    first, *middle = words[: _family(words)]
    family = words[_family(words) :]
    last = _BETWEEN.join(family)
    yield rf"{_beginning(first)}{_OTHER_NAMES.join((first, last))}"
    yield rf"{_beginning(family[0])}{_OTHER_NAMES_FIRST.join((last, first))}"
    yield _BETWEEN.join(words)
    yield from _with_initials(first[0], last, "".join(word[0] for word in middle))


def _family(words: list[str]) -> int:
    """Return where the family name begins: with the last word, or with the particles before it; a first name stays."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return at


def _with_initials(initial: str, last: str, middle: Iterable[str]) -> Iterator[str]:
    """`J. Roe`, `J. M. Roe`, `Roe J`: never inside another word."""
    others = "".join(rf"(?:{one}{_BETWEEN})?" for one in middle) or r"(?:[^\W\d_][\W_]{1,3}){0,3}"
    yield rf"{_NO_LETTER_BEFORE}{initial}{_BETWEEN}{others}{last}{_NO_LETTER_AFTER}"
    yield rf"{_NO_LETTER_BEFORE}{last}[\W_]{{1,3}}{initial}{_NO_LETTER_AFTER}"


def _beginning(word: str) -> str:
    """Before a short word no letter stands: longer ones may stand inside a handle."""
    return "" if len(word) >= _SHORTEST_INSIDE else _NO_LETTER_BEFORE


def _as_handle(letters: str) -> str:
    """One word, which may be taken apart by a sign as handles are; a short one stands alone."""
    apart = r"[\W_]?".join(letters)
    return apart if len(letters) >= _SHORTEST_INSIDE else f"{_NO_LETTER_BEFORE}{apart}{_NO_LETTER_AFTER}"
