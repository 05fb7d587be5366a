"""What is proposed for the public from a letter, what may not stand in it, and what goes out of the figures with a word."""

from dataclasses import replace
from datetime import date

import pytest

from tests.each import each
from tests.foi.sent import ADDRESS, NAME, SEARCHED, an_answer
from watchbook.foi.disclosure_log.text import (
    from_letter,
    leftovers,
    leftovers_of_reason,
    proposed,
    reworded,
    small_figures,
)
from watchbook.foi.frozen_answers import PublicAnswer, as_data
from watchbook.foi.small_parts import small_parts, without_small_parts
from watchbook.reading.personal_words import NOBODY, Asker

IMOGEN = Asker(NAME, ADDRESS)
BY_HAND = {"register": "the mailbox", "query": "SC-0001", "terms": f"mail of {NAME}", "found": 1}


def public(*answers, searched_on=None):
    return from_letter(as_data(answers or (an_answer(),)), searched_on=searched_on or {})


def answered(answer, value, now):
    (base,) = public(an_answer(answer=answer, value=value))
    return reworded(base, question=base.question, answer=now, searched=[("a", "b")])


def test_evidence_marker_certificate_and_digest_stay_behind():
    (one,) = as_data(public())
    assert one.keys() == {"number", "question", "topic", "status", "answer", "value", "period", "searched"}
    assert one["searched"] == ({**SEARCHED, "searched_on": None},)


def test_a_search_by_hand_has_its_day_and_loses_its_reference():
    letter = an_answer(searched=(BY_HAND,), certificate="SC-0001")
    (known,) = public(letter, searched_on={"SC-0001": date(2026, 3, 9)})
    (unknown,) = public(letter)
    assert (known.searched[0]["query"], known.searched[0]["searched_on"]) == (None, "2026-03-09")
    assert (unknown.searched[0]["query"], unknown.searched[0]["searched_on"]) == (None, None)


def test_of_a_search_by_hand_no_count_is_made_up():
    by_query = {**BY_HAND, "query": "internal_audit/1", "found": 3}
    (one,) = public(an_answer(searched=(BY_HAND, by_query), certificate="SC-0001"))
    assert [each["found"] for each in one.searched] == [None, 3]


def test_the_proposed_wording_speaks_to_the_public_of_the_request():
    said = (
        "This answer shows the register as it was on 2 March 2026, the day on which we received your request."
    )
    (one,) = proposed(public(an_answer(question="Is it in your request form?", answer=said)), asker=IMOGEN)
    assert one.answer.endswith("the day on which we received the request.")
    assert one.question == "Is it in your request form?"


def test_the_proposed_wording_names_nobody_it_can_know_of():
    letter = an_answer(
        question=f"I am {NAME}. How many?",
        answer="Write to x@example.org.",
        searched=(BY_HAND,),
        certificate="SC-0001",
    )
    (one,) = proposed(public(letter), asker=IMOGEN)
    assert one.question == "I am [name removed]. How many?"
    assert one.answer == "Write to [email address removed]."
    assert one.searched[0]["terms"] == "mail of [name removed]"
    assert leftovers("Audits", [one], asker=IMOGEN) == []


