"""The official forms: no box without a field or a reason, and the papers made from them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.authorisations import given
from tests.each import each
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import court_pack, papers
from watchbook.authorisations.applicant_report import OfficersComments
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.official_forms import FORMS, form_of, made_under
from watchbook.authorisations.paper_fields import BY_HAND, FIELDS
from watchbook.authorisations.report_form import report_boxes
from watchbook.authorisations.states import AuthorisationKind, ReportStep
from watchbook.governance.law_confirmation import law_confirmation
from watchbook.governance.law_confirmation.queries import confirmed_digests
from watchbook.law.confirmed import confirming
from watchbook.law.parameters import NotInForce, UnknownParameter
from watchbook.law.provisions import provision
from watchbook.organisation.models import Authority

AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
LATE = datetime(2026, 5, 28, 9, tzinfo=UTC)
HALF = {"comments", "without_report", "amended", "directions"}
RIPA = (AuthorisationKind.DIRECTED_SURVEILLANCE, AuthorisationKind.CHIS)


def text(made):
    """The words of a paper."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def paper(people, row, step, *, number=1, by=None, at=LATE):
    """The words of one form filled in."""
    return text(papers.make(row, step=step, number=number, by=by or people.oliver, at=at))


@each("form", FORMS, ids=lambda form: form.id)
def test_every_box_has_a_field_or_a_reason(form):
    kinds = [form.kind] if form.kind else RIPA
    for box in form.boxes:
        assert bool(box.fields) != bool(str(box.reason).strip()), box.asks
        assert all(name.strip() for name in box.fields), box.asks
        assert str(box.asks).strip()
        for name in box.fields:
            where, _dot, key = name.partition(".")
            known = {
                "answer": {one.id for kind in kinds for one in boxes_of(kind)},
                "decision": set(papers.DECISION),
                "report": {one.id for one in report_boxes(form.step, kind=form.kind)} if form.step else set(),
                "half": HALF,
                "hand": set(BY_HAND),
            }
            assert key in known[where] if key else name in FIELDS, name


def test_every_field_is_on_some_form_and_every_question_of_a_report_on_its_own():
    used = {name for form in FORMS for box in form.boxes for name in box.fields}
    assert set(FIELDS) <= used
    for kind in RIPA:
        for step in ReportStep:
            on_form = {name for box in form_of(kind, step).boxes for name in box.fields}
            assert {f"report.{box.id}" for box in report_boxes(step, kind=kind)} <= on_form
        on_form = {name for box in form_of(kind, "application").boxes for name in box.fields}
        assert {f"answer.{box.id}" for box in boxes_of(kind)} <= on_form


def test_the_application_paper_says_what_the_form_asks(people):
    Authority.objects.update(contact="01632 960000, ripa@council.invalid")
    row = given.a_granted(people)
    said = paper(people, row, "application")
    for one in (
        "each review sets the date of the next review", "01632 960000", "ines@council.invalid", "Trading Standards", "Head of Service", "preventing or detecting crime",
        "10 years in prison", "it met the crime threshold", "30 March 2026", "Test purchases showed nothing",
        "What is said of gravity.", "I declare that", "Jane Roe",
    ):  # fmt: skip
        assert one in said, one
    assert told(row)[0] == "reading.text_read"


def test_review_renewal_and_cancellation_are_papers_in_both_halves(people):
    row = given.in_force(people)
    report = given.reported(people, row, step="review", at=AT)
    facts = {"decision": "continue", "next_due_on": date(2026, 4, 30), "report": report}
    given.review.review(row, given.COMMENTS, by=people.oliver, at=AT, **facts)
    given.a_renewal(people, row, at=LATE)
    row = given.cancelled(people, row, at=LATE)
    for step, both in (
        ("review", ("Two new listings", given.COMMENTS.comments, "30 April 2026", "continues")),
        ("renewal", ("Only the page is looked at", given.COMMENTS.comments, "3 June 2026", "granted")),
        ("cancellation", ("In the case file", "Kept with the case file", "28 May 2026", "kept for the case")),
    ):
        said = paper(people, row, step)
        for one in both:
            assert one in said, (step, one)
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/"))
    assert "Official form for the renewal (PDF)" in page
    made = signed_in(people.oliver).get(f"/authorisations/{row}/papers/review/1.pdf")
    assert "Two new listings" in text(made.content)


def test_a_paper_counts_and_names_only_what_was_decided_before_it(people):
    row = given.in_force(people)
    for at, next_on in ((AT, date(2026, 4, 28)), (AT + timedelta(days=28), date(2026, 5, 25))):
        report = given.reported(people, row, step="review", at=at)
        facts = {"decision": "continue", "next_due_on": next_on, "report": report}
        comments = OfficersComments(f"Read on {at:%-d %B}.", remarks_answered="The words are the same.")
        given.review.review(row, comments, by=people.oliver, at=at, **facts)
    given.a_renewal(people, row, at=LATE)
    first, second = (paper(people, row, "review", number=one) for one in (1, 2))
    assert "dates of earlier ones 1 Earlier reviews: none" in first
    assert "dates of earlier ones 2 Earlier reviews: 30 March 2026, continues" in second
    assert "Earlier renewals: none" in second
    assert "from the end of 3 June 2026 (23:59) to the end of 3 September 2026 (23:59)" in paper(
        people, row, "renewal"
    )


def test_the_order_of_the_court_has_a_page_of_its_own(people):
    made = court_pack.make(given.a_granted(people), by=people.ines, at=LATE)
    last = PdfReader(BytesIO(made)).pages[-1].extract_text()
    assert "Application considered" in last
    assert "Address of the court" in last
    assert "Statement of the officer" not in last


