"""Is the answer of the time, the split, the halves, the documents and the people asked about? Somebody's letters and our wordings."""

from datetime import date

from tests.each import each
from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.figures.register_names import LOOKS as LOOKS_REGISTER
from watchbook.foi.checks.all import asked_and_said
from watchbook.foi.checks.answers import said_by_others, said_by_us
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.period import Period

ON = RECEIVED = date(2026, 2, 2)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
LOOKS = "How many looks at social media were made in 2025?"
EACH = "How many looks at social media were made in each quarter of 2025?"
TWO = "How many authorisations were granted in 2025, and was any refused by a magistrate?"
COST = "How many tools were in use in 2025, and how much did they cost?"
COPY = (
    "Please provide a copy of the data protection impact assessment, including drafts and the DPO's comments."
)
PACK = "Please send a copy of your policy, your privacy notice and your training materials."
FACEBOOK = "How many looks were made on Facebook in 2025?"
STAFF = "How many officers looked at social media in 2025?"
SPENT = "How much did the council spend on software for social media in 2025?"
BY_SERVICE = "How many looks at social media were made in 2025, by service?"
GRANTED = "How many authorisations for directed surveillance came into force in 2025?"
AUDIT = "Was there an inspection in 2025?"

SINCE = "How many times has the council used a false profile since 2023, by calendar year?"
RIGHT = (
    (SINCE, "2023: 0; 2024: 0; 2025: 0; 2026: 2."),
    (SINCE, "From 1 January 2023 to 2 February 2026:\n2023: 0\n2024: 0\n2025: 0\n2026: 2"),
    (SINCE, "0 times in 2023, 0 in 2024, 0 in 2025 and 2 in 2026."),
    (LOOKS, "12 looks were made from 1 January 2025 to 31 December 2025."),
    (LOOKS, "12."),
    (LOOKS, "In 2025 there were 12 looks."),
    (LOOKS, "None."),
    (LOOKS, "12 looks were made in 2025. The policy was last reviewed in March 2023."),
    (LOOKS, "12 looks. Our register began on 3 March 2025; nothing was recorded from before."),
    (LOOKS, "From 1 March 2025 to 31 December 2025 there were 12. The register began on 1 March 2025."),
    (LOOKS, "12 looks were made in 2025, up from 9 in 2024."),
    (LOOKS, "12, most of them in March 2025."),
    (LOOKS, "We do not hold this information."),
    (LOOKS, "We withhold this under section 31 of the Act."),
    (LOOKS, "Fewer than 5."),
    (EACH, "January to March 2025: 3. April to June 2025: 4. July to September 2025: 5. October to December 2025: 0."),
    (EACH, "Q1 3, Q2 4, Q3 5 and Q4 2."),
    (EACH, "There were none in any quarter of 2025."),
    (TWO, "4 authorisations were granted. No application was refused by a magistrate."),
    (TWO, "Four were granted. Yes, one was refused."),
    (TWO, "None was granted and a magistrate refused none."),
    (COST, "Two tools were in use. They cost £4,000."),
    (COST, "No tool was in use."),
    (SPENT, "£1,200 was spent in 2025."),
    (SPENT, "Nothing was spent on it in 2025."),
    (SPENT, "The council spent no money on it in 2025."),
    (SPENT, "We do not hold this information."),
    (LOOKS, "Twelve."),
    (COPY, "The assessment (DPIA) is enclosed, with two drafts. No comments are held."),
    (COPY, "We do not hold a data protection impact assessment."),
    (PACK, "The policy, the privacy notice and the training slides are enclosed."),
    (FACEBOOK, "9 looks were made on Facebook."),
    (FACEBOOK, "9."),
    (STAFF, "5 officers."),
    (GRANTED, "4. Each was in force for 39 days."),
    ("For how many days was each authorisation of 2025 in force?", "39 days each."),
    (STAFF, "Nobody looked."),
    (BY_SERVICE, "Trading Standards 7, Housing 5."),
    (BY_SERVICE, "All 12 were made by Trading Standards."),
    (AUDIT, "Yes. It took place on 10 September 2025."),
    (AUDIT, "No. The last was on 10 September 2024."),
)  # fmt: skip
BUT_FACEBOOK = "How many looks were made in 2025, other than on Facebook?"
BUT_MARCH = "How many looks were made in 2025, excluding March?"
WRONG = (
    (BUT_FACEBOOK, "50 looks were made on Facebook.", "subject_differs"),
    (LOOKS, "70 looks were made from 3 November 2025 to 27 November 2026.", "period_differs"),
    (LOOKS, "12 looks were made in 2024.", "period_differs"),
    (LOOKS, "Since 1 January 2019 there were 40.", "period_differs"),
    (LOOKS, "3 looks were made in March 2025.", "period_differs"),
    (LOOKS, "None in 2019.", "period_differs"),
    (AUDIT, "Yes. It took place on 10 September 2024.", "period_differs"),
    (EACH, "12 looks were made in 2025.", "breakdown_missing"),
    (EACH, "Q1 3, Q2 4.", "breakdown_missing"),
    (BY_SERVICE, "12 looks were made.", "breakdown_missing"),
    (GRANTED, "39 days in spring, and 21 days in autumn.", "subject_differs"),
    (TWO, "4 authorisations were granted.", "half_unanswered"),
    (TWO, "Nil.", "half_unanswered"),
    (COST, "Two tools were in use.", "half_unanswered"),
    (SPENT, "4 authorisations of covert surveillance took effect in 2025.", "kind_missing"),
    (SPENT, "The council buys software for social media under its procurement rules.", "kind_missing"),
    (LOOKS, "The policy says in which areas of work social media may be looked at.", "kind_missing"),
    (COPY, "The data protection impact assessment is enclosed.", "document_missing"),
    (PACK, "The policy is enclosed.", "document_missing"),
    (FACEBOOK, "9 looks were made on Instagram.", "subject_differs"),
    (FACEBOOK, "In total 70 looks were made.", "subject_differs"),
    (STAFF, "70 looks were made.", "subject_differs"),
    (STAFF, "The training slides are enclosed.", "subject_differs"),
)  # fmt: skip


