"""A long request costs no more than its length, is read once, and keeps no other page waiting; what is not read goes to a person."""

import pickle
import sys
import threading
from datetime import date
from io import BytesIO

import pytest

from tests import given
from tests.foi.pasted import in_the_box
from tests.pages import a_day, signed_in, words
from watchbook.figures.times import financial_years
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import Request
from watchbook.foi.request import request
from watchbook.foi.request.question_reach import IN_DOUBT, reach
from watchbook.organisation.queries import today
from watchbook.reading import apart, child, read_once, short_memory
from watchbook.reading.facets.breakdowns import breakdowns
from watchbook.reading.split.questions import split
from watchbook.reading.topics.request import _matched

ON = date(2026, 3, 2)
STATED = "Please limit the figures for period {n} of the records, all questions cover that since 20{n}.\n"
ASKED = "{n}. How many RIPA authorisations of sort {n}?\n"
MANY = "Dear Council,\n" + "".join(
    f"{n}. How many RIPA authorisations of sort {n}?\n" for n in range(1, read_once.MOST_QUESTIONS + 3)
)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """What another test had read counts for nothing here."""
    monkeypatch.setattr(read_once, "_kept", type(read_once._kept)())


def letter(count):
    """As many statements of a time as questions, all of which might be governed by each."""
    return "".join(one.format(n=n) for one in (STATED, ASKED) for n in range(10, 10 + count))


def calls(text):
    """How many calls the reading of a request's questions takes."""
    taken, questions = 0, split(text).questions

    def count(_frame, event, _argument):
        nonlocal taken
        taken += event in {"call", "c_call"}

    _matched.cache_clear()
    breakdowns.cache_clear()
    sys.setprofile(count)
    try:
        reach(text, questions=questions, received_on=ON)
    finally:
        sys.setprofile(None)
    return taken


def test_twice_as_many_times_and_questions_take_about_twice_the_calls():
    calls(letter(5))  # what is made once in a process
    assert calls(letter(80)) < 2.6 * calls(letter(40))  # a quadratic step would make it four times


def test_more_questions_than_are_read_cost_little_each():
    most = read_once.MOST_QUESTIONS
    once, twice = (calls("".join(ASKED.format(n=n) for n in range(1, top))) for top in (most, 2 * most))
    assert twice < 1.5 * once


def test_those_who_ask_at_once_wait_for_one_reading(monkeypatch):
    read, begun, go_on = [], threading.Event(), threading.Event()

    def reading(text):
        read.append(text)
        begun.set()
        assert go_on.wait(10)
        return text

    monkeypatch.setattr(read_once, "_first_cut", reading)
    people = [threading.Thread(target=read_once.first_cut, args=("1. Who?",)) for _ in range(4)]
    for one in people:
        one.start()
    assert begun.wait(10)
    go_on.set()
    for one in people:
        one.join()
    assert read == ["1. Who?"]


def test_a_reading_that_failed_is_not_kept(monkeypatch):
    def fails(_text):
        raise MemoryError

    with monkeypatch.context() as once:
        once.setattr(read_once, "_first_cut", fails)
        with pytest.raises(MemoryError):
            read_once.first_cut("1. Who?")
    assert [one.number for one in read_once.first_cut("1. Who?").cut.questions] == ["1"]


@pytest.mark.usefixtures("real_child")
def test_a_long_letter_is_read_by_a_child_as_here(monkeypatch):
    monkeypatch.setattr(apart, "LONG", 10)
    asked, real = [], child.ask
    monkeypatch.setattr(child, "ask", lambda *args, **kept: asked.append(args[0]) or real(*args, **kept))
    text = "Dear Council,\n1. How many RIPA authorisations in 2024?\n2. Of those, how many by year?\n"
    there = read_once.first_cut(text)
    facts = {"questions": there.cut.questions, "received_on": ON, "years": financial_years(ON)}
    read = read_once.read_questions(text, on_theme=False, **facts)
    assert asked == ["watchbook.reading.apart:told"] * 2
    assert there == read_once._first_cut(text)
    here = read_once._ReadingTask(text, there.cut.questions, ON, financial_years(ON), False, read.read)
    assert read == read_once._read_questions(here)


