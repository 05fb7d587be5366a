"""What waits about looks: for the officer to close, for the manager to sign and see to, for the AO to sign."""

from dataclasses import replace
from datetime import timedelta

from tests.looks import given
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from watchbook.authorisations import overt_plan
from watchbook.home.queries import waiting_for
from watchbook.looks import evaluation, look
from watchbook.looks.sitting import USUAL
from watchbook.organisation.queries import today


def whats(person):
    return " | ".join(one.what for one in waiting_for(person, on=today()))


def test_each_is_told_of_what_is_theirs(people):
    subject = given.a_subject(people)
    row = given.opened(people, subject)
    assert f"Open look {row.reference}" in whats(people.ines)
    given.a_re_triage(people)
    assert "Re-triage RT-0001" in whats(people.oliver)
    told = overt_plan.PlanTerms(
        purpose="To see whether the shop sells the trainers again",
        what="The shop’s public page and its posts",
        often_looks=1,
        often_days=7,
        looks_at_most=2,
        from_on=today(),
        until_on=today() + timedelta(days=9),
    )
    overt_plan.propose(subject, told, by=people.ines, at=given.AT)
    given.made(people, subject, facts={})
    assert "Overt plan PLAN-0001" in whats(people.marian)
    assert "In 1 look, the officer had no basis" in whats(people.marian)
    for person in (people.simon, people.helen):
        assert "1 look may be an error and is not in an error report" in whats(person)
    owners = {one.waits_for for one in waiting_for(people.simon, on=today()) if "may be an error" in one.what}
    assert owners == {"RIPA co-ordinator"}  # one owner, whoever reads it
    assert "had no basis" not in whats(people.bryn)


def test_what_was_kept_without_an_authorisation_is_the_managers_to_check(people):
    row = look.mark_kept(given.opened(people, given.a_subject(people)), by=people.ines, at=given.AT)
    kept = "In 1 look, the officer kept something without an authorisation"
    assert kept in whats(people.marian)
    assert kept not in whats(people.helen)
    marian = signed_in(people.marian)
    assert "Check these looks: the officer kept something without an authorisation" in words(
        marian.get("/looks/service/")
    )
    page = words(marian.get(f"/looks/{row.reference}/"))
    assert "We remind the line manager until somebody has checked this look." in page
    assert "Record your check" in page
    check = words(marian.get(f"/looks/{row.reference}/check/"))
    assert (
        "The officer kept something without an authorisation. Check whether the next look needs one" in check
    )
    assert "had no basis" not in check
    given.a_check(people, row, finding="error", words="She must ask for an authorisation")
    checked = words(marian.get(f"/looks/{row.reference}/"))
    assert f"Checked by {people.simon.name}." in checked or f"Checked by {people.marian.name}." in checked
    assert "We remind" not in checked
    assert kept not in whats(people.marian)
    assert "Possible errors" in words(signed_in(people.helen).get("/looks/service/"))


def test_what_was_kept_against_a_signed_re_triage_is_told_to_the_manager_and_the_signer(people):
    subject = given.a_subject(people)
    given.opened(people, subject)
    signed = given.a_signed_re_triage(people, subject)
    row = given.opened(people, subject, at=given.AT + timedelta(hours=1))
    assert row.basis == "re_triage"
    ines, signature = (
        signed_in(people.ines),
        "signed the re-triage for this look on the basis that nothing",
    )
    assert signature not in words(ines.get(f"/looks/{row}/"))
    assert f"{signature} would be kept. If you kept something" in words(ines.get(f"/looks/{row}/keep/"))
    told = f"Re-triage {signed}: you signed on the basis that nothing would be kept, but the officer kept something"
    assert told not in whats(people.oliver)
    sent = ines.post(f"/looks/{row}/keep/", {"kept": "A second picture, in the case file"}, follow=True)
    assert signature in words(sent)
    assert "In 1 look, the officer kept something" in whats(people.marian)
    check = words(signed_in(people.marian).get(f"/looks/{row}/check/"))
    assert (
        "The officer kept something, although the re-triage was signed on the basis that nothing would be kept."
        in check
    )
    assert told in whats(people.oliver)
    read = words(signed_in(people.oliver).get(f"/looks/re-triages/{signed}/"))
    assert f"The officer kept something from look {row}." in read
    assert told not in whats(people.oliver)


def test_what_a_signed_re_triage_allows_to_be_kept_is_told_to_nobody_who_signed(people):
    subject, keeps = given.a_subject(people), USUAL | {"f4": "yes"}
    given.opened(people, subject)
    signed = given.a_signed_re_triage(people, subject, facts=keeps)
    row = given.opened(people, subject, at=given.AT + timedelta(hours=1), facts=keeps)
    assert row.basis == "re_triage"
    look.mark_kept(row, what="A picture", by=people.ines, at=given.AT + timedelta(hours=2))
    assert str(signed) not in whats(people.oliver)


