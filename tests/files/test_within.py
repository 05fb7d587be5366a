"""What a kept file holds besides what it shows, in words; that of one which cannot be looked into."""

from tests.reading.bombs import docx
from watchbook.files.within import WORDS, held_in
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable
from watchbook.reading.held import WithinKind


def test_each_thing_has_its_line():
    assert set(WORDS) == set(WithinKind)
    letter = docx("<w:p/>", more={"word/embeddings/setup.exe": b"MZ", "word/embeddings/a.csv": b"a"})
    assert held_in(letter, name="letter.docx") == ["A program: setup.exe", "Another file: a.csv"]
    assert held_in(docx("<w:p/>"), name="letter.docx") == []


def test_one_that_cannot_be_looked_into_says_so(monkeypatch):
    def costly(*_):
        raise Unreadable(ReadingFault.COSTLY)

    monkeypatch.setattr(child, "ask", costly)
    (said,) = held_in(b"%PDF-1.7", name="letter.pdf")
    assert said.startswith("We could not check the file")
