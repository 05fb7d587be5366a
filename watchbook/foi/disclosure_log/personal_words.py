"""Names for the words that name or reach somebody, and the marks that stand in their place in what is published."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from watchbook.reading.personal_words import NOBODY, Asker, Sort, marked

SORTS_IN_WORDS: dict[Sort, Promise] = {
    Sort.NAME: gettext_lazy("the requester's name"),
    Sort.ADDRESS: gettext_lazy("the requester's address"),
    Sort.EMAIL: gettext_lazy("an email address"),
    Sort.TELEPHONE: gettext_lazy("a telephone number"),
    Sort.POSTCODE: gettext_lazy("a postcode"),
}
IN_THEIR_PLACE: dict[Sort, Promise] = {
    Sort.NAME: gettext_lazy("[name taken out]"),
    Sort.ADDRESS: gettext_lazy("[address taken out]"),
    Sort.EMAIL: gettext_lazy("[email address taken out]"),
    Sort.TELEPHONE: gettext_lazy("[telephone number taken out]"),
    Sort.POSTCODE: gettext_lazy("[postcode taken out]"),
}


def without_personal_words(text: str, *, asker: Asker = NOBODY) -> str:
    """The text, as it reads, with a mark in place of each stretch."""
    return marked(text, marks={sort: str(mark) for sort, mark in IN_THEIR_PLACE.items()}, asker=asker)
