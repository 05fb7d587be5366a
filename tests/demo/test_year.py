"""The demonstration is a year of a council: no register is empty, and every duty's first page has something to do."""

import re
from collections import Counter
from functools import cache

import pytest
from django.urls import reverse

from tests.architecture.source import ROOT
from tests.pages import signed_in, words
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, CovertProfile, Hearing, OvertPlan
from watchbook.authorisations.queries.officers import rank_of, training_counts
from watchbook.demo.applied import OPERATIONS
from watchbook.foi.models import Request
from watchbook.foi.published import Publication
from watchbook.foi.queries import due, is_sent
from watchbook.home.registers import REGISTERS
from watchbook.investigations.models import Investigation
from watchbook.keys.envelope import opened
from watchbook.law.working_days import CALENDARS, is_working_day
from watchbook.looks.models import Basis, Look
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.error_report.models import ErrorKind, ErrorReport

ROW = '<th scope="row"'
HOME = {str(one.title).lower(): one for one in REGISTERS}
# Pages of the README's table that are called otherwise on the page of registers, or do not stand on it.
CALLED = {
    "documents: clauses": "documents",
    "tools and methods": "tools",
    "signed confirmation that none is held": "signed confirmations that none is held",
}
BESIDE = {
    "looks": ("looks:service", DutyKind.SENIOR_RESPONSIBLE_OFFICER),
    "the request": ("foi:requests", DutyKind.INFORMATION_OFFICER),
}


def named_in_readme():
    """The pages of the table of FOI 9477, each once."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- foi-9477 -->")[1].split("\n\n")[1]
    return sorted({line.split("|")[3].strip() for line in table.splitlines()[2:]})


def listed_in_readme():
    """The registers of the line that lists them among what works today."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if one.startswith("| registers of ")]
    return re.split(r", | and ", line.removeprefix("| registers of ").split(", with")[0])


@cache
def rows_of(name):
    """How many rows the page of a register shows to somebody who may read it."""
    if name in BESIDE:
        address, kind = BESIDE[name]
        reader = holders_of(kind, on=today())[0]
    else:
        register = HOME[CALLED.get(name, name)]
        address = register.address
        reader = next(one for one in Person.objects.active() if can(register.may, one))
    return signed_in(reader).get(reverse(address)).text.count(ROW)


def test_every_register_that_the_readme_names_has_something_in_it(loaded):
    assert len(named_in_readme()) >= 11
    assert [name for name in named_in_readme() if not rows_of(name)] == []
    assert len(listed_in_readme()) >= 9
    for name in listed_in_readme():
        assert [title for title in HOME if name in title and rows_of(title)], name


def test_every_register_of_the_page_of_registers_has_something_in_it(loaded):
    # An exhibit is produced from a capture, which the demonstration takes in the background: test_captured.py.
    assert [name for name in HOME if not rows_of(name)] == ["exhibits"]


@pytest.mark.parametrize("kind", DutyKind)
def test_the_first_page_of_every_duty_has_something_to_do_and_each_of_it_opens(loaded, kind):
    opened = {}
    for person in holders_of(kind, on=today()):
        browser = signed_in(person)
        page = browser.get("/").text
        for address in re.findall(r'<th scope="row"[^>]*>\s*<a class="govuk-link" href="([^"]+)"', page):
            if address not in opened:
                opened[address] = browser.get(address).status_code
    assert opened
    assert set(opened.values()) == {200}


def test_authorisations_are_granted_refused_near_their_end_cancelled_and_on_their_way(loaded):
    states = dict(Authorisation.objects.values_list("reference", "state"))
    wanted = {"effective", "refused", "cancelled", "granted", "passed", "submitted", "returned"}
    assert wanted <= set(states.values())
    kinds = set(Authorisation.objects.filter(state="effective").values_list("kind", flat=True))
    assert kinds == {"directed_surveillance", "chis", "non_ripa"}
    left = [(row.ends_on - today()).days for row in Authorisation.objects.filter(kind="directed_surveillance", state="effective")]  # fmt: skip
    assert left
    assert all(0 < days < 21 for days in left)
    assert set(CovertProfile.objects.values_list("state", flat=True)) == {"approved", "proposed"}
    assert {"signed", "proposed"} <= set(OvertPlan.objects.values_list("state", flat=True))


