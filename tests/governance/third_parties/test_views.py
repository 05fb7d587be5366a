"""Pages of third parties: the list, one entry, recording, correcting, checking, taking back, importing."""

from datetime import date

from tests.given import AT
from tests.governance.third_parties.given import CHECK, PARTY, a_third_party
from tests.log import everything
from tests.pages import a_day, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.governance.third_parties import third_party
from watchbook.governance.third_parties.models import ThirdParty

LIST = "/governance/third-parties/"
KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "marian"}
SENT = {
    **{name: PARTY[name] for name in ("who", "contract", "services", "terms")},
    **a_day("from_on", PARTY["from_on"]),
}
CHECKED = {
    **{name: CHECK[name] for name in ("checked_by", "check_found")},
    **a_day("checked_on", CHECK["checked_on"]),
}


def page_of(reference="TP-0001", tail=""):
    return f"{LIST}{reference}/{tail}"


def test_an_empty_register_says_that_this_proves_nothing(people):
    text = words(signed_in(people.edmund).get(LIST))
    assert "No third parties yet. Ask each service, and check its contracts." in text
    assert "Record a third party" not in text
    assert "Record a third party" in words(signed_in(people.helen).get(LIST))


def test_the_register_lists_third_parties_but_none_that_was_taken_back(people):
    a_third_party(people)
    gone = a_third_party(people, who="Entered Twice Limited")
    third_party.take_back(gone, by=people.helen, at=AT)
    text = words(signed_in(people.marian).get(LIST))
    assert "TP-0001: Example Research Limited Number or title of the contract CON-2025-17" in text
    assert "Services that the third party acts for Trading Standards" in text
    assert "Entered Twice" not in text


def test_a_third_party_is_recorded_and_its_page_says_so(people):
    client = signed_in(people.helen)
    text = words(client.post(f"{LIST}add/", SENT, follow=True))
    assert "The entry was recorded as TP-0001." in text
    for said in (
        "Number or title of the contract CON-2025-17",
        "Terms Read public posts about events.",
        "First date of the contract 1 April 2025",
        "Last date of the contract not recorded",
        "Recorded Helen",
        "The third party was recorded.",
    ):
        assert said in text, said


def test_a_check_and_a_correction_keep_the_earlier_versions(people):
    a_third_party(people)
    client = signed_in(people.simon)
    assert "The entry was updated. We keep the earlier version." in words(
        client.post(page_of(tail="check/"), CHECKED, follow=True)
    )
    form = client.get(page_of(tail="correct/"))
    assert "Example Research Limited" in typed(form)
    assert "The terms were kept." in form.text
    sent = SENT | CHECKED | {"terms": "Nothing about children."}
    text = words(client.post(page_of(tail="correct/"), sent, follow=True))
    assert "The entry was corrected. We keep the earlier version." in text
    assert "Result of the check The terms were kept." in text
    assert "Earlier versions of this entry" in text
    assert "Terms: Read public posts about events." in text
    assert ThirdParty.objects.newest(reference="TP-0001").terms == "Nothing about children."


def test_what_is_missing_is_said_at_its_box_and_nothing_is_recorded(people):
    before = everything()
    text = words(signed_in(people.helen).post(f"{LIST}add/", {"x": "y"}))
    for said in (
        "Enter the third party",
        "Enter the number or title of the contract",
        "Enter the terms",
        "Enter the first date of the contract",
    ):
        assert said in text, said
    assert everything() == before


def test_a_refusal_of_the_act_is_said_on_the_form_and_what_was_typed_stands(people):
    page = signed_in(people.helen).post(f"{LIST}add/", SENT | a_day("until_on", date(2025, 3, 31)))
    assert (
        "You cannot record this third party: the last date of the contract is before the first date."
        in words(page)
    )
    assert "CON-2025-17" in typed(page)


def test_an_entry_made_by_mistake_is_taken_back_and_brought_back_by_a_correction(people):
    a_third_party(people)
    client, address = signed_in(people.helen), page_of(tail="take-back/")
    assert "Tick the box to take the entry back" in words(client.post(address, {"x": "y"}))
    text = words(client.post(address, {"confirmed": "on"}, follow=True))
    assert "The entry was taken back. We keep its earlier versions." in text
    assert "This entry was taken back. We leave it out of every list and answer." in text
    assert "Record a check" not in text
    assert "has already taken the entry back" in words(client.post(address, {"confirmed": "on"}))
    client.post(page_of(tail="correct/"), SENT)
    assert "Example Research Limited" in words(client.get(LIST))


def test_pages_of_what_is_not_there_are_not_found(people):
    for tail in ("", "correct/", "check/", "take-back/"):
        assert signed_in(people.helen).get(page_of("TP-9999", tail)).status_code == 404


def test_the_template_names_the_columns(people):
    sheet = signed_in(people.helen).get(f"{LIST}import/template.csv").content.decode()
    assert sheet.splitlines()[0].lstrip("\ufeff").startswith("who,contract,services,terms,from_on,until_on")


def test_the_pages_are_closed_to_others(people):
    a_third_party(people)
    closed_to_all_but(READERS, people, LIST, page_of(), match="cannot read the register of third parties")
    acts = (f"{LIST}add/", f"{LIST}import/", page_of(tail="correct/"), page_of(tail="check/"))
    closed_to_all_but(KEEPERS, people, *acts, page_of(tail="take-back/"), match="cannot record a third party")


def test_a_page_opened_before_somebody_else_recorded_something_changes_nothing(people):
    row = a_third_party(people)
    client = signed_in(people.helen)
    seen = str(row.id)
    assert f'name="seen" value="{seen}"' in client.get(page_of(tail="correct/")).text
    third_party.record_check(row, CHECK, by=people.simon, at=AT)
    before = everything()
    for tail, sent in (("correct/", SENT), ("check/", CHECKED), ("take-back/", {"confirmed": "on"})):
        answer = client.post(page_of(tail=tail), {**sent, "seen": seen})
        assert "somebody has already corrected the entry. Open the entry again" in words(answer), tail
    assert everything() == before
