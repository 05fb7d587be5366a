"""The checklist beside an application, for each purpose for which somebody reads."""

from tests.authorisations import given
from tests.each import each
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.checklist import DATES, ReadingPurpose, checks_beside, purpose_of
from watchbook.authorisations.states import AuthorisationKind

ASKED = {
    "directed_surveillance": {
        "Necessity", "Proportionality", "Collateral intrusion", "Confidential information", "Alternatives", "Dates",
        "Offence and threshold",
    },
    "chis": {"Necessity", "Proportionality", "Collateral intrusion", "Confidential information", "Alternatives", "Dates", "The source"},
    "non_ripa": {"Necessity", "Proportionality", "Alternatives", "Dates", "Reason why RIPA does not apply", "Data protection and equality"},
}  # fmt: skip


@each("kind", AuthorisationKind.values)
@each("purpose", ReadingPurpose)
def test_every_page_of_every_kind_has_something_to_look_for(kind, purpose):
    pages = (*(page.id for page in pages_of(kind)), DATES)
    found = {page: checks_beside(page, kind=kind, nation="wales", purpose=purpose) for page in pages}
    assert all(found.values()), found
    assert ASKED[kind] <= {str(title) for checks in found.values() for title, _ in checks}


def test_a_threshold_is_asked_for_only_where_there_is_one():
    asked = checks_beside(
        "necessity", kind="directed_surveillance", nation="scotland", purpose=ReadingPurpose.DECIDES
    )
    assert [str(title) for title, _ in asked] == ["Necessity"]


def test_each_reader_is_asked_in_other_words():
    page = pages_of("directed_surveillance")[0].id
    asked = {
        str(checks_beside(page, kind="chis", nation="wales", purpose=one)[0][1]) for one in ReadingPurpose
    }
    assert len(asked) == len(ReadingPurpose)


def test_who_decides_who_checks_and_who_oversees(people):
    given.able_to_decide(people)
    assert purpose_of(people.oliver) == purpose_of(people.judith) == ReadingPurpose.DECIDES
    assert purpose_of(people.helen) == purpose_of(people.ines) == ReadingPurpose.CHECKS
    assert purpose_of(people.simon) == purpose_of(people.ivo) == ReadingPurpose.OVERSEES