def test_a_look_that_an_error_report_is_about_waits_no_more_and_its_page_names_the_report(people):
    look = given.made(people, given.a_subject(people), facts={})
    assert "1 look may be an error" in whats(people.simon)
    report = errors.a_suspected_error(people, look=look)
    assert "may be an error" not in whats(people.simon)
    assert report.reference in words(signed_in(people.edmund).get(f"/looks/{look.reference}/"))
    assert report.reference not in words(signed_in(people.ines).get(f"/looks/{look.reference}/"))


def test_a_look_at_fault_is_one_figure_and_leads_to_what_each_may_do(people):
    """The SRO cannot open the look, and reports it from its entry; the auditor and the inspector only read."""
    row = given.opened(people, given.a_subject(people))
    look.close(row, replace(given.NOTHING, did_more=True), by=people.ines, at=given.AT)

    def told(person):
        said = "may be an error" if person in (people.simon, people.helen) else "did more than look"
        [one] = [one for one in waiting_for(person, on=today()) if said in one.what]
        return one

    assert (told(people.marian).href, told(people.marian).waits_for) == ("/looks/service/", "")
    assert (told(people.helen).href, told(people.helen).waits_for) == ("/oversight/errors/", "")
    owner = "RIPA co-ordinator"  # for whoever else answers for the whole authority, or audits it
    assert (told(people.simon).href, told(people.simon).waits_for) == ("/oversight/errors/", owner)
    simon = signed_in(people.simon)
    page = words(simon.get("/oversight/errors/"))
    assert f"Record an error about look {row.reference}" in page
    assert "a look in which the officer did more than look" in page
    assert "1 look may be an error and is not in an error report" in words(simon.get("/defensible/"))
    for person in (people.edmund, people.ivo):
        assert told(person).waits_for == owner
        assert "open the look and say what you found" not in words(signed_in(person).get("/looks/service/"))
    given.a_check(people, row)
    assert "may be an error" not in whats(people.simon)
    assert "0 looks may be errors" in words(simon.get("/defensible/"))


def test_a_look_that_its_manager_finds_an_error_is_a_possible_error_wherever_such_looks_are(people):
    """Also one with nothing else to check; and until a report about it is opened."""
    subject = given.a_subject(people)
    given.a_signed_re_triage(people, subject)
    row = given.opened(people, subject)
    wrong = given.made(people, subject, facts={})
    helen = signed_in(people.helen)

    def told(count):
        few = "look may be an error and is" if count == 1 else "looks may be errors and are"
        assert f"{count} {few} not in an error report" in whats(people.helen)
        listed = words(helen.get("/oversight/errors/")).partition("Recorded errors")[0]
        assert listed.count("Record an error about look") == count
        assert f"{count} {few} not in an error report" in words(signed_in(people.simon).get("/defensible/"))

    told(1)
    for one in (row, wrong):
        given.a_check(people, one, finding="error", words="She kept what nobody signed")
        told(2)
    errors.a_suspected_error(people, look=row)
    told(1)


def test_an_officer_sees_what_they_have_open_and_which_looks_have_no_outcome(people):
    subject = given.a_subject(people)
    look = given.made(people, subject, closing=given.SEEN)
    assert "1 of your looks has no outcome recorded" in whats(people.ines)
    page = signed_in(people.ines).get("/")
    assert f'href="/looks/{look.reference}/"' in page.text
    assert f'href="/investigations/{subject.investigation.reference}/"' in page.text
    assert "Your open investigations" not in words(signed_in(people.simon).get("/"))


def test_looks_with_no_outcome_are_one_list_and_one_figure(people):
    """Nothing found, the council's own page and an earlier log ask for no outcome, and are offered none with the others."""
    subject = given.a_subject(people)
    first, second = (
        given.made(people, subject, closing=given.SEEN, looked_at=given.AT + timedelta(hours=one))
        for one in (0, 1)
    )
    given.made(people, subject)
    given.made(people, about="own_page", closing=given.SEEN)
    given.imported(people)
    ines = signed_in(people.ines)
    assert "2 of your looks have no outcome recorded" in whats(people.ines)
    assert 'href="/looks/#no-outcome"' in ines.get("/").text
    _before, _mark, listed = ines.get("/looks/").text.partition('id="no-outcome"')
    assert "Your looks that found something relevant, with no outcome recorded yet" in listed
    assert "Looks that found something relevant, with no outcome" in words(
        signed_in(people.helen).get("/looks/service/")
    )
    found = listed.partition("</table>")[0]
    assert first.reference in found
    assert second.reference in found
    assert found.count('href="/looks/LK-') == 2
    page = words(ines.get(f"/looks/{first.reference}/evaluate/"))
    assert "Record the same outcome for the 1 other look" in page


def test_who_was_not_told_yet_comes_back_on_its_day(people):
    row = given.looked(people, given.a_subject(people))
    became = evaluation.EvaluationParticulars(
        useful="no",
        verified="nothing",
        used_in_decision=False,
        told="later",
        why_not_told="It would warn",
        review_on=today(),
    )
    evaluation.write(row, became, by=people.ines, at=given.AT)
    assert f"Look {row.reference}: the person has not been told about the look yet" in whats(people.marian)
