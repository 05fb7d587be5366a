"""The page of a look shows the pages opened in it 25 at a time, and keeps what is typed when one is added."""

from tests.looks import given
from tests.looks.filled import boxes
from tests.looks.given import AT
from tests.pages import signed_in, words
from watchbook.keys import envelope
from watchbook.looks import look, page_view
from watchbook.looks.models import Look

SINCE = ("kept", "searched", "sudden", "not_the_same")  # words that looks of before have not


def test_opened_pages_are_read_25_at_a_time_the_newest_first(people):
    row = given.opened(people)  # at our own page
    for number in range(1, 28):
        page_view.add(row, f"{given.OUR_PAGE}/photos/{number}", by=people.ines, at=AT)
    ines, address = signed_in(people.ines), f"/looks/{row.reference}/"
    first, second = words(ines.get(address)), words(ines.get(f"{address}?pages-page=2"))
    shown = [[number for number in range(1, 28) if f"/photos/{number} " in page] for page in (first, second)]
    assert shown == [list(range(3, 28)), [1, 2]]
    assert "28 pages, the newest first: 28. " in first
    assert f"3. {given.OUR_PAGE}/photos/2 2. {given.OUR_PAGE}/photos/1 1. {given.OUR_PAGE} " in second


def test_what_is_typed_to_close_a_look_stays_when_a_page_is_added_or_something_is_kept(people):
    row = given.opened(people)
    ines, address = signed_in(people.ines), f"/looks/{row.reference}/"
    for act, typed in (("page-views/", "A stall"), ("keep/", "A stall with bags")):
        page = ines.get(address)
        assert f'formaction="{address}{act}"' in page.text
        sent = boxes(page) | {"address": f"{given.OUR_PAGE}/photos/1", "seen": typed, "result": "something"}
        answered = ines.post(f"{address}{act}", sent)
        if act == "keep/":  # asks first what was kept
            answered = ines.post(f"{address}{act}", {"kept": "A screenshot, in the case file"})
        assert answered.url == address
        told = boxes(ines.get(address))
        assert (told["seen"], told["result"], told["collateral"]) == (typed, "something", "0")
    ines.post(address, told)
    assert row.reference in words(ines.get(address))
    assert not [name for name, _held in ines.session.items() if name.startswith("draft.closing")]


def test_a_look_of_before_a_word_was_asked_opens_without_it(people):
    kept = look.mark_kept(given.opened(people), by=people.ines, at=AT)
    closed = look.close(given.opened(people, given.a_subject(people)), given.SEEN, by=people.ines, at=AT)
    for row in (kept, closed, given.imported(people)):
        said = envelope.opened(row)
        envelope.put(row, {name: said[name] for name in said if name not in SINCE})
        Look.objects.filter(pk=row.pk).update(envelope=row.envelope)
        assert signed_in(people.marian).get(f"/looks/{row.reference}/").status_code == 200
