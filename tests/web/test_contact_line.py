"""How somebody is reached: what can be a link is one, and nothing else."""

import pytest

from watchbook.web.contact_line import contact_line


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("foi@harrowmere.example", "mailto:foi@harrowmere.example"),
        ("foi?cc=x&y@harrowmere.example", "mailto:foi%3Fcc%3Dx%26y@harrowmere.example"),
        ("01632 960 100", "tel:01632960100"),
        ("+44 (1632) 960-100", "tel:+441632960100"),
        ("https://ico.example/complain?a=b", "https://ico.example/complain?a=b"),
    ],
)
def test_an_address_and_a_number_are_links(line, address):
    assert f'href="{address}"' in contact_line(line)
    assert contact_line(line).count("<a ") == 1


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)",
        "https://a.example or call",
        "The Town Hall\nHarrowmere HM1 1AA",
        "Write to a@b.example",
        "2026",
        "<b>@x.y",
    ],
)
def test_any_other_line_stays_as_it_is(line):
    assert contact_line(line) is line
