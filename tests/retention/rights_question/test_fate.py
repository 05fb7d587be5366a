"""The fate of protected records: no figure and no certificate tells that one was found, or why one was kept."""

import re

import pytest
from django.urls import reverse

from tests import given as council
from tests.authorisations import given as authorisations
from tests.pages import signed_in
from tests.retention.rights_request import given
from watchbook.retention.deletion.certificate_body import OF_A_THING, _thing
from watchbook.retention.deletion.models import EDITION


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def searched_registers(client, row):
    """What the page of a request says of each register that was searched."""
    text = client.get(page("rights_request", row.reference)).text
    (table,) = re.findall(r"Registers searched.*?</table>", text, re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>\s*(.*?)\s*</t[hd]>", one, re.DOTALL) for one in rows]
    return {name: count.split()[-1] for name, count in cells[1:]}


def test_of_a_register_in_which_the_person_was_found_nobody_is_told_nought(people):
    authorisations.source_kept(people, "The source is Rowan Marsh")
    row = given.searched(people, given.a_rights_request(people, name="Rowan Marsh"))
    assert row.founditems.filter(table="authorisations.authorisation").exists()
    for who in (people.bryn, people.fatima, people.simon):
        told = searched_registers(signed_in(who), row)
        for protected in ("Authorisations, overt plans and covert profiles", "Looks and re-triages"):
            assert told[protected] == "protected", who
        assert told["Error reports"] == "protected", who
        assert told["Letters"] == "0"


def test_a_record_that_two_rights_ask_for_is_counted_once(people):
    for subject in ("About Zebedee Quaife", "Zebedee Quaife writes again"):
        council.a_letter(people, subject=subject)
    asked = given.a_rights_request(people, name="Zebedee Quaife")
    row = given.searched(people, asked)
    assert len(row.rights) == 2
    assert searched_registers(signed_in(people.bryn), row)["Letters"] == "2"


@pytest.mark.parametrize("outcome", ["held", "refused"])
def test_a_certificate_has_one_word_for_every_reason_to_keep_a_record(outcome):
    kept = dict.fromkeys(OF_A_THING, "") | {"outcome": outcome, "keys": [], "is_protected": False}
    assert _thing(kept, edition=EDITION)["outcome"] == "kept"
    assert _thing(kept, edition=2)["outcome"] == outcome, "what was signed before is made again as it was"
    assert _thing(kept | {"outcome": "deleted"}, edition=EDITION)["outcome"] == "deleted"
