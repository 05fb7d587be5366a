import pytest

from tests.each import each
from tests.foi.cases import cases, six_word_runs, six_word_runs_of_the_cases
from watchbook.reading.split.questions import Question, split
from watchbook.reading.topics.scope import is_in_scope, speaks_of_watching

ABOUT_WATCHING = {
    "counts": "Since 2021:\n1. How many authorisations of directed surveillance did you grant?\n2. How many were refused?\n",
    "one of four": "1. How many visits were made?\n2. How many complaints came in?\n3. How long did they take?\n4. How often was covert surveillance authorised?\n",
    "named before": "I am asking about your use of drones.\n1. How many do you own?\n2. What did they cost?\n3. Who flies them?\n",
    "half of them": "1. Do wardens wear body cameras?\n2. Who supplies the body cameras?\n3. What did they cost?\n4. Where is the footage kept?\n",
    "in its parts' stem": "1. Do you look at residents' social media?\n(a) How often?\n(b) Who approves it?\n",
    "without numbers": "How many people has the council spied on with hidden cameras since 2019?\n",
    "technology": "1. Has live facial recognition been used in the town centre?\n2. Who paid for it?\n",
    "staff": "1. Is there any monitoring of employees' emails?\n2. Do you use monitoring software on staff laptops?\n",
    "software": "Investigative software is what I write about.\n1. Which teams have it?\n2. What was spent?\n",
    "the first of four": "1. Do you keep covert profiles online?\n2. How many, and where?\n3. Who approves their making?\n4. What is kept on their use?\n",
    "a third of them": "1. How many?\n2. Which drone was flown?\n3. Who flew it?\n",
    "agents": "1. How many juvenile CHIS were run?\n2. What is the mileage rate?\n3. Which vans are leased?\n",
    "no question at all": "Surveillance by the council\n\nThank you.",
}
ABOUT_ELSE = {
    "in passing": "1. How many reports of graffiti were there?\n2. What did cleaning cost?\n3. May a resident put up a covert camera?\n4. What is your strategy?\n",
    "potholes": "1. How many potholes were reported?\n2. How many were repaired?\n3. What was paid in claims?\n",
    "records of requests": "1. Which software logs your FOI requests?\n2. Is there case management for them?\n",
    "advertising": "1. What was spent on social media advertising last year?\n2. Which agency was paid?\n",
    "health": "1. How many staff have health surveillance under your occupational health scheme?\n2. What does it cost?\n",
    "a page's buttons": "Share on Facebook\nShare on Twitter\n1. How many libraries were closed?\n2. How many staff left?\n",
    "drains": "1. How many CCTV drainage inspections were carried out?\n2. What did they cost?\n",
    "followers": "How many followers has the council's Facebook page?\n",
    "own pages": "1. How many posts were put on the council's Facebook page?\n2. Who runs the council's Twitter account?\n",
    "diseases": "1. What surveillance of infectious disease is there?\n2. How many cases were found?\n",
    "telling parents": "1. Did you tell parents through social media that the pool was shut?\n2. When was it shut?\n",
    "a district": "1. How many bins stand in Chiswick?\n2. Who empties them?\n",
    "one among other subjects": "1. Which drone was flown?\n2. How many library books were lent?\n3. What is the mileage rate of vans?\n",
    "nothing": "",
}


def in_scope(text):
    return is_in_scope(text, questions=split(text).questions)


@each("name", ABOUT_WATCHING)
def test_a_request_about_watching_people_is_in_scope(name):
    assert in_scope(ABOUT_WATCHING[name])


@each("name", ABOUT_ELSE)
def test_a_request_about_something_else_is_not(name):
    assert not in_scope(ABOUT_ELSE[name])


def test_a_part_does_not_count_beside_whole_questions_and_parts_alone_count_for_themselves():
    parts = [Question(number="1.a", marker="", text="Which drones?", start=0, end=13)]
    assert is_in_scope("Which drones?", questions=parts)
    whole = [Question(number=n, marker="", text="How many bins?", start=0, end=0) for n in ("1", "2", "3")]
    assert not is_in_scope("", questions=[*whole, *parts])


@pytest.mark.parametrize(
    "text", ["Drones", "ANY CCTV?", "the council's Facebook", "body\nworn video", "RIP(S)A"]
)
def test_a_word_of_watching_is_known_whatever_its_case_and_breaks(text):
    assert speaks_of_watching(text)


@pytest.mark.parametrize("text", ["", "hydrones", "your policy on hedges", "follow us on Twitter.com"])
def test_other_words_are_not(text):
    assert not speaks_of_watching(text)


def test_the_real_requests_are_told_apart():
    found = {name: in_scope(case["request_text"]) for name, case in cases().items()}
    assert found == {name: case["on_topic"] for name, case in cases().items()}


def test_no_request_of_ours_shares_six_words_with_a_real_one():
    real = six_word_runs_of_the_cases()
    ours = [*ABOUT_WATCHING.values(), *ABOUT_ELSE.values()]
    assert [text for text in ours if six_word_runs(text) & real] == []
