"""Comparing two captures of one page: which are offered, what is shown, and what custody of both tells."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.evidence.captured import ADDRESS, AT, a_capture, a_marked_exhibit, as_shown, png
from tests.evidence.views.test_seeing import HOST, frame_of
from tests.looks import given as looks
from tests.pages import browser, signed_in, words
from watchbook.evidence.models import CustodyEntry
from watchbook.evidence.states import CaptureState
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable


def path(name, *args):
    return reverse(f"evidence:{name}", args=args)


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


def test_only_held_captures_of_the_same_page_and_investigation_are_offered(
    people, ines, django_assert_num_queries
):
    subject = looks.a_subject(people)
    here = looks.opened(people, subject)
    again = looks.opened(people, subject, at=looks.AT + timedelta(minutes=30))
    row = a_capture(people, look=here)
    later = a_capture(people, look=again, at=AT + timedelta(days=1), address=f"{ADDRESS}/")
    others = [
        a_capture(people, look=again, address="https://board.example/other"),
        a_capture(people, look=again, state=CaptureState.FAILED),
        a_capture(people, look=looks.opened(people)),
    ]
    with django_assert_num_queries(5):
        page = ines.get(path("compare_choose", row.reference))
    assert later.reference in words(page)
    assert not [one for one in others if one.reference in words(page)]
    assert path("compare", row.reference, later.reference) in page.text
    assert (
        path("compare", row.reference, later.reference)
        in ines.get(path("compare_choose", later.reference)).text
    )
    assert "no other capture of this page" in words(ines.get(path("compare_choose", others[2].reference)))
    assert not CustodyEntry.objects.exists()


def test_what_changed_is_shown_in_a_frame_and_told_in_the_custody_of_both(people, ines):
    first = a_capture(people)
    look = first.look
    second = a_capture(
        people, look=look, text="Trainers for sale\nFirst post Ann\nThird post <b>", at=AT + timedelta(days=1)
    )
    page = ines.get(path("compare", first.reference, second.reference))
    assert "handling number 1 of the first capture, and as handling number 1 of the second" in words(page)
    entries = CustodyEntry.objects.order_by("capture__reference")
    assert [(one.capture, one.handling, one.part) for one in entries] == [
        (first, "compared", "comparison"), (second, "compared", "comparison")
    ]  # fmt: skip
    shown = browser().get(frame_of(page), headers=HOST)
    assert "First Second post Second Third post <b>" in words(shown)
    assert "Added: 0. Removed: 0. Changed: 1." in words(shown)
    assert "<b>" not in shown.text.split("<main>")[1]
    assert shown.text.count(f'<img src="{as_shown(png())}"') == 2


def test_the_same_twice_says_so_and_one_alone_is_not_compared(people, ines):
    first = a_capture(people)
    second = a_capture(people, look=first.look)
    frame = browser().get(
        frame_of(ines.get(path("compare", first.reference, second.reference))), headers=HOST
    )
    assert "are the same in both" in words(frame)
    assert ines.get(path("compare", first.reference, first.reference)).status_code == 409
    assert CustodyEntry.objects.count() == 2


def test_one_that_carries_a_warning_blurs_both(people, ines):
    first = a_capture(people)
    second = a_capture(people, look=first.look)
    a_marked_exhibit(people, second, sensitivity="child")
    address = path("compare", first.reference, second.reference)
    assert 'class="blurred"' in browser().get(frame_of(ines.get(address)), headers=HOST).text
    shown = ines.get(f"{address}?clearly")
    assert 'class="blurred"' not in browser().get(frame_of(shown), headers=HOST).text
    assert "The picture has a warning: a child can be recognised." in words(shown)


def test_whoever_may_not_read_one_of_them_compares_neither(people, ines):
    mine, theirs = a_capture(people), a_capture(people, look=looks.somebody_elses(people).look)
    for pair in ((mine, theirs), (theirs, mine)):
        assert ines.get(path("compare", *(one.reference for one in pair))).status_code == 403
    assert ines.get(path("compare", mine.reference, "CAP-9999")).status_code == 403
    assert not CustodyEntry.objects.exists()


def test_without_a_replay_origin_nothing_is_compared(people, ines, settings):
    settings.REPLAY_ORIGIN = ""
    first = a_capture(people)
    second = a_capture(people, look=first.look)
    assert "WATCHBOOK_REPLAY_ORIGIN" in words(ines.get(path("compare", first.reference, second.reference)))
    assert not CustodyEntry.objects.exists()


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (ReadingFault.COSTLY, "the comparison takes more than half a minute"),
        (ReadingFault.BUSY, "again in a minute"),
    ],
)
def test_a_comparison_that_takes_too_long_says_so(people, ines, monkeypatch, why, said):
    first = a_capture(people)
    second = a_capture(people, look=first.look)
    address = frame_of(ines.get(path("compare", first.reference, second.reference)))

    def unreadable(*_args, **_limits):
        raise Unreadable(why)

    monkeypatch.setattr(child, "ask", unreadable)
    frame = browser().get(address, headers=HOST)
    assert frame.status_code == 503
    assert said in words(frame)
