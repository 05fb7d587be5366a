"""What a page or letter asks for in Welsh that the catalogue does not have."""

from contextlib import contextmanager

from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import trans_real


class MissingSentences:
    """What Django asks for when the Welsh catalogue has no sentence; it gives the English one back."""

    def __init__(self):
        self.sentences = set()

    def gettext(self, sentence):
        self.sentences.add(sentence)
        return sentence

    def ngettext(self, one, many, number):
        self.sentences.add(one)
        return one if number == 1 else many

    def pgettext(self, _context, sentence):
        return self.gettext(sentence)

    def npgettext(self, _context, one, many, number):
        return self.ngettext(one, many, number)


@contextmanager
def noting_what_is_missing():
    """Note each sentence that is asked for in Welsh and has no translation, not those that forms ask for while they load."""
    _loaded = get_resolver().url_patterns
    with translation.override("cy"):
        welsh = trans_real.translation("cy")
    before, welsh._fallback = welsh._fallback, MissingSentences()
    try:
        yield welsh._fallback.sentences
    finally:
        welsh._fallback = before
