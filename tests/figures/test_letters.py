"""What the register of letters says to questions 1 and 1.a of FOI 9477, in every state that register can be in."""

from datetime import UTC, date, datetime
from hashlib import sha256
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures.findings import Inquiry, RegisterSearch, Status
from watchbook.figures.letters import LETTERS, letter_received, letter_reply
from watchbook.figures.named import QUERIES
from watchbook.figures.sentences import in_words
from watchbook.governance.letters import letter_received as acts
from watchbook.reading.topics.matching import catalogue
from watchbook.web.wording import joined

RECEIVED = date(2019, 10, 7)
IN_2016 = "In 2016 Lord Judge wrote to every council about social media. Did that letter reach you?"
NO_YEAR = "Did the Chief Surveillance Commissioner's letter about social media reach you?"
TERMS = "sender: Office of Surveillance Commissioners; concerns social media: yes; any year"
MAY, JUNE, JULY = (datetime(2019, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7))


def received(text=IN_2016, *, on=RECEIVED, as_at=None):
    """What question 1 is answered."""
    return letter_received(Inquiry(text=text, on=on, as_at=as_at))


def reply(*, on=RECEIVED, as_at=None):
    """What question 1.a is answered."""
    return letter_reply(Inquiry(text="A copy of your reply.", on=on, as_at=as_at))


def looked_through(query, *, found):
    return (RegisterSearch(register=LETTERS, query=f"{query}/1", terms=TERMS, found=found),)


# The letter itself


def test_the_letter_of_20_march_2017_was_received_and_the_years_error_is_put_right(people):
    letter = given.a_letter_without_reply(people)
    finding = received()
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "Yes. The Surveillance Commissioners’ letter about social media is dated 20 March 2017; we received it on 22 March "
        "2017. A copy is supplied. Your request gives the year 2016. We have no such letter from 2016, only from 2017."
    )
    assert finding.value == {
        "received": True,
        "letters": [{"dated_on": "2017-03-20", "received_on": "2017-03-22", "copy_on_file": True}],
        "corrects_year_asked": 2016,
    }
    (evidence,) = finding.evidence
    assert (evidence.register, evidence.reference) == (LETTERS, "L-0001")
    assert evidence.what == "letter dated 20 March 2017, received 22 March 2017"
    assert evidence.sha256 == sha256(given.LETTER.data).hexdigest()
    assert evidence.recorded_at == letter.recorded_at
    assert finding.searched == looked_through("surveillance_commissioner_letter", found=1)


@pytest.mark.parametrize("dated_on", [date(2015, 1, 5), date(2017, 4, 10), date(2018, 12, 31)])
def test_a_letter_of_another_date_is_answered_with_that_date(people, dated_on):
    given.a_letter(people, dated_on=dated_on, received_on=dated_on)
    finding = received()
    assert f"dated {in_words(dated_on)}" in finding.answer
    assert finding.value["letters"][0]["dated_on"] == dated_on.isoformat()
    assert finding.value["corrects_year_asked"] == 2016


def test_a_letter_of_2016_needs_no_correction(people):
    given.a_letter(people, dated_on=date(2016, 11, 2), received_on=date(2016, 11, 4))
    finding = received()
    assert finding.value["corrects_year_asked"] is None
    assert "Your request gives the year" not in finding.answer
    assert "dated 2 November 2016" in finding.answer


def test_the_year_is_not_put_right_where_one_of_two_letters_bears_it(people):
    given.a_letter(people, dated_on=date(2016, 11, 2), received_on=date(2016, 11, 4))
    given.a_letter(people)
    finding = received()
    assert "Your request gives the year" not in finding.answer
    assert [letter["dated_on"] for letter in finding.value["letters"]] == ["2016-11-02", "2017-03-20"]
    assert len(finding.evidence) == 2


def test_two_letters_of_other_years_are_both_named_in_the_correction(people):
    given.a_letter(people)
    given.a_letter(people, dated_on=date(2015, 6, 1), received_on=date(2015, 6, 2))
    assert "We have no such letter from 2016, only from 2015 and 2017" in received().answer


def test_a_question_that_names_no_year_is_not_put_right(people):
    given.a_letter(people)
    finding = received(NO_YEAR)
    assert finding.value["corrects_year_asked"] is None
    assert "Your request gives the year" not in finding.answer


def test_a_letter_without_a_copy_was_received_all_the_same(people):
    given.a_letter(people, file=None)
    finding = received()
    assert finding.status is Status.HELD_SUPPLIED
    assert "The register has no copy of the letter." in finding.answer
    assert "A copy is supplied." not in finding.answer
    assert finding.value["letters"][0]["copy_on_file"] is False
    assert finding.evidence[0].sha256 == ""


