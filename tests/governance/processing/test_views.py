"""Pages of processing activities: recorded by a form with choices, shown, corrected, closed to others."""

from tests.governance.processing.given import ACTIVITY, an_activity
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.processing.models import Processing

LIST = "/governance/processing/"
KEEPERS = {"helen", "simon", "fatima"}
READERS = KEEPERS | {"leila", "bryn", "oliver", "edmund", "ivo", "winston", "marian"}
SENT = {
    **{name: value for name, value in ACTIVITY.items() if isinstance(value, str)},
    "is_refused_without_papers": "no",
    **a_day("from_on", ACTIVITY["from_on"]),
}


def test_an_activity_is_recorded_by_the_form_and_corrected_from_what_stands(people):
    client = signed_in(people.fatima)
    text = words(client.post(f"{LIST}add/", SENT | {"service_name": "Trading Standards"}, follow=True))
    assert "The entry was recorded as PROC-0001." in text
    for said in (
        "Activity looks",
        "Service Trading Standards",
        "Refuse the activity while a paper is missing No",
    ):
        assert said in text, said
    form = client.get(f"{LIST}PROC-0001/correct/")
    assert "Trading Standards" in typed(form)
    assert 'value="looks" checked' in form.text.replace("  ", " ") or "checked" in form.text
    client.post(f"{LIST}PROC-0001/correct/", SENT | {"is_refused_without_papers": "yes"})
    assert Processing.objects.newest(reference="PROC-0001").is_refused_without_papers


def test_what_is_missing_is_said_and_nothing_is_recorded(people):
    before = everything()
    text = words(signed_in(people.helen).post(f"{LIST}add/", {"x": "y"}))
    for said in (
        "Select the activity",
        "Enter the purpose",
        "Select the law that applies",
        "Enter the first date of the activity",
    ):
        assert said in text, said
    assert everything() == before


def test_a_service_that_is_none_is_said_on_the_form(people):
    page = signed_in(people.helen).post(f"{LIST}add/", SENT | {"service_name": "Nowhere"})
    assert "You cannot record this activity" in words(page)
    assert "but no service has that name" in words(page)


def test_the_list_is_sorted_by_the_name_of_the_service(people):
    an_activity(people)
    an_activity(people, service_name="Trading Standards")
    client = signed_in(people.helen)
    for order, first in (("service_name", "PROC-0002"), ("-service_name", "PROC-0002")):
        text = words(client.get(f"{LIST}?sort={order}"))
        assert text.index("Entries: 2") < text.index(first) < text.index("PROC-0001"), order


def test_the_pages_are_closed_to_others(people):
    an_activity(people)
    closed_to_all_but(
        READERS, people, LIST, f"{LIST}PROC-0001/", match="cannot read the register of processing"
    )
    acts = (f"{LIST}add/", f"{LIST}import/", f"{LIST}PROC-0001/correct/", f"{LIST}PROC-0001/take-back/")
    closed_to_all_but(KEEPERS, people, *acts, match="cannot record a processing activity")