@each(
    ("answer", "value", "now", "left"),
    [
        ("There were 7.", 7, "There were 7.", 7),
        ("There were 7.", 7, "There were some.", None),
        ("There were seven.", 7, "There were some.", None),
        ("There were 1,204.", 1204, "Many.", None),
        ("Many.", 1204, "A great many.", 1204),
        ("There were 17.", 7, "Some.", 7),
        ("7 and 3.", {"a": 7, "b": 3}, "7 and fewer than five.", {"a": 7}),
        ("7 and 3.", [7, 3], "3", [3]),
        ("Yes.", True, "No word.", True),
        ("Ada Lovell.", ["Ada Lovell"], "A manager.", []),
        ("Ada Lovell.", "Ada Lovell", "A manager.", None),
        ("Ada Lovell.", {"name": "Ada Lovell"}, "Ada Lovell did.", {"name": "Ada Lovell"}),
        ("On 20 March 2017.", "2017-03-20", "On 20 March 2017.", "2017-03-20"),
        ("On 20 March 2017.", "2017-03-20", "In spring.", None),
        ("A letter.", "2017-03-20", "One letter.", "2017-03-20"),
        ("None.", {"outcome": "no_reply", "follows": ["4.a"]}, "None.", {"outcome": "no_reply", "follows": ["4.a"]}),
        ("It is no_reply.", "no_reply", "It is not.", None),
        ("One.", {"rate": 0.5, "more": None}, "One.", {"rate": 0.5, "more": None}),
        ("0.5", 0.5, "Half.", None),
        ("Fewer than 5.", 2, "Fewer than 5.", None),
        ("Since 2 May: not shown.", 2, "Since 2 May: not shown.", None),
        ("2 looks; less than 5 more.", {"a": 2, "b": 3, "c": 7}, "2 looks; less than 5 more.", {"a": 2}),
    ],
)  # fmt: skip
def test_what_goes_out_of_the_sentence_goes_out_of_the_figures(answer, value, now, left):
    assert answered(answer, value, now).value == left


def test_a_count_that_the_sentence_told_and_tells_no_more_goes_out_of_how_we_know():
    assert answered("There were 3.", None, "Fewer than five.").searched[0]["found"] is None
    assert answered("There were 3.", None, "Still 3.").searched[0]["found"] == 3
    assert answered("There were some.", None, "A few.").searched[0]["found"] == 3
    assert answered("Fewer than five.", None, "Fewer than five.").searched[0]["found"] is None


def test_a_count_that_is_out_stays_out():
    once = answered("There were 3.", 3, "Fewer than five.")
    again = reworded(once, question="q", answer="Fewer than 5.", searched=[("a", "b")])
    assert (again.value, again.searched[0]["found"]) == (None, None)


def boxes(title="Audits", asker=IMOGEN, **changes):
    (base,) = public()
    return [(one.box, str(one.sort)) for one in leftovers(title, [replace(base, **changes)], asker=asker)]


def test_what_is_left_of_a_person_is_said_with_its_box():
    assert boxes() == []
    assert boxes(title=f"What {NAME} asked") == [("title", "name")]
    assert boxes(question="Mail a@example.org or b@example.org") == [("question", "email")]
    assert boxes(answer="Call 01632 960123") == [("answer", "telephone")]
    assert boxes(searched=({**SEARCHED, "terms": "4 Larch Lane"},)) == [("searched", "address")]
    assert boxes(value={"who": [NAME], "n": 1}) == [("value", "name")]
    assert boxes(value={"01632 960123": 1}) == [("value", "telephone")]
    assert boxes(answer="So Imo\u200bgen Vale says") == [("answer", "name")]


def test_a_postcode_is_no_reason_to_refuse():
    assert boxes(answer="At the library, SW1A 1AA") == []


def test_nobody_knows_the_requester_any_more_but_addresses_are_refused_still():
    assert boxes(asker=Asker(), answer=f"{NAME}, a@example.org") == [("answer", "email")]


@pytest.mark.parametrize(
    ("box", "changes", "sentence"),
    [
        ("title", {}, "The title still contains the requester’s name. Remove it."),
        ("answer", {"answer": f"So {NAME} says"}, "The answer to question 1 still contains the requester’s name. Remove it."),
        ("question", {"question": f"So {NAME} asks"}, "Question 1 still contains the requester’s name. Remove it."),
    ],
)  # fmt: skip
def test_the_sentence_says_where_and_repeats_no_name(box, changes, sentence):
    (base,) = public()
    title = NAME if box == "title" else "Audits"
    (one,) = leftovers(title, [replace(base, **changes)], asker=IMOGEN)
    assert one.sentence == sentence


def test_the_reason_of_a_withdrawal_names_nobody_either():
    (one,) = leftovers_of_reason(f"{NAME} asked", asker=IMOGEN)
    assert one.sentence == "The reason still contains the requester’s name. Remove it."
    assert leftovers_of_reason("A mistake") == []