# What became of it


def test_a_signed_word_that_none_was_asked_for_and_none_sent_is_not_held(people):
    given.a_letter_without_reply(people)
    finding = reply()
    assert finding.status is Status.NOT_HELD
    assert (
        finding.answer
        == "We hold no reply: the letter of 20 March 2017 did not ask for a reply, and we sent none."
    )
    assert finding.value == [{"outcome": "no_reply", "sent_on": None}]
    letter, signed = finding.evidence
    assert letter.sha256 == sha256(given.LETTER.data).hexdigest()
    assert (
        signed.what
        == "“no reply asked for, none sent”, signed by the senior responsible officer on 2 March 2026"
    )
    assert signed.sha256 == ""
    assert finding.searched == looked_through("surveillance_commissioner_letter_reply", found=1)


def test_a_reply_on_file_is_supplied(people):
    given.a_letter_with_reply(people)
    finding = reply()
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "We replied to the letter of 20 March 2017 on 3 April 2017. A copy of the reply is supplied."
    )
    assert finding.value == [{"outcome": "replied", "sent_on": "2017-04-03"}]
    assert [evidence.what for evidence in finding.evidence][1] == "reply sent 3 April 2017"
    assert finding.evidence[1].sha256 == sha256(given.REPLY.data).hexdigest()


def test_a_reply_without_its_copy_is_to_be_searched(people):
    given.a_letter_with_reply(people, file=None)
    finding = reply()
    assert finding.status is Status.TO_BE_SEARCHED
    assert "of 20 March 2017" in finding.answer
    assert finding.searched[0].found == 1
    assert received().status is Status.HELD_SUPPLIED


def test_a_letter_of_which_nobody_said_what_became_of_it_is_to_be_searched(people):
    given.a_letter(people)
    assert reply().status is Status.TO_BE_SEARCHED


def test_a_reply_sent_after_the_request_came_was_not_held_then(people):
    given.a_letter_with_reply(people, sent_on=date(2019, 10, 8))
    assert reply(on=date(2019, 10, 7)).status is Status.TO_BE_SEARCHED
    assert reply(on=date(2019, 10, 8)).status is Status.HELD_SUPPLIED


def test_a_reply_found_later_takes_the_place_of_the_signed_word_that_there_was_none(people):
    letter = given.a_letter_without_reply(people)
    with recorded_as_if_at(datetime(2099, 1, 1, tzinfo=UTC)):
        acts.answer(letter, sent_on=date(2017, 4, 3), file=given.REPLY, by=people.simon, at=given.AT)
    finding = reply()
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.value == [{"outcome": "replied", "sent_on": "2017-04-03"}]


def test_of_two_letters_one_answered_and_one_not_is_partly(people):
    given.a_letter_with_reply(people)
    given.a_letter_without_reply(people, dated_on=date(2017, 5, 2), received_on=date(2017, 5, 3))
    finding = reply()
    assert finding.status is Status.PARTLY
    assert "We replied to the letter of 20 March 2017 on 3 April 2017." in finding.answer
    assert "We hold no reply: the letter of 2 May 2017 did not ask for a reply," in finding.answer
    assert [answer["outcome"] for answer in finding.value] == ["replied", "no_reply"]
    assert len(finding.evidence) == 4


def test_of_two_letters_both_answered_both_replies_are_supplied(people):
    given.a_letter_with_reply(people)
    given.a_letter_with_reply(
        people, dated_on=date(2017, 5, 2), received_on=date(2017, 5, 3), sent_on=date(2017, 6, 1)
    )
    assert reply().status is Status.HELD_SUPPLIED
    assert len(reply().value) == 2


def test_one_letter_of_unknown_outcome_leaves_the_whole_to_be_searched_and_is_named(people):
    given.a_letter_with_reply(people)
    given.a_letter(people, dated_on=date(2017, 5, 2), received_on=date(2017, 5, 3))
    finding = reply()
    assert finding.status is Status.TO_BE_SEARCHED
    assert "of 2 May 2017" in finding.answer
    assert "20 March 2017" not in finding.answer


# What does not count


def assert_nothing_is_known(finding, query):
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.value, finding.evidence) == (None, ())
    assert finding.searched == looked_through(query, found=0)


def assert_neither_is_known(**when):
    assert_nothing_is_known(received(**when), "surveillance_commissioner_letter")
    assert_nothing_is_known(reply(**when), "surveillance_commissioner_letter_reply")


def test_an_empty_register_proves_nothing(people):
    assert_neither_is_known()
    assert "does not show that we received none" in received().answer


