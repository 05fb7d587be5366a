"""Spreadsheets of oversight through their pages: the files to fill in, and what was imported."""

import re

import pytest

from tests.oversight import given
from tests.pages import a_file, signed_in, words
from tests.rights import closed_to_all_but
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.models import Recommendation

REGISTERS = {
    "audits": ("edmund", InternalAudit, {"edmund"}, "record an internal audit"),
    "inspections": ("helen", Inspection, {"helen", "simon"}, "record an inspection"),
    "recommendations": ("helen", Recommendation, {"helen", "simon", "edmund"}, "record recommendations"),
}


@pytest.mark.parametrize("register", REGISTERS)
def test_the_file_to_fill_in_can_be_imported_as_it_is(people, register):
    name, model, _allowed, _match = REGISTERS[register]
    if register == "recommendations":
        given.an_inspection(people)
    client, address = signed_in(getattr(people, name)), f"/oversight/{register}/import/"
    template = client.get(f"{address}template.csv").content
    filled_in = template.replace(b"name@example.com", b"marian@council.invalid")
    shown = client.post(address, {"sheet": a_file("rows.csv", filled_in)}, follow=True)
    [seen] = re.findall(r'name="seen" value="(\w+)"', shown.text)
    done = client.post(shown.redirect_chain[-1][0], {"seen": seen}, follow=True)
    assert "1 row was imported." in words(done)
    assert done.redirect_chain[-1][0] == "/oversight/"
    assert model.objects.count() == 1
    assert client.get(f"{address}template.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("register", REGISTERS)
def test_it_is_closed_to_whoever_may_not(people, register):
    _name, _model, allowed, match = REGISTERS[register]
    address = f"/oversight/{register}/import/"
    closed_to_all_but(
        allowed, people, address, f"{address}template.csv", f"{address}template.xlsx", match=match
    )