@each(
    ("answer", "small"),
    [
        ("There were 3.", ["3"]), ("1 officer", ["1 officer"]), ("4", ["4"]), ("£3", []), ("There were 13.", []),
        ("3.5 days", []), ("3 March 2020", []), ("Clause 3 says", []), ("version 2", []), ("2/3", []),
        ("There were 5.", []), ("1,204", []), ("G4S", []), ("We keep it for 3 years.", []), ("within 1 month", []),
        ("2 working days", []), ("UK GDPR art 5(1)(e)", []), ("section 40(3A)(2)", []), ("Article 3", []),
        ("(2 looks) and 1 court; 2 looks", ["2 looks", "1 court"]), ("3 yearlings", ["3 yearlings"]),
    ],
)  # fmt: skip
def test_a_small_figure_is_pointed_out(answer, small):
    one = PublicAnswer(number="2.a", question="", topic=None, status="EXPLANATION", answer=answer)
    assert small_figures([one]) == ({"2.a": small} if small else {})


def test_small_parts_are_hidden_before_they_are_published_in_the_sentence_and_in_the_figures():
    told = "Looks on record:\nTrading Standards: 12\nHousing: 7\nLicensing: 1\nParks: 0\nFrom 1 April 2025."
    rows = [
        {"service": name, "count": n}
        for name, n in (("Trading Standards", 12), ("Housing", 7), ("Licensing", 1), ("Parks", 0))
    ]
    (one,) = proposed(public(an_answer(answer=told, value=rows)), asker=NOBODY)
    assert one.answer == (
        "Looks on record:\nTrading Standards: 12\nHousing: not shown\nLicensing: not shown\nParks: not shown\nFrom 1 April 2025.\n"
        "We do not show a number from 1 to 4 in a breakdown, or another number that would let you work it out, because somebody could be recognised."
    )
    assert [row["count"] for row in one.value if "count" in row] == [12]
    assert small_figures([one]) == {}, "our own words on the rule count nobody"
    assert small_parts(one.answer) == []
    assert small_parts(told) == ["Housing: 7", "Licensing: 1", "Parks: 0"]
    assert small_parts("2024: 3\n2025: 1\nThere were 2.") == [], "the total of a year is no part"


def test_what_an_officers_own_words_hide_is_not_in_the_data_beside_them():
    rows = [{"service": "Trading Standards", "count": 12}, {"service": "Housing", "count": 2}]
    own = "Looks on record:\nTrading Standards: 12\nHousing: fewer than 5"
    (one,) = proposed(public(an_answer(answer=own, value={"total": 14, "by_service": rows})), asker=NOBODY)
    assert one.value == {"by_service": [rows[0], {"service": "Housing"}]}


def test_a_part_with_the_name_of_one_in_another_list_is_hidden_in_the_figures_too():
    told = "First:\nTrading Standards: 30\nHousing: 12\nLicensing: 1\nThen:\nTrading Standards: 40\nHousing: 20\nLicensing: 15"
    counts = [30, 12, 1, 40, 20, 15]
    (one,) = proposed(
        public(an_answer(answer=told, value=[{"count": count} for count in counts])), asker=NOBODY
    )
    assert [row["count"] for row in one.value if row] == [30, 40, 20, 15]


def test_a_part_whose_name_has_a_colon_is_a_part_and_several_sentences_are_none():
    told = "Licensing: taxis: 1\nHousing: 7\nParks: 12"
    assert small_parts(told) == ["Licensing: taxis: 1", "Housing: 7"]
    assert "Licensing: taxis: not shown" in without_small_parts(told)
    assert small_parts("Reviews: 2. Renewals: 1.\nTheft: 2; fraud: 1.") == []


def test_a_small_month_is_a_part_and_the_total_of_its_quarter_tells_it_to_nobody():
    told = "By month:\n01/2026: 1\n02/2026: 50\n03/2026: 60\n04/2026: 30\n05/2026: 70"
    assert small_parts(told) == ["01/2026: 1", "02/2026: 50", "04/2026: 30"]
