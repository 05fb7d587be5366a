"""A person's name and address as every page and history shows them: they read as they are written, and nobody else has them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.organisation.rules import TITLES, DutyKind

_ALIKE = str.maketrans({"i": "l", "1": "l", "0": "o"})
# “ı”, “ł”, “ɑ” and the like by what Unicode calls them: a Latin letter, changed in something. Others by their own name.
_LATIN = re.compile(r"LATIN (?:SMALL|LETTER SMALL CAPITAL)(?: LETTER)?(?: [A-Z]+)*? ([A-Z])(?: WITH .+)?")
_NAMED = {"ALPHA": "a", "GAMMA": "y", "IOTA": "i", "UPSILON": "u", "CHI": "x", "OMEGA": "w", "ETH": "d"}
# Small letters of other alphabets, by the Latin ones that they or their capitals look like.
_LOOKS = str.maketrans(
    "авсеһніїјкмгопрѕтухӏԁԛԝѵьαβγεζηικμνοπρτυχω", "abcehhiijkmronpstyxldqwvbabyezhikmnonptyxw"
)
# Alphabets whose letters are shapes of Latin ones, so that a whole name reads as another.
_OF_LATIN_SHAPES = frozenset({"CHEROKEE", "COPTIC", "LISU"})
_BETWEEN = re.compile(r"[\s(),.;:-]+")
_APART = re.compile(r"[\s(),.]+")  # a double name keeps its hyphen: John Smith-Jones is not John Smith
_IN_BRACKETS = re.compile(r"\(.*\)\s*$")  # the team
KEPT = 2048  # readings of names: an import of 500 people holds each against all others, while no other act on accounts begins
_INITIALS = ("administrator", "SRO", "DPO", "Watchbook")


def check_name(name: str, *, others: Iterable[str]) -> None:
    """Hold a name against those of other accounts. Raises WrongState with what to mend."""
    if not is_plain(name):
        raise WrongState(
            _(
                "You cannot use this name: it has characters that could mislead a reader. Use letters of one alphabet, spaces, "
                "hyphens, apostrophes, full stops, commas and brackets."
            )
        )
    if claims_office(name):
        raise WrongState(
            _(
                "You cannot add this person under this name: it is the name of a duty or of Watchbook, and pages would show it beside "
                "the person’s acts. Enter the person’s own name, and propose the duty for them."
            )
        )
    others, mine = list(others), _readings(name)
    if same := next((other for other in others if _readings(other) & mine), None):
        raise WrongState(
            _(
                "You cannot add {name}: another account has that name ({other}), and people could not tell the two apart. If this is another person, add a"
                " middle name or the team to the name."
            ).format(name=name.strip(), other=same)
        )
    if held := next((other for other in others if _holds(name, other)), None):
        raise WrongState(
            _(
                "You cannot add {name}: this name contains the name of another account ({other}), and people could confuse the two. "
                "If it is the person’s own name, add a middle name."
            ).format(name=name.strip(), other=held)
        )


def check_address(address: str) -> None:
    """Hold an email address against letters that look like others. Raises WrongState with what to mend."""
    if not address.isascii():
        raise WrongState(
            _(
                "You cannot use this email address: one of its letters has an accent or looks like another letter. Enter the address as it appears in your email "
                "system, with letters from a to z."
            )
        )
    if '"' in address:  # "simon"@x and simon@x are one mailbox
        raise WrongState(
            _("You cannot use this email address: it has quotation marks. Enter the address without them.")
        )


def is_plain(name: str) -> bool:
    """Return whether a name begins with a letter, has letters of one alphabet, and no sign that is not part of a name: a colon or semicolon begins another sentence."""
    read = unicodedata.normalize("NFKC", name.strip())
    alphabets = {
        unicodedata.name(one, "").partition(" ")[0]
        for one in read
        if one.isalpha() and unicodedata.category(one) != "Lm"
    }
    are_signs = not set(";:") & set(read) and all(
        unicodedata.category(one)[0] in "LMP" or one == " " or one.isdecimal() for one in read
    )
    is_told = len(alphabets) == 1 and not alphabets & _OF_LATIN_SHAPES
    return read[:1].isalpha() and is_told and are_signs


def told_apart_by(name: str) -> str:
    """Reduce a name to what a reader tells names apart by: no case, accent or sign, and look-alikes as one."""
    letters = "".join(map(_base, unicodedata.normalize("NFKD", name).casefold())).translate(_LOOKS)
    plain = "".join(one for one in letters if one.isalnum()).translate(_ALIKE)
    return plain.replace("rn", "m").replace("vv", "w")


@lru_cache(KEPT)
def _readings(name: str) -> frozenset[str]:
    """The name as it is written, and its words in whatever order: “Fenwick, Ada” is Ada Fenwick."""
    return frozenset({told_apart_by(name), " ".join(sorted(_in_words(name).split()))} - {""})


def _holds(name: str, other: str) -> bool:
    """Whether a name says the whole name of another, of two words or more, and then something else than a team in brackets."""
    whole, said = _apart(other), _apart(_IN_BRACKETS.sub("", name))
    return whole in said and whole != said and len(whole.split()) > 1


@lru_cache(KEPT)
def _apart(name: str) -> str:
    return _in_words(name, between=_APART)


def claims_office(name: str) -> bool:
    """Return whether a name holds the title of a duty that others rely on, its initials, or the name of this service."""
    titles = [str(TITLES[kind]) for kind in DutyKind if kind is not DutyKind.INSPECTOR]
    said = _in_words(name)
    return any(_in_words(one) in said for one in (*(each for each in titles if " " in each), *_INITIALS))


def _in_words(text: str, *, between: re.Pattern[str] = _BETWEEN) -> str:
    """The words as a reader tells them apart, a blank before and after each."""
    return f" {' '.join(map(told_apart_by, filter(None, between.split(text))))} "


def _base(letter: str) -> str:
    """Return the plain Latin letter of a changed one; any other as it is."""
    if letter.isascii():
        return letter
    named = unicodedata.name(letter, "")
    if match := _LATIN.fullmatch(named):
        return match[1].lower()
    return _NAMED.get(named.rpartition(" ")[2], letter) if named.startswith("LATIN") else letter
