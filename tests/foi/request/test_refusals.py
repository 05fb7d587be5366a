"""Every refusal of a text or file has its three sentences."""

from tests.each import each
from watchbook.files import archive
from watchbook.foi.request.refusals import WORDS, words_of
from watchbook.reading.text.refusals import ArchiveFault, NotARequest, RequestFault

VALUES = {
    "length": 1, "limit": 2, "characters": 3, "why": "No such file", "number": 4, "pages": 5,
    "ending": ".docx", "size": 6, "parts": 7, "lines": 8, "times": 9, "name": "message.rpmsg",
}  # fmt: skip


@each("fault", [*RequestFault, *ArchiveFault])
def test_each_says_what_happened_why_and_what_next(fault):
    words = words_of(NotARequest(fault, **VALUES))
    assert all(words)
    assert "{" not in "".join(words)


def test_none_has_words_that_nothing_raises():
    assert WORDS.keys() == set(RequestFault)
    assert archive.WORDS.keys() == set(ArchiveFault)
