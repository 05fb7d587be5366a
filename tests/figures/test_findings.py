"""The findings' words: every status can be said, and what is not known is never said to be nothing."""

from django.utils import translation

from watchbook.figures.findings import RegisterSearch, Status, no_query, status_words, to_be_searched


def test_every_status_has_its_words_and_no_two_the_same():
    words = [status_words(status) for status in Status]
    assert all(words)
    assert len(set(words)) == len(Status)


def test_the_words_follow_the_reader_and_not_the_start_of_the_program():
    with translation.override("en-gb"):
        english = status_words(Status.NOT_HELD)
    assert english == "not held"
    with translation.override("cy"):
        assert isinstance(status_words(Status.NOT_HELD), str)


def test_what_no_query_answers_is_to_be_searched_and_claims_nothing():
    finding = no_query()
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.value, finding.period, finding.evidence, finding.searched) == (None, None, (), ())


def test_what_was_looked_through_in_vain_is_told():
    looked = RegisterSearch(register="letters", query="q/1", terms="any", found=0)
    assert to_be_searched("Nothing there.", searched=(looked,)).searched == (looked,)
