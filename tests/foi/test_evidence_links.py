"""Rows of the central record are named to whoever reads it, and lead only those to an authorisation who may read it."""

from datetime import date

import pytest

from tests import given
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.pages import signed_in, words
from watchbook.foi.request import request

ASKED = "1. How many directed surveillance authorisations were granted in 2019?"


@pytest.fixture
def recorded(people):
    import_rows(people, GRANTED)
    request.receive(ASKED, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)


@pytest.mark.parametrize(
    ("who", "leads"), [("bryn", False), ("fatima", False), ("helen", True), ("simon", True)]
)
@pytest.mark.parametrize(
    "page", ["/authorisations/", "/foi/requests/FOI-0001/draft/", "/foi/requests/FOI-0001/questions/1/"]
)
@pytest.mark.usefixtures("recorded")
def test_an_authorisation_is_named_and_leads_only_where_it_opens(people, page, who, leads):
    client = signed_in(getattr(people, who))
    shown = client.get(page)
    assert "E-0001" in words(shown)
    assert ('href="/authorisations/E-0001/"' in shown.content.decode()) is leads
    assert (client.get("/authorisations/E-0001/").status_code == 200) is leads
