"""Words of this council and of this service: a password made of them is guessed by anybody who knows where it is used (ASVS 6.1.2)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority

WORDS = (
    "watchbook", "council", "county", "borough", "district", "city", "town", "authority", "government",
    "ripa", "investigation", "investigator", "surveillance", "covert", "officer", "register",
    "password", "welcome", "spring", "summer", "autumn", "winter",
)  # fmt: skip
SHORTEST = 4  # letters of a word of the council's name; one of four counts where it stands alone, for others begin with it too
LEAST = 8  # letters that are left when these words are taken out


class OwnWordsValidator:
    """A rule for passwords: enough is left without the words of the council and of this service."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a password that is little more than these words. Raises ValidationError."""
        authority = the_authority()
        name = re.findall(rf"[^\W\d_]{{{SHORTEST},}}", authority.name.casefold() if authority else "")
        words = "|".join(map(_pattern, sorted({*WORDS, *name}, key=len, reverse=True)))
        left, found = re.subn(words, "", password.casefold())
        if found and sum(map(str.isalpha, left)) < LEAST:
            said = _(
                "You cannot use this password: it is little more than the name of the council, of Watchbook or of a season. Use three"
                " other words."
            )
            raise ValidationError(said, code="password_of_own_words")

    def get_help_text(self) -> str:
        """Say it beside the box."""
        return _("Your password cannot be made of the name of the council, of Watchbook or of a season.")


def _pattern(word: str) -> str:
    return word if len(word) > SHORTEST else rf"(?<![^\W\d_]){word}(?![^\W\d_])"