def test_a_source_has_its_own_papers_and_what_is_said_of_it_is_for_those_who_decide(people):
    row = given.in_force(people, kind="chis")
    report = given.reported(people, row, step="review", at=AT)
    facts = {"decision": "cancel", "next_due_on": None, "report": report}
    given.review.review(row, given.COMMENTS, by=people.oliver, at=AT, **facts)
    assert "Asked twice about stock" in paper(people, row, "review")
    assert "What is said of tasking." in paper(people, row, "application")
    said = paper(people, row, "application", by=people.edmund)
    assert "What is said of tasking." not in said
    assert "Withheld" in said


def test_the_papers_for_the_court_have_three_forms_of_order_and_their_number_of_pages(people):
    row = given.in_force(people)
    given.a_renewal(people, row, at=LATE)
    made = court_pack.make(row, by=people.ines, at=LATE)
    said = text(made)
    for one in (
        "The renewal is approved", "Approval is refused.", "and the renewal is quashed", "Testham Magistrates’ Court",
        "Six listings", "23:59", "I am authorised to appear",
    ):  # fmt: skip
        assert one in said, one
    assert f"Number of pages {len(PdfReader(BytesIO(made)).pages)}" in said


def test_what_no_form_is_for_is_no_paper(people):
    outside = given.in_force(people, kind="non_ripa")
    leaves_nothing(WrongState, lambda: paper(people, outside, "application"), "cannot make this paper")
    row = given.in_force(people)
    for step, number in (("review", 1), ("review", 0)):
        leaves_nothing(
            WrongState, lambda s=step, n=number: paper(people, row, s, number=n), "not been made yet"
        )
    leaves_nothing(
        WrongState, lambda: court_pack.make(outside, by=people.ines, at=AT), "does not need a court"
    )


def test_a_penalty_that_is_a_fine_is_said_so(people):
    row = given.a_draft(people, kind="chis")
    facts = papers.facts_of(row, reader=people.ines, at=AT)
    for offence, says in (
        ("", ""),
        ("licensing_act_2003_s146", "Maximum penalty: a fine; no prison term"),
        (given.OFFENCE, "Maximum penalty: 10 years in prison"),
    ):
        row.offence = offence
        assert FIELDS["greatest_penalty"](facts) == says
    assert "if the authorisation takes effect on 30 March 2026" in FIELDS["last_day"](facts)


def test_who_reads_it_makes_its_papers_and_nothing_is_made_where_the_log_fails(people, monkeypatch):
    row = given.a_granted(people)

    def make(by):
        return papers.make(row, step="application", number=1, by=by, at=LATE)

    may = {"ines", "marian", "helen", "oliver", "judith", "simon", "leila", "edmund", "ivo"}
    refused_to_all_but(may, people, make, match="You cannot")
    undone_when_the_log_fails(monkeypatch, papers, lambda: make(people.oliver))


def test_no_paper_is_made_before_the_authority_has_a_name(people, monkeypatch):
    row = given.a_submitted(people)
    monkeypatch.setattr(papers, "the_authority", lambda: None)
    with pytest.raises(WrongState, match="nobody has entered the authority’s name yet"):
        papers.facts_of(row, reader=people.ines, at=AT)


@each("form", FORMS, ids=lambda form: form.id)
def test_every_form_names_the_provisions_of_its_act_as_on_the_day(form):
    on = date(2026, 11, 1)
    under = [one.id for one in made_under(form, nation="england", on=on)]
    assert under
    assert all(one.startswith("ripa.") for one in under)
    if form.kind:
        assert all(one.id.startswith("ripsa") for one in made_under(form, nation="scotland", on=on))
    else:
        with pytest.raises(UnknownParameter):
            made_under(form, nation="scotland", on=on)


def test_the_threshold_and_the_court_are_named_from_the_day_they_began():
    before, after = date(2012, 10, 31), date(2012, 11, 1)
    applied, court = form_of("directed_surveillance", "application"), FORMS[-2]
    assert "ripa.art7A" not in [one.id for one in made_under(applied, nation="england", on=before)]
    assert "ripa.art7A" in [one.id for one in made_under(applied, nation="england", on=after)]
    with pytest.raises(NotInForce):
        made_under(court, nation="england", on=before)


def test_each_form_of_the_court_papers_names_its_sections_and_what_is_unconfirmed_is_said_once(people):
    row = given.a_granted(people)
    said = text(court_pack.make(row, by=people.ines, at=LATE))
    for one in ("section 32A(2)", "section 32B", "section 28(3)", "section 30, and SI 2010/521", "SI 2010/521, article 7A"):  # fmt: skip
        assert one in said, one
    assert said.count("To be confirmed by the authority’s solicitor") == 1
    unconfirmed = [one for one in ("ripa.s28.3", "ripa.s30", "ripa.s32B") if not provision(one).verified]
    law_confirmation.sign([provision(one) for one in unconfirmed], by=people.leila, at=LATE)
    with confirming(confirmed_digests):
        said = text(court_pack.make(row, by=people.ines, at=LATE))
    assert "To be confirmed" not in said
    assert "section 28(3)" in paper(people, row, "application")


def test_a_review_a_renewal_and_a_cancellation_name_theirs(people):
    row = given.in_force(people)
    report = given.reported(people, row, step="review", at=AT)
    facts = {"decision": "continue", "next_due_on": date(2026, 4, 30), "report": report}
    given.review.review(row, given.COMMENTS, by=people.oliver, at=AT, **facts)
    given.a_renewal(people, row, at=LATE)
    row = given.cancelled(people, row, at=LATE)
    sections = {"review": "section 45", "renewal": "section 43(4)", "cancellation": "section 45"}
    for step, section in sections.items():
        assert f"Made under Regulation of Investigatory Powers Act 2000, {section}" in paper(
            people, row, step
        )