def facets_of(question):
    """The question as the only one of its request, and its facets."""
    text = f"1. {question}"
    questions = split(text).questions
    years = FinancialYears(4)
    return questions, read_facets(text, questions=questions, received_on=RECEIVED, years=years)


def rules_of_letter(question, answer):
    """The rules that block somebody's letter."""
    questions, facets = facets_of(question)
    given = read_answer(questions, text=f"1. {answer}")
    return [
        check.rule for check in asked_and_said(said_by_others(given, facets=facets), on=ON) if check.blocks
    ]


def rules_of_wording(question, answer, *, found="x", value=None, period=None, register="looks"):
    """The rules that block an officer's own words over a finding."""
    _questions, facets = facets_of(question)
    row = Evidence(register, "totals", "x", None)
    finding = Finding(Status.HELD_SUPPLIED, found, value=value, period=period, evidence=(row,))
    one = said_by_us("1", question=question, finding=finding, wording=answer, facets=facets["1"])
    return [check.rule for check in asked_and_said([one], on=ON) if check.blocks]


@each(("question", "answer"), RIGHT)
def test_a_right_answer_is_not_blocked(question, answer):
    assert rules_of_letter(question, answer) == []


@each(("question", "answer", "rule"), WRONG)
def test_an_answer_to_something_else_is_blocked(question, answer, rule):
    assert rule in rules_of_letter(question, answer)


@each(("question", "answer", "rule"), WRONG)
def test_so_is_an_officers_own_wording(question, answer, rule):
    assert rule in rules_of_wording(question, answer)


def test_the_registers_own_sentence_is_held_to_the_days_and_columns_that_it_was_counted_over():
    other = Period(date(2025, 11, 3), date(2026, 2, 2))
    assert rules_of_wording(LOOKS, "", found="12 looks.", value=12, period=YEAR) == []
    assert rules_of_wording(LOOKS, "", found="12 looks.", value=12, period=other) == ["period_differs"]
    split_so = {"total": 12, "by_service": [{"service": "Housing", "count": 12}]}
    assert rules_of_wording(BY_SERVICE, "", found="12 looks.", value=split_so, period=YEAR) == []
    assert rules_of_wording(BY_SERVICE, "", found="12 looks.", value=12, period=YEAR) == ["breakdown_missing"]
    quarters = [{"period": {}, "count": 3}] * 4
    assert rules_of_wording(EACH, "", found="12 looks.", value={"by_period": quarters}, period=YEAR) == []
    assert rules_of_wording(EACH, "", found="12 looks.", value=quarters, period=YEAR) == []
    halves = {"halves": [{"asked": "x", "status": "y", "value": quarters}, {"value": 1}]}
    assert rules_of_wording(EACH, "", found="12 looks.", value=halves, period=YEAR) == []


def test_without_a_request_at_hand_nothing_is_held_against_an_answer():
    found = Finding(Status.HELD_SUPPLIED, "70 looks in 2019.")
    assert asked_and_said([said_by_us("1", question=LOOKS, finding=found)], on=ON) == ()


def test_a_right_figure_of_a_wider_population_is_blocked_in_any_words():
    rules = rules_of_wording(FACEBOOK, "There were 70.", found="70 looks were made.", value=70, period=YEAR)
    assert rules == ["subject_differs"]


def test_a_figure_must_say_what_the_question_leaves_out():
    def rules(question, answer):
        return rules_of_wording(question, answer, found="62 looks were made.", value=62, period=YEAR)

    assert rules(BUT_FACEBOOK, "") == ["subject_differs"]
    assert rules(BUT_FACEBOOK, "There were 62.") == ["subject_differs"]
    assert rules(BUT_FACEBOOK, "12 looks were made, apart from those on Facebook.") == []
    assert rules(BUT_FACEBOOK, "12.") == []
    assert rules(BUT_MARCH, "") == ["period_differs"]
    assert rules(BUT_MARCH, "62 looks were made in 2025, excluding March.") == []


def test_looks_without_an_authorisation_are_not_counted_by_the_register_and_those_without_a_basis_are():
    asked = "How many looks at social media were made in 2025, and how many of them had no authorisation?"
    found = "1 look was made without a basis: neither triage nor a plan nor an authorisation covered it."

    def rules(answer):
        return rules_of_wording(
            asked, answer, found=f"36 looks were made. {found}", period=YEAR, register=str(LOOKS_REGISTER)
        )

    assert rules(found) == []
    assert rules("1 of the 36 looks had no authorisation.") == ["subject_differs"]
    assert rules("36 looks were made, and 1 of them was not authorised.") == ["subject_differs"]


def test_a_clause_of_the_policy_is_no_number():
    _questions, facets = facets_of(LOOKS)
    row = Evidence("documents", "clauses", "x", None)
    finding = Finding(
        Status.EXPLANATION, "This says where it may be used: see clause 3 of the policy.", evidence=(row,)
    )
    one = said_by_us("1", question=LOOKS, finding=finding, facets=facets["1"])
    assert "kind_missing" in [check.rule for check in asked_and_said([one], on=ON) if check.blocks]
