"""Words of this council, of this service and of the person: a password made of them is guessed by whoever knows both (ASVS 6.1.2)."""

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
FEWEST = 5  # characters that differ; three words have more
LEAST = 8  # letters that are left when these words are taken out


class OwnWordsValidator:
    """A rule for passwords: enough is left without the words of the council, of this service and of the person’s own name."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a password that is little more than these words, has digits alone or repeats few characters. Raises ValidationError."""
        if password.isdigit():
            said = _("You cannot use this password: it has only digits. Use three random words.")
            raise ValidationError(said, code="password_of_digits")
        if len(set(password.casefold())) < FEWEST:
            said = _(
                "You cannot use this password: it repeats the same few characters. Use three random words."
            )
            raise ValidationError(said, code="password_of_few_characters")
        authority = the_authority()
        name = re.findall(rf"[^\W\d_]{{{SHORTEST},}}", authority.name.casefold() if authority else "")
        own = {
            word: re.escape(word)
            for word in re.findall(r"[^\W\d_]{3,}", user.name.casefold() if user else "")
        }
        patterns = {word: _pattern(word) for word in (*WORDS, *name)} | own
        words = "|".join(patterns[word] for word in sorted(patterns, key=len, reverse=True))
        left, found = re.subn(words, "", password.casefold())
        if found and sum(map(str.isalpha, left)) < LEAST:
            said = _(
                "You cannot use this password: it is little more than the words that people guess first, such as your name, the name "
                "of the council or a season. Use three random words."
            )
            raise ValidationError(said, code="password_of_own_words")

    def get_help_text(self) -> str:
        """Say it beside the box."""
        return _(
            "Your password cannot consist only of digits, of a few repeated characters, or of words such as your name, the council’s name, “Watchbook” or a season."
        )


def _pattern(word: str) -> str:
    return word if len(word) > SHORTEST else rf"(?<![^\W\d_]){word}(?![^\W\d_])"
