"""Names that stand in half the registers: whoever recorded the request does not search for them alone."""

from django.urls import reverse

from tests import given as council
from tests.each import each
from tests.pages import signed_in, words
from tests.retention.rights_request import given
from watchbook.retention.rights_request import subject_search
from watchbook.retention.rights_request.common_names import common


@each(
    ("name", "is_common"),
    [
        *((name, True) for name in ("of", "the and an", "J.", "  Letter ", "y", "@jo")),
        *((name, False) for name in ("Jane Roe", "An Nguyen", "李龙", "of Roe")),
    ],
)
def test_a_name_is_common_where_no_word_of_it_tells_anybody_apart(name, is_common):
    assert (common([name]) == [name]) is is_common


def test_who_recorded_a_request_does_not_search_for_what_stands_everywhere(people, monkeypatch):
    letter = council.a_letter(people, subject="About the office")
    row = given.a_rights_request(people, name="of", received_on=given.RECEIVED)
    page = reverse("retention:rights_request_search", args=[row.reference])
    alone, second = signed_in(people.bryn), signed_in(people.fatima)
    text = words(alone.post(page, {"names": "of\nthe"}))
    assert "You cannot search for this person" in text
    assert "“of”, “the” would find records about many people" in text
    assert not row.founditems.exists()
    assert "All registers have been searched" in words(
        second.post(page, {"names": "the office"}, follow=True)
    )
    assert row.founditems.filter(thing=letter.id).exists()
    monkeypatch.setattr(subject_search, "MOST_RECORDS", 0)
    text = words(alone.post(page, {"names": "About the office"}))
    assert "“About the office” would find records about many people" in text