@pytest.fixture
def too_short(monkeypatch):
    """Long texts are read in a child that is given too little time to begin."""
    monkeypatch.setattr(apart, "LONG", 10)
    monkeypatch.setattr(apart, "LIMITS", child.ReadingLimits(wall=0.01))


def sent(text):
    return {"text": text, "regime": "foia", **a_day("received_on", today())}


@pytest.mark.usefixtures("real_child", "too_short")
def test_a_text_that_takes_more_than_its_limits_is_refused_and_nothing_of_it_is_lost(people, monkeypatch):
    here = []
    monkeypatch.setattr(read_once, "split", lambda text: here.append(text) or split(text))
    page = signed_in(people.bryn).post("/foi/requests/new/", sent(MANY))
    assert "We stopped reading this request" in words(page)
    assert "leave out parts such as long tables, or record the request in parts" in words(page)
    assert in_the_box(page).replace("\r\n", "\n") == MANY
    assert not Request.objects.exists()
    assert here == []  # in this process nobody reads it


@pytest.mark.parametrize(
    ("fault", "says"),
    [("costly", "We stopped reading"), ("broken", "Tell the operator"), ("busy", "Try again in a minute")],
)
def test_a_recorded_request_that_is_not_read_says_why_on_its_page_and_stays(people, monkeypatch, fault, says):
    row = request.receive("1. How often?", received_on=ON, regime="foia", by=people.bryn, at=given.AT)

    def gives_up(*_args, **_kept):
        raise child.Unreadable(child.ReadingFault(fault))

    short_memory.forget()
    monkeypatch.setattr(apart, "LONG", 0)
    monkeypatch.setattr(child, "ask", gives_up)
    page = signed_in(people.bryn).get(f"/foi/requests/{row.reference}/")
    assert page.status_code == 409
    assert says in words(page)
    assert "nothing is lost" in words(page)


def test_those_who_wait_for_a_reading_that_is_given_up_get_the_same_answer(monkeypatch):
    begun, go_on, read, told = threading.Event(), threading.Event(), [], []

    def gives_up(_text):
        read.append(1)
        begun.set()
        assert go_on.wait(10)
        raise child.Unreadable(child.ReadingFault.COSTLY)

    def ask():
        with pytest.raises(child.Unreadable) as failure:
            read_once.first_cut("1. Who?")
        told.append(failure.value.why)

    monkeypatch.setattr(read_once, "_first_cut", gives_up)
    first, *others = (threading.Thread(target=ask) for _ in range(3))
    first.start()
    assert begun.wait(10)
    (waited_for,) = read_once._kept.values()
    for one in others:
        one.start()
    while len(waited_for._condition._waiters) < len(others):  # both wait by now
        threading.Event().wait(0.01)
    go_on.set()
    for one in (first, *others):
        one.join()
    assert (read, told) == ([1], ["costly"] * 3)
    assert not read_once._kept


@pytest.mark.parametrize("thing", [print, pickle.loads, threading.Thread])
def test_nothing_that_could_run_comes_back_from_a_child(thing):
    with pytest.raises(pickle.UnpicklingError):
        apart.OfReadersAlone(BytesIO(pickle.dumps(thing))).load()


def test_a_question_that_nobody_read_may_be_about_anything_of_any_day():
    last = str(read_once.MOST_QUESTIONS + 2)
    found = reach(MANY, questions=split(MANY).questions, received_on=ON)
    assert found[last].likely == (IN_DOUBT,)
    assert (found[last].asks_from, found[last].asks_until) == (None, None)
    assert found["1"].likely != (IN_DOUBT,)


def test_a_question_that_nobody_read_is_read_once_an_officer_opens_it(people):
    row = request.receive(MANY, received_on=ON, regime="foia", by=people.bryn, at=given.AT)
    client, last = signed_in(people.bryn), read_once.MOST_QUESTIONS + 2
    page = client.get(f"/foi/requests/{row.reference}/")
    assert "Watchbook did not read this question" not in words(page)
    later = client.get(f"/foi/requests/{row.reference}/?page=2")
    assert words(later).count("Watchbook did not read this question") == 2
    (answer,) = draft_of(row, only=str(last)).answers
    assert answer.is_read
    assert answer.topics[0].suggestions
    assert "did not read" not in words(client.get(f"/foi/requests/{row.reference}/questions/{last}/"))
