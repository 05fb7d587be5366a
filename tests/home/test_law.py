"""What the solicitor is told of the law: rules to adopt, and offences to confirm, one number here and on each page that has it."""

from django.utils import timezone

from tests.authorisations import given as authorisations
from tests.pages import signed_in, words
from tests.triage import rules
from watchbook.governance.law_confirmation import law_confirmation
from watchbook.governance.law_confirmation.queries import entries_here
from watchbook.home import law
from watchbook.home.queries import waiting_for
from watchbook.law.offences import latest
from watchbook.organisation.queries import today


def told(person):
    return next((one for one in waiting_for(person, on=today()) if "about offences" in one.what), None)


def test_the_solicitor_alone_is_told_the_number_that_the_pages_have(people):
    number = len(entries_here("offence"))
    row = told(people.leila)
    assert row.what == f"{number} entries about offences are waiting for your confirmation"
    assert row.href == "/governance/law/offence/confirm/"
    assert told(people.simon) is None
    browser = signed_in(people.leila)
    assert f"still has to confirm {number} entries about offences" in words(
        browser.get("/governance/offences/")
    )
    assert f"the solicitor has confirmed 0 of {number}" in words(browser.get("/triage/rules/"))
    law = words(browser.get("/governance/law/"))
    assert f"Offences in this nation, past and present Entries {number} To be confirmed {number}" in law


def test_offences_of_live_cases_are_named_until_they_are_confirmed(people):
    row = authorisations.in_force(people)
    title = latest(row.offence).title
    assert title in told(people.leila).to_do
    entry = next(one.entry for one in entries_here("offence") if one.entry.id == row.offence)
    number = len(entries_here("offence"))
    law_confirmation.sign([entry], by=people.leila, at=timezone.now())
    assert told(people.leila).what.startswith(f"{number - 1} entries")
    assert title not in told(people.leila).to_do


def test_the_solicitor_alone_is_told_that_the_rules_in_use_are_not_adopted_until_she_adopts_them(
    people, monkeypatch
):
    def row_of(person):
        found = waiting_for(person, on=today())
        return next((one for one in found if "triage rules" in one.what), None)

    row = row_of(people.leila)
    assert row.what == "The edition of the triage rules in use is not adopted"
    assert (row.to_do, row.href) == ("read the rules in use, then adopt them", "/triage/rules/adopt/")
    assert row_of(people.simon) is None
    rules.adopt(people)
    assert row_of(people.leila) is None
    monkeypatch.setattr(law, "edition", lambda: "2027-01-01.0123456789ab")
    assert row_of(people.leila).to_do.startswith("the rules have changed since an edition was adopted on ")