def test_a_look_after_the_last_day_became_an_error_report_and_another_is_suspected(loaded):
    errors = {row.kind: row for row in ErrorReport.objects.all()}
    late = errors[ErrorKind.AFTER_END]
    assert (late.state, errors[ErrorKind.NO_BASIS].state) == ("reported", "suspected")
    assert Authorisation.objects.get(id=late.authorisation).state == "cancelled"
    assert late.established_on <= late.due_on


def test_those_who_decide_have_rank_and_training(loaded):
    for kind in (DutyKind.AUTHORISING_OFFICER, DutyKind.HEAD_OF_PAID_SERVICE):
        for person in holders_of(kind, on=today()):
            assert rank_of(person, on=today())
            assert training_counts(person, on=today())


def test_one_request_was_answered_in_time_and_published_and_the_last_day_of_another_has_passed(loaded):
    first, second, third = Request.objects.order_by("reference")
    assert third == loaded
    assert first.sent.sent_on <= due(first).on
    assert Publication.objects.get().request_reference == first.reference
    assert due(second).on < today()
    assert not is_sent(second)
    page = words(signed_in(holders_of(DutyKind.INFORMATION_OFFICER, on=today())[0]).get("/"))
    assert first.reference not in page.partition("Recently opened")[0]


def test_every_application_begins_from_its_assessment(loaded):
    rows = Authorisation.objects.filter(is_imported=False)
    assert len(rows) >= 10
    assert [row.reference for row in rows if not row.assessment] == []


def test_the_counterfeit_case_belongs_to_trading_standards(loaded):
    first = Investigation.objects.earliest("reference")
    assert "Counterfeit" in opened(first)["title"]
    assert (first.reference, first.service.name) == ("INV-0001", "Trading Standards")


# Kept of every answer alike: names of powers, and answers that are one of a list.
LISTED = {"power", "profiles", "subjects", "ground", "offence", "handler", "controller", "record_keeper"}


def written(row):
    """Everything that was written about an authorisation: the boxes, the decision, the reports and what the officers said."""
    yield from ((f"answer.{box}", text) for box, text in opened(row)["answers"].items() if box not in LISTED)
    for rows in (row.determinations, row.comments, row.applicantreports, row.reviews, row.cancellations):
        for one in rows.all():
            said = opened(one)
            for box, text in {**said, **said.get("answers", {})}.items():
                if isinstance(text, str) and text.strip():
                    yield f"{one._meta.model_name}.{box}", text


def test_every_text_about_an_authorisation_is_of_its_own_case_and_nothing_was_noticed_in_it(loaded):
    found = {}
    for row in Authorisation.objects.filter(is_imported=False):
        for where, text in written(row):
            if len(text.split()) > 3:  # “None met.” is an ordinary answer
                found.setdefault(text, []).append((row.reference, where))
        for one in (*row.applicantreports.all(), *row.reviews.all(), *row.cancellations.all()):
            assert not opened(one)["remarks"], (row.reference, one)
        for one in row.determinations.filter(is_granted=True):
            assert not opened(one)["remarks"], (row.reference, one)
    assert len(found) > 150
    assert {text: where for text, where in found.items() if len(where) > 1} == {}


def test_every_open_look_at_a_subject_says_why_it_was_made_in_its_own_words(loaded):
    bases = (Basis.TRIAGE, Basis.PLAN, Basis.RE_TRIAGE)
    looks = Look.objects.filter(about="subject", basis__in=bases)
    why = [opened(one)["why"] for one in looks]
    assert len(why) > 30
    assert [words for words, times in Counter(why).items() if times > 1] == []


def test_courts_sat_on_working_days_and_what_reports_saw_was_looked_at(loaded):
    orders = [one.ordered_at for one in Hearing.objects.all() if one.ordered_at]
    assert orders
    assert all(is_working_day(london_day(at), calendar=CALENDARS["england"]) for at in orders)
    late = ErrorReport.objects.get(kind=ErrorKind.AFTER_END)
    under = [one for one in Look.objects.filter(basis_id=late.authorisation) if one.basis != Basis.NONE]
    assert len(under) == 3
    new = Person.objects.get(name="Tamsin Brae")
    assert (today() - london_day(new.recorded_at)).days == 6, "a new starter"


def test_reviews_count_no_visits_and_name_no_weekday_that_the_register_does_not_hold():
    said = str([OPERATIONS["benefit"]["grant"], OPERATIONS["benefit"]["reviews"]])
    assert not re.search(r"Monday|\b(one|two|three|four) visits", said, re.IGNORECASE)
