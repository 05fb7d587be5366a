"""A person's name and address as every page and history shows them: they read as they are written, and nobody else has them."""

import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState

_ALIKE = str.maketrans({"i": "l", "1": "l", "0": "o"})


def check_name(name: str, *, others: Iterable[str]) -> None:
    """Hold a name against those of other accounts. Raises WrongState with what to mend."""
    if not is_plain(name):
        raise WrongState(
            _(
                "You cannot add this person under this name: it has signs that change how it reads. "
                "Enter letters of one alphabet, spaces, hyphens, apostrophes, full stops, commas or brackets."
            )
        )
    mine = told_apart_by(name)
    if any(told_apart_by(other) == mine for other in others):
        raise WrongState(
            _(
                "You cannot add {name}: another account has that name, and nobody could tell the two apart. "
                "If this is another person, add a middle name or a post to the name."
            ).format(name=name.strip())
        )


def check_address(address: str) -> None:
    """Hold an email address against letters that look like others. Raises WrongState with what to mend."""
    if not address.isascii():
        raise WrongState(
            _(
                "You cannot use this address: it has a letter that looks like another one or bears an accent. "
                "Enter the address as your mail system has it, in the letters a to z."
            )
        )


def is_plain(name: str) -> bool:
    """Return whether a name begins with a letter, has letters of one alphabet, and no sign that is not part of a name."""
    read = unicodedata.normalize("NFKC", name.strip())
    alphabets = {
        unicodedata.name(one, "").partition(" ")[0]
        for one in read
        if one.isalpha() and unicodedata.category(one) != "Lm"
    }
    are_signs = all(unicodedata.category(one)[0] in "LMP" or one == " " or one.isdecimal() for one in read)
    return read[:1].isalpha() and len(alphabets) == 1 and are_signs


def told_apart_by(name: str) -> str:
    """Reduce a name to what a reader tells names apart by: no case, accent or sign, and look-alikes as one."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(one for one in letters if one.isalnum()).translate(_ALIKE)
    return plain.replace("rn", "m").replace("vv", "w")
