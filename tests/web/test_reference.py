"""References in a text: a line never breaks within one, and nothing else is changed."""

import pytest
from markupsafe import Markup

from watchbook.web.reference import unbroken

SPAN = '<span class="watchbook-reference">{}</span>'


@pytest.mark.parametrize(
    "reference", ["FOI-0006", "D-0001/1", "INV-0001/2", "CHIS-0001", "LISTEN-0004", "LK-10000"]
)
def test_a_reference_stays_in_one_line(reference):
    shown = unbroken(f"<{reference}>, the policy")
    assert shown == f"&lt;{SPAN.format(reference)}&gt;, the policy"
    assert isinstance(shown, Markup)


@pytest.mark.parametrize(
    "value", ["no reference", "2026-11-12", "well-known", 3, None, Markup("<b>FOI-0006</b>")]
)
def test_what_has_none_stays_as_it_is(value):
    assert unbroken(value) is value
