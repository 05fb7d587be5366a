"""The page of a request of 29 parts is light: each list has the likely topics, and the question's page all of them."""

from tests.pages import signed_in, words
from watchbook.organisation.models import Person

LIGHT = 200_000  # bytes


def test_the_page_of_29_parts_is_light_and_leads_to_every_topic(loaded):
    officer = Person.objects.get(duties__kind="information_officer")
    page = signed_in(officer).get(f"/foi/requests/{loaded.reference}/")
    assert words(page).count("Question ") >= 29
    assert len(page.content) < LIGHT, len(page.content)
    assert page.text.count("All topics") == page.text.count("<select")


def test_the_page_of_one_question_has_the_other_topics_in_one_list(loaded):
    officer = Person.objects.get(duties__kind="information_officer")
    page = signed_in(officer).get(f"/foi/requests/{loaded.reference}/questions/1/")
    assert len(page.content) < LIGHT / 4, len(page.content)
    before, folded = page.text.split("If you choose another topic", 1)
    assert before.count("<option") == 0
    assert folded.count("<option") > 70
