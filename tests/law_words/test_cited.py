"""Citations in Welsh: the Act by its Welsh name, and the place in it; what has no Welsh name stays as it is."""

import pytest
from django.utils import translation

from watchbook.law_words.cited import cited, in_their_language


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("Freedom of Information Act 2000, section 10(3)", "Deddf Rhyddid Gwybodaeth 2000, adran 10(3)"),
        (
            "UK GDPR, article 79; Data Protection Act 2018, section 167",
            "GDPR y DU, erthygl 79; Deddf Diogelu Data 2018, adran 167",
        ),
        ("UK GDPR, Article 35(1) and (3)", "GDPR y DU, erthygl 35(1) a (3)"),
        (
            "Data Protection Act 2018, Schedule 2, paragraph 2",
            "Deddf Diogelu Data 2018, Atodlen 2, paragraff 2",
        ),
        ("Information Commissioner", "Comisiynydd Gwybodaeth"),
        ("Criminal Justice Act 1967", "Criminal Justice Act 1967"),
    ],
)
def test_a_citation_is_said_in_the_language_of_its_reader(english, welsh):
    assert in_their_language(english) == english
    with translation.override("cy"):
        assert in_their_language(english) == welsh


def test_a_provision_is_cited_by_its_id():
    assert cited("foia.s10.3").startswith("Freedom of Information Act 2000, section 10(3)")
    with translation.override("cy"):
        assert cited("foia.s10.3") == "Deddf Rhyddid Gwybodaeth 2000, adran 10(3)"
