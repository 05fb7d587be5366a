"""The overview of an investigation names each application that waits, with who must act, and links it for that person."""

from tests import given as council
from tests.authorisations import given
from watchbook.authorisations.overview import of_investigation


def told(people, row, name):
    """What waits for a person, and what for others."""
    share = of_investigation(row.investigation, reader=getattr(people, name), at=given.DECIDED)
    return [one.says for one in share.nexts], [one.says for one in share.waits]


def test_a_submitted_application_waits_for_the_co_ordinator(people):
    row = given.a_submitted(people)
    own = f"{row.reference}: Check the application, then pass it on or return it with comments."
    assert told(people, row, "helen") == ([own], [])
    says = f"{row.reference}: The RIPA co-ordinator checks the application and passes it on."
    assert told(people, row, "ines") == ([], [says])


def test_a_passed_one_waits_for_an_officer_who_did_not_apply(people):
    row = given.a_passed(people)
    says = f"{row.reference}: An authorising officer decides whether "
    assert told(people, row, "oliver")[0][0].startswith(f"{row.reference}: Decide whether to grant ")
    assert told(people, row, "ines")[1][0].startswith(says)
    assert told(people, row, "ines")[0] == []


def test_a_returned_one_waits_for_its_applicant(people):
    row = given.returned(people, "Say more")
    own = f"{row.reference}: Deal with the comments and send the application again."
    assert told(people, row, "ines") == ([own], [])
    says = f"{row.reference}: The applicant deals with the comments and sends the application again."
    assert told(people, row, "helen") == ([], [says])


def test_a_draft_is_told_to_its_applicant_alone(people):
    row = given.a_draft(people)
    says = f"{row.reference}: Complete each part, check your answers, and send the application to the RIPA co-ordinator."
    assert told(people, row, "ines") == ([says], [])
    assert told(people, row, "helen") == ([], [])


def test_one_in_force_waits_for_nobody(people):
    row = given.in_force(people)
    assert told(people, row, "ines") == ([], [])


def test_all_that_wait_for_others_are_named_together(people):
    first = given.a_submitted(people)
    second = given.a_submitted(people, subject=council.a_subject(people, first.investigation))
    (said,) = told(people, first, "ines")[1]
    assert first.reference in said
    assert second.reference in said


def test_one_that_is_with_others_is_named_beside_the_reader_s_own(people):
    first = given.a_submitted(people)
    second = given.a_draft(people, subject=council.a_subject(people, first.investigation))
    own = f"{second.reference}: Complete each part, check your answers, and send the application"
    with_others = f"{first.reference}: The RIPA co-ordinator checks the application and passes it on."
    ((said,), waits) = told(people, first, "ines")
    assert said.startswith(own)
    assert said.endswith(with_others)
    assert waits == []


def test_a_granted_one_is_taken_to_court_by_its_applicant(people):
    row = given.a_granted(people)
    assert told(people, row, "ines")[0][0].startswith(f"{row.reference}: Take the papers to the court")
    says = f"{row.reference}: The applicant takes the papers to the court, which decides."
    assert told(people, row, "helen")[0][0].startswith(says)
