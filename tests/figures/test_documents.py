"""What the registers of documents say to questions 1.c, 3, 4.a to 4.e, 5 and 8.a to 8.d of FOI 9477."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.foi.registers import quarters, registers
from tests.given import AT
from tests.governance.adopted import a_clause, a_draft, a_policy, approve, withdraw
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures import conduct, documents
from watchbook.figures.findings import Inquiry, Status
from watchbook.governance.documents import policy

RECEIVED = date(2019, 10, 7)
POLICY = "policy,RIPA Policy,4,2018-03-14,Cabinet,{extent},,,,{clauses},policy.txt"
PARTLY = POLICY.format(extent="partly", clauses="policy.clauses.csv")
WHOLLY = POLICY.format(extent="wholly", clauses="")
CLAUSE = '7,Social media,social_media,"Ask first."'
NONES = {
    kind: f"{kind},The intranet,Nobody wrote one.,2019-09-30"
    for kind in (
        "procedure",
        "guidance",
        "code_of_practice",
        "dpia",
        "equality_assessment",
        "human_rights_assessment",
    )
}


OF_4 = (
    "privacy_notice",
    "dpia",
    "pia",
    "equality_assessment",
    "human_rights_assessment",
    "training_material",
)
FIXTURE = Path("watchbook/demo/fixtures/council-2019/retention_schedule.csv")
MAY, JUNE, JULY, AUGUST = (datetime(2026, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7, 8))


def none_of(kind):
    """A line of a signed “none is held”."""
    return f"{kind},The intranet,Nobody wrote one.,2019-09-30"


def policy_of(kind):
    """A line of the register of documents, wholly about social media, of a kind."""
    return WHOLLY.replace("policy,RIPA Policy", f"{kind},A {kind}", 1)


def asked(text="", *, on=RECEIVED):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on)


@pytest.fixture
def held(people, tmp_path):
    """Writes and loads register rows."""

    def write(**rows):
        registers(tmp_path / "registers", by=[people.simon, people.fatima, people.edmund], **rows)

    return write


# 1.c


def test_a_policy_with_a_clause_on_social_media_is_supplied_with_the_clause(held):
    held(documents=[PARTLY], clauses=[CLAUSE])
    finding = documents.social_media_policy(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "RIPA Policy, version 4, approved on 14 March 2018; a copy is supplied. Clause 7, “Social media”, deals with social media."
    )
    assert [one.what for one in finding.evidence] == [
        "RIPA Policy, version 4, approved on 14 March 2018 by Cabinet",
        "clause 7, Social media",
    ]
    assert finding.evidence[0].sha256
    (enclosed,) = finding.enclosures
    assert (enclosed.title, enclosed.address) == ("policy.txt", "/governance/documents/D-0001/1/file/")


def test_a_policy_wholly_about_social_media_needs_no_clause(held):
    held(documents=[WHOLLY])
    finding = documents.social_media_policy(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert "deals with social media" not in finding.answer


def test_a_policy_that_settles_nothing_about_social_media_is_no_answer(held):
    held(documents=[PARTLY], clauses=['1,Purpose,areas,"Everything."'])
    finding = documents.social_media_policy(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert finding.evidence == ()


def test_a_policy_approved_after_the_request_came_is_not_the_answer(held):
    held(documents=[WHOLLY])
    assert documents.social_media_policy(asked(on=date(2018, 3, 13))).status is Status.TO_BE_SEARCHED


def test_a_policy_without_a_copy_is_to_be_searched_and_one_published_is_linked(held):
    held(
        documents=[
            "policy,Web Policy,1,2018-03-14,Cabinet,wholly,,https://www.council.invalid/policy,2018-04-01,,",
        ]
    )
    finding = documents.social_media_policy(asked())
    assert finding.status is Status.HELD_LINK
    assert "is published at https://www.council.invalid/policy" in finding.answer


def test_a_policy_with_neither_copy_nor_address_names_what_to_mend(held):
    held(documents=["policy,Lost Policy,1,2018-03-14,Cabinet,wholly,,,,,"])
    finding = documents.social_media_policy(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "Lost Policy, version 1" in finding.answer


def test_a_signed_none_is_not_held(held):
    held(none_held=["policy,The intranet,Nobody wrote one.,2019-09-30"])
    finding = documents.social_media_policy(asked())
    assert (finding.status, finding.answer) == (Status.NOT_HELD, "No policy is held. Nobody wrote one.")
    assert len(finding.evidence) == 1


# 3


def test_written_material_is_what_is_held_and_that_nothing_else_is(held):
    nones = [NONES[kind] for kind in ("procedure", "guidance", "code_of_practice")]
    held(documents=[PARTLY], clauses=[CLAUSE], none_held=nones)
    finding = documents.written_material(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer.endswith(
        "No other document that you asked about is in force: we hold no procedure, guidance or code of practice."
    )
    assert len(finding.evidence) == 4


@pytest.mark.parametrize("missing", ["procedure", "guidance", "code_of_practice"])
def test_one_kind_of_which_nobody_speaks_leaves_the_whole_to_a_person(held, missing):
    nones = [line for kind, line in NONES.items() if kind != missing]
    held(documents=[PARTLY], clauses=[CLAUSE], none_held=nones)
    finding = documents.written_material(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert missing.replace("_", " ") in finding.answer


# 4


def test_two_assessments_are_asked_for_at_once_and_each_must_be_known(held):
    held(none_held=[NONES["equality_assessment"]])
    assert documents.equality_assessment(asked()).status is Status.TO_BE_SEARCHED


def test_no_assessment_is_two_signed_nones(held):
    held(none_held=[NONES["equality_assessment"], NONES["human_rights_assessment"]])
    finding = documents.equality_assessment(asked())
    assert finding.status is Status.NOT_HELD
    assert len(finding.evidence) == 2


def test_a_none_signed_too_long_ago_counts_no_more(held):
    held(none_held=["dpia,The files,None was made.,2018-09-30"])
    assert documents.dpia(asked()).status is Status.TO_BE_SEARCHED
    assert documents.dpia(asked(on=date(2019, 9, 29))).status is Status.NOT_HELD


def test_a_document_about_something_else_is_not_given(held):
    held(documents=["privacy_notice,Council tax notice,1,2018-03-14,Cabinet,no,,,,,policy.txt"])
    assert documents.privacy_notice(asked()).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("dpia", documents.dpia),
        ("pia", documents.pia),
        ("privacy_notice", documents.privacy_notice),
        ("training_material", documents.training_material),
    ],
)
def test_each_kind_is_given_by_its_own_query(held, kind, query):
    held(documents=[f"{kind},The paper,1,2018-03-14,Cabinet,wholly,,,,,policy.txt"])
    assert query(asked()).status is Status.HELD_SUPPLIED


# 5


FORM = "form,Form {n},1,2018-03-14,Cabinet,wholly,{use},,,,form.txt"
Q3 = "2019-07-01,2019-09-30,2019-10-03"


def test_forms_are_listed_with_those_due_in_the_months_that_are_asked_about(held):
    held(
        documents=[
            FORM.format(n=1, use=""),
            FORM.format(n=2, use="2019-12-01"),
            FORM.format(n=3, use="2020-03-01"),
        ]
    )
    finding = documents.forms(asked("forms used, or to be used within three months"))
    assert finding.status is Status.HELD_SUPPLIED
    assert [one["title"] for one in finding.value] == ["Form 1", "Form 2"]
    only = documents.forms(asked("forms used"))
    assert [one["title"] for one in only.value] == ["Form 1"]
    assert "in the months that you name" not in only.answer


def test_that_none_is_due_in_the_months_ahead_is_said(held):
    held(documents=[FORM.format(n=1, use="")])
    finding = documents.forms(asked("forms used, or to be used within three months"))
    assert finding.answer.endswith(
        "The register holds no form that is due to come into use in the months that you name."
    )


def test_no_form_needs_a_signed_none(held):
    held(none_held=["form,The intranet,Nobody wrote one.,2019-09-30"])
    assert documents.forms(asked()).status is Status.NOT_HELD


def test_without_forms_and_without_a_word_a_person_searches(people):
    assert documents.forms(asked()).status is Status.TO_BE_SEARCHED


def test_fewer_forms_than_a_service_counted_are_not_the_whole_answer(held, people):
    held(
        documents=[FORM.format(n=1, use="")],
        statements=quarters("line_manager", Q3, service=people.marian.service.name, forms="2"),
    )
    finding = documents.forms(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "statement (2) is greater than the number in the register (1)." in finding.answer


# 8.a to 8.d


@pytest.mark.parametrize(
    ("settles", "query"),
    [
        ("areas", conduct.areas_of_work),
        ("criteria", conduct.criteria),
        ("authoriser", conduct.who_authorises),
        ("process", conduct.process),
    ],
)
def test_what_a_clause_settles_is_told_in_its_own_words(held, settles, query):
    held(documents=[PARTLY], clauses=[f'9,A heading,{settles},"What the clause says."'])
    finding = query(asked())
    assert finding.status is Status.EXPLANATION
    assert finding.answer.splitlines()[-1] == "RIPA Policy, version 4, clause 9: What the clause says."
    assert ("areas in which officers may use" in finding.answer) == (settles == "areas")
    assert [one.reference for one in finding.evidence] == ["D-0001/1", "D-0001/1"]


@pytest.mark.parametrize(
    "query", [conduct.areas_of_work, conduct.criteria, conduct.who_authorises, conduct.process]
)
def test_a_policy_without_a_clause_on_it_is_never_the_answer(held, query):
    held(documents=[PARTLY], clauses=[CLAUSE])
    assert query(asked()).status is Status.TO_BE_SEARCHED


# 8 as a whole


ALL_OF_8 = [
    f'{number},A heading,{settles},"What {settles} says."'
    for number, settles in enumerate(("areas", "criteria", "authoriser", "process"), start=1)
]


def test_how_it_is_conducted_is_told_part_by_part_in_the_words_of_each(held):
    schedule = FIXTURE.read_text(encoding="utf-8").splitlines()[1:]
    held(documents=[PARTLY], clauses=ALL_OF_8, retention_schedule=schedule)
    finding = conduct.how_it_is_conducted(asked())
    assert finding.status is Status.EXPLANATION
    for settles in ("areas", "criteria", "authoriser", "process"):
        assert f"What {settles} says." in finding.answer
    assert "28 days" in finding.answer
    assert "We answer within" in finding.answer
    assert len(finding.value) == 6
    assert len(finding.evidence) == len(set(finding.evidence))
    assert [one.query.partition("/")[0] for one in finding.searched] == [
        "areas_of_work",
        "criteria",
        "who_authorises",
        "process",
        "retention_period",
        "deletion_request",
        "rights_requests",
    ]


def test_one_part_that_nothing_settles_leaves_the_whole_to_a_person(held):
    held(documents=[PARTLY], clauses=ALL_OF_8)
    finding = conduct.how_it_is_conducted(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "no retention schedule was in force" in finding.answer
    assert "What areas says." not in finding.answer
    assert len(finding.searched) == 6


# 4 as a whole


def test_all_of_4_is_signed_or_supplied_kind_by_kind(held):
    held(
        documents=[policy_of("training_material"), policy_of("privacy_notice")],
        none_held=[none_of(kind) for kind in OF_4 if kind not in ("training_material", "privacy_notice")],
    )
    finding = documents.assessments_and_training_documents(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert "no data protection impact assessment, privacy impact assessment" in finding.answer
    assert len(finding.value) == 2
    assert len(finding.evidence) == 6


def test_all_of_4_signed_as_not_held_is_not_held(held):
    held(none_held=[none_of(kind) for kind in OF_4])
    assert documents.assessments_and_training_documents(asked()).status is Status.NOT_HELD


@pytest.mark.parametrize("missing", OF_4)
def test_one_kind_of_4_of_which_nobody_says_anything_is_searched(held, missing):
    held(none_held=[none_of(kind) for kind in OF_4 if kind != missing])
    finding = documents.assessments_and_training_documents(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert finding.evidence == ()


# The policy on covert surveillance


@pytest.mark.parametrize(
    "title",
    [
        "RIPA Policy",
        "Policy on RIP(S)A",
        "Regulation of Investigatory Powers Act: policy",
        "Covert Surveillance Policy",
        "Surveillance policy",
    ],
)
def test_the_policy_on_covert_surveillance_is_known_by_its_title(held, title):
    held(documents=[POLICY.format(extent="no", clauses="").replace("RIPA Policy", title)])
    finding = documents.ripa_policy(asked("your policy on RIPA"))
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == f"{title}, version 4, approved on 14 March 2018; a copy is supplied."
    assert len(finding.enclosures) == 1


@pytest.mark.parametrize("title", ["Gripa Policy", "CCTV Policy", "Policy on dogs"])
def test_another_policy_is_never_taken_for_it_and_a_signed_none_does_not_speak_of_it(held, title):
    held(
        documents=[POLICY.format(extent="no", clauses="").replace("RIPA Policy", title)],
    )
    finding = documents.ripa_policy(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.evidence, finding.searched[0].found) == ((), 0)


def test_a_signed_none_on_social_media_does_not_show_that_there_is_no_ripa_policy(held):
    held(none_held=[none_of("policy")])
    assert documents.ripa_policy(asked()).status is Status.TO_BE_SEARCHED


def test_a_policy_approved_after_the_request_is_not_in_force(held):
    held(documents=[WHOLLY])
    assert documents.ripa_policy(asked(on=date(2018, 3, 13))).status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize("query", [documents.ripa_policy, documents.social_media_policy])
@pytest.mark.parametrize(
    ("review_on", "said"),
    [
        (date(2027, 5, 1), "The next review of RIPA policy, version 3.1 is due on 1 May 2027."),
        (None, "The register holds no date for the next review of RIPA policy, version 3.1."),
    ],
)
def test_the_next_review_is_told_where_it_is_asked_for(people, query, review_on, said):
    a_policy(concerns_social_media="wholly", review_on=review_on)
    on = date(2026, 3, 2)
    assert query(asked("When will the policy next be reviewed?", on=on)).answer.endswith(said)
    assert "next review" not in query(asked("A copy of the policy", on=on)).answer


@pytest.mark.parametrize("query", [documents.ripa_policy, documents.social_media_policy])
def test_the_day_of_effect_is_told_only_where_the_register_has_it(people, query):
    a_policy(concerns_social_media="wholly", in_use_from=None)
    finding = query(asked("When did the policy take effect?", on=date(2026, 3, 2)))
    assert finding.status is Status.TO_BE_SEARCHED
    assert "only the date of approval" in finding.answer


@pytest.mark.parametrize("query", [documents.ripa_policy, documents.social_media_policy])
def test_a_policy_is_in_force_from_its_day_of_use_and_its_end_is_left_to_a_person(people, query):
    a_policy(concerns_social_media="wholly", in_use_from=date(2026, 2, 15))
    on = date(2026, 3, 2)
    told = query(asked("When did the policy take effect?", on=on)).answer
    assert told.endswith("RIPA policy, version 3.1 took effect on 15 February 2026.")
    end = query(asked("When does the policy end?", on=on))
    assert end.status is Status.TO_BE_SEARCHED
    assert "no end date for RIPA policy, version 3.1" in end.answer
    assert "took effect" not in query(asked("A copy of the policy", on=on)).answer


@pytest.mark.parametrize("query", [documents.ripa_policy, documents.social_media_policy])
def test_a_policy_withdrawn_or_recorded_later_is_not_told(people, query):
    with recorded_as_if_at(JUNE):
        row = a_draft(concerns_social_media="wholly")
        approve(row)
    with recorded_as_if_at(AUGUST):
        withdraw(row, on=date(2026, 2, 1))
    on = date(2026, 3, 2)
    told = [query(replace(asked(on=on), as_at=moment)).searched[0].found for moment in (MAY, JULY, None)]
    assert told == [0, 1, 0]


@pytest.mark.parametrize("text", ["since 2031", "between 2019 and 2016", "review " * 900, "(" * 900])
def test_a_policy_is_that_of_the_day_of_receipt_whatever_the_words(held, text):
    held(documents=[WHOLLY])
    for query in (documents.ripa_policy, documents.social_media_policy):
        assert query(asked(text)).status is Status.HELD_SUPPLIED


def test_the_number_of_queries_does_not_grow_with_the_documents(held):
    held(documents=[FORM.format(n=n, use="") for n in range(12)])
    with CaptureQueriesContext(
        connection,
    ) as captured:
        documents.forms(asked())
    assert len(captured) <= 6


@pytest.mark.parametrize("count", [1, 5])
def test_every_query_on_documents_takes_as_many_queries_however_much_is_held(
    held, django_assert_num_queries, count
):
    rows = [
        POLICY.format(extent="wholly", clauses="").replace("RIPA Policy", f"RIPA {n}") for n in range(count)
    ]
    held(documents=rows)
    for query in (documents.ripa_policy, documents.social_media_policy):
        with django_assert_num_queries(3):
            query(asked())
    with django_assert_num_queries(
        16
    ):  # four for each part that a clause settles, one for each that the schedule or an adoption does
        conduct.how_it_is_conducted(asked())
    with django_assert_num_queries(9):  # the documents, and a signature for each of six kinds
        documents.assessments_and_training_documents(asked())


@pytest.mark.parametrize(
    "query", [conduct.areas_of_work, conduct.criteria, conduct.who_authorises, conduct.process]
)
def test_a_clause_taken_back_or_recorded_later_settles_nothing(people, query):
    settles = {"areas_of_work": "areas", "who_authorises": "authoriser"}.get(query.__name__, query.__name__)
    with recorded_as_if_at(MAY):
        row = a_policy()
    with recorded_as_if_at(JUNE):
        clause = a_clause(row, settles=(settles,))
    with recorded_as_if_at(AUGUST):
        policy.take_back_clause(row, clause, by=people.simon, at=AT)
    on = date(2026, 3, 2)
    told = [query(replace(asked(on=on), as_at=moment)).searched[0].found for moment in (MAY, JULY, None)]
    assert told == [0, 1, 0]


def test_a_signed_none_is_an_entry_found_with_its_day_and_the_places_searched(held):
    held(none_held=[none_of("pia")])
    searched = documents.pia(asked()).searched
    assert [(one.register, one.found) for one in searched] == [
        ("documents adopted", 0),
        ("signed confirmation that none is held", 1),
    ]
    assert searched[1].terms.endswith(
        ": confirmation signed on 30 September 2019; places searched: The intranet"
    )
