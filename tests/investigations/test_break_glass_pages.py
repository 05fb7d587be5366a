"""Pages of broken glass: from a refusal to the investigation, the banner, who is told, and hostile input."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.investigations.glass import REASON, another_sro, broken
from tests.pages import signed_in, words
from watchbook.investigations import break_glass
from watchbook.investigations.models import BreakGlass

ALL, OF = "/investigations/break-glass/", "/investigations/INV-0001/"
TYPED = {"reason": REASON, "sure": "on"}


@pytest.fixture
def whole(people):
    return given.an_investigation(people)


@pytest.fixture
def simon(people):
    return signed_in(people.simon)


def one(row, tail=""):
    return f"{ALL}{row.id}/{tail}"


def test_from_the_refusal_to_the_investigation_and_back(people, whole, simon):
    given.a_subject(people, whole)
    refused = simon.get(OF)
    assert refused.status_code == 403
    assert "Use emergency access for 24 hours, with a reason" in words(refused)
    assert f'href="{OF}break-glass/"' in refused.text
    page = simon.get(f"{OF}break-glass/")
    assert "for 24 hours" in words(page)
    done = simon.post(f"{OF}break-glass/", TYPED, follow=True)
    row = BreakGlass.objects.get()
    assert "You have emergency access. We have told the lead officer" in words(done)
    above = [
        reverse(name, args=["INV-0001"]) for name in ("looks:of", "triage:assessments", "overt_plans:of")
    ]
    for tab in (
        *above,
        *(f"{OF}{one}" for one in ("", "subjects/", "notes/", "need-to-know/", "subjects/1/")),
    ):
        shown = simon.get(tab)
        assert "You have emergency access: you can read this investigation until" in words(shown), tab
        assert one(row) in shown.text
    assert "Add a subject" not in words(simon.get(f"{OF}subjects/"))
    assert simon.post(f"{OF}notes/", {"text": "x"}).status_code == 200
    assert simon.get(f"{OF}subjects/add/").status_code == 403
    assert "INV-0001" in words(simon.get(reverse("investigations:investigations")))
    assert "End emergency access" in words(simon.get(one(row)))
    assert "already" in words(simon.get(f"{OF}break-glass/"))
    closed = simon.post(one(row, "close/"), follow=True)
    assert "Your emergency access is over" in words(closed)
    assert "early" in words(closed)
    assert simon.get(OF).status_code == 403
    assert simon.post(one(row, "close/")).status_code == 409


def test_the_list_is_ordered_by_the_end_also_of_what_ended_early(people, whole, simon):
    early = broken(people, whole)
    break_glass.close(early, by=people.simon, at=timezone.now())
    late = broken(people, whole)
    text = simon.get(f"{ALL}?sort=until").text
    assert text.index(one(early)) < text.index(one(late))
    text = simon.get(f"{ALL}?sort=-until").text
    assert text.index(one(late)) < text.index(one(early))


def test_nobody_else_is_offered_it_and_no_banner_is_shown_to_them(people, whole):
    broken(people, whole)
    for name in ("helen", "fatima", "oliver", "nell", "ada"):
        refused = signed_in(getattr(people, name)).get(OF)
        assert refused.status_code == 403
        assert "with a reason" not in words(refused)
        assert signed_in(getattr(people, name)).post(f"{OF}break-glass/", TYPED).status_code == 403
    assert "You have emergency access" not in words(signed_in(people.ines).get(OF))
    assert BreakGlass.objects.count() == 1


def test_the_dpo_and_whoever_leads_are_told_on_their_first_page_until_they_acknowledge(people, whole):
    row = broken(people, whole)
    for name in ("fatima", "ines", "marian"):
        client = signed_in(getattr(people, name))
        assert "Simon used emergency access to investigation INV-0001 (end of access: " in words(
            client.get("/")
        )
        assert one(row) in client.get("/").text
        page = client.get(one(row))
        assert REASON in words(page)
        assert "Acknowledge that you were told" in words(page)
        done = client.post(one(row, "acknowledge/"), follow=True)
        assert "We have recorded that you know about this emergency access" in words(done)
        assert "Acknowledge that you were told" not in words(done)
        assert client.post(one(row, "acknowledge/")).status_code == 409
        assert "used emergency access" not in words(client.get("/"))
    for name in ("helen", "simon", "edmund", "nell"):
        assert "used emergency access" not in words(signed_in(getattr(people, name)).get("/"))
    assert "Fatima, Ines, Marian" in words(signed_in(people.ines).get(f"{OF}need-to-know/"))


def test_the_list_shows_every_one_to_those_who_check(people, whole, django_assert_num_queries):
    assert "No use of emergency access yet" in words(signed_in(people.ivo).get(ALL))
    assert "senior responsible officer used emergency access to read this investigation" not in words(
        signed_in(people.ines).get(f"{OF}need-to-know/")
    )
    for count in (1, 3):
        while BreakGlass.objects.count() < count:
            break_glass.close(broken(people, whole), by=people.simon, at=timezone.now())
        for name in ("simon", "fatima", "edmund", "ivo"):
            client = signed_in(getattr(people, name))
            page = client.get(ALL)
            assert words(page).count("INV-0001") == count
            assert "nobody yet" in words(page)
            assert REASON not in page.text
            assert client.get(one(BreakGlass.objects.first())).status_code == 200
        client = signed_in(people.simon)
        with django_assert_num_queries(5):
            client.get(ALL)
    assert ALL in signed_in(people.fatima).get("/registers/").text
    for name in ("ines", "helen", "joan", "winston", "ada"):
        assert signed_in(getattr(people, name)).get(ALL).status_code == 403
    assert signed_in(people.helen).get(one(BreakGlass.objects.first())).status_code == 403


def test_another_sro_sees_it_and_may_not_end_it(people, whole):
    row = broken(people, whole)
    sara = signed_in(another_sro(people))
    page = words(sara.get(one(row)))
    assert REASON in page
    assert "End emergency access" not in page
    assert "Acknowledge that" not in page
    assert sara.post(one(row, "close/")).status_code == 403
    assert sara.post(one(row, "acknowledge/")).status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sure": ""}, "Enter why you must read the investigation now"),
        ({"reason": " \n ", "sure": "on"}, "Enter why you must read the investigation now"),
        ({"reason": REASON}, "Tick the box"),
        ({"reason": "x" * 1001, "sure": "on"}, "characters or fewer"),
        ({"reason": "a\x00b", "sure": "on"}, "cannot be printed"),
        ({"reason": ["", ""], "sure": ["x"], "by": str(uuid4()), "ends_at": "2099-01-01"}, "Enter why"),
    ],
)
def test_what_is_typed_badly_breaks_nothing_and_stands_in_the_form(people, whole, simon, typed, said):
    answer = simon.post(f"{OF}break-glass/", typed)
    assert answer.status_code == 200
    assert said in words(answer)
    assert not BreakGlass.objects.exists()


def test_addresses_of_nothing_are_not_found_and_a_wrong_method_is_refused(people, whole, simon):
    row = broken(people, whole)
    for address in (
        "/investigations/INV-0009/break-glass/",
        "/investigations/inv-0001%00/break-glass/",
        f"{ALL}{uuid4()}/",
        f"{ALL}INV-0001/",
        f"{ALL}{row.id}x/",
    ):
        assert simon.get(address).status_code == 404, address
    for tail in ("close/", "acknowledge/"):
        assert simon.post(f"{ALL}{uuid4()}/{tail}").status_code == 404
        assert simon.get(one(row, tail)).status_code == 405
    assert simon.post(ALL).status_code == 405
    assert simon.get(f"{ALL}?page=-1").status_code == 200
    assert simon.get(f"{ALL}?page='%00").status_code == 200


def test_what_was_typed_is_shown_as_text(people, whole):
    row = broken(people, whole, reason="<b>x</b>{{ 7 * 7 }}")
    assert "&lt;b&gt;x&lt;/b&gt;{{ 7 * 7 }}" in signed_in(people.fatima).get(one(row)).text