@pytest.mark.parametrize("sender", ["ipco", "ico", "home_office", "other"])
def test_a_letter_from_another_body_does_not_count(people, sender):
    given.a_letter_without_reply(people, sender=sender)
    assert_neither_is_known()


def test_a_letter_about_something_else_does_not_count(people):
    given.a_letter_without_reply(people, concerns_social_media=False)
    assert_neither_is_known()


def test_a_letter_received_after_the_request_does_not_count(people):
    given.a_letter_without_reply(people, dated_on=date(2019, 10, 1), received_on=date(2019, 10, 8))
    assert_neither_is_known(on=date(2019, 10, 7))
    assert received(on=date(2019, 10, 8)).status is Status.HELD_SUPPLIED


# As at a moment


def test_before_the_entry_was_recorded_it_is_to_be_searched_and_afterwards_held(people):
    with recorded_as_if_at(JUNE):
        given.a_letter_without_reply(people)
    assert_neither_is_known(as_at=MAY)
    assert received(as_at=JUNE).status is Status.HELD_SUPPLIED
    assert reply(as_at=JUNE).status is Status.NOT_HELD
    assert reply(as_at=JULY).status is Status.NOT_HELD


def test_between_the_letter_and_the_signature_only_the_letter_is_known(people):
    with recorded_as_if_at(MAY):
        letter = given.a_letter(people)
    with recorded_as_if_at(JULY):
        acts.confirm_no_reply(letter, by=people.simon, at=given.AT)
    assert received(as_at=JUNE).status is Status.HELD_SUPPLIED
    assert reply(as_at=JUNE).status is Status.TO_BE_SEARCHED
    assert reply(as_at=JULY).status is Status.NOT_HELD


def test_a_corrected_entry_is_told_as_it_stood_then_and_as_it_stands_now(people):
    with recorded_as_if_at(MAY):
        letter = given.a_letter(people, dated_on=date(2016, 3, 20), received_on=date(2016, 3, 22))
    with recorded_as_if_at(JULY):
        acts.correct(letter, given.particulars(), file=None, by=people.helen, at=given.AT)
    then, now = received(as_at=JUNE), received(as_at=JULY)
    assert "dated 20 March 2016" in then.answer
    assert then.value["corrects_year_asked"] is None
    assert "dated 20 March 2017" in now.answer
    assert now.value["corrects_year_asked"] == 2016
    assert received() == now
    assert then.evidence[0].recorded_at == MAY
    assert now.evidence[0].recorded_at == JULY
    assert then.evidence[0].sha256 == now.evidence[0].sha256


def test_an_entry_corrected_to_be_about_something_else_counts_no_more_and_did_then(people):
    with recorded_as_if_at(MAY):
        letter = given.a_letter(people)
    with recorded_as_if_at(JULY):
        other = given.particulars(concerns_social_media=False)
        acts.correct(letter, other, file=None, by=people.helen, at=given.AT)
    assert received(as_at=JUNE).status is Status.HELD_SUPPLIED
    assert_neither_is_known(as_at=JULY)
    assert_neither_is_known()


def test_a_signature_holds_for_the_corrected_entry_too(people):
    with recorded_as_if_at(MAY):
        letter = given.a_letter_without_reply(people, subject="A misspelt subjetc")
    with recorded_as_if_at(JULY):
        acts.correct(letter, given.particulars(), file=None, by=people.helen, at=given.AT)
    assert reply().status is Status.NOT_HELD
    assert reply(as_at=JUNE).status is Status.NOT_HELD


# Shape


def test_each_answer_takes_two_queries(people):
    given.a_letter_without_reply(people)
    for ask in (received, reply):
        with CaptureQueriesContext(connection) as told:
            ask()
        assert len(told) == 2


def test_every_query_answers_a_topic_of_the_catalogue_and_its_module_has_a_version():
    assert QUERIES.keys() <= {topic.id for topic in catalogue()}
    assert all(import_module(query.__module__).VERSION >= 1 for query in QUERIES.values())


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["1"], "1"), (["1", "2"], "1 and 2"), (["1", "2", "3"], "1, 2 and 3")],
)
def test_lists_in_words(words, said):
    assert joined(words) == said


def test_a_question_about_another_body_is_not_answered_with_the_commissioners_letter(people):
    given.a_letter_without_reply(people)
    text = "Has the Investigatory Powers Commissioner’s Office ever written to you, and what did you answer?"
    asked = Inquiry(text=text, on=date(2019, 10, 7))
    for query in (letter_received, letter_reply):
        found = query(asked)
        assert found.status is Status.TO_BE_SEARCHED
        assert "names a body other than" in found.answer
