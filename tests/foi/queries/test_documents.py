"""What the registers of documents say to questions 1.c, 3, 4.a to 4.e, 5 and 8.a to 8.d of FOI 9477."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.foi.registers import quarters, registers
from watchbook.foi.findings import Asked, Status
from watchbook.foi.queries import conduct, documents

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


def asked(text="", *, on=RECEIVED):
    """A question as a query sees it."""
    return Asked(number="1", text=text, received_on=on)


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
        "Nothing else is in force: no procedure, guidance or code of practice is held."
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
    assert "in the months you name" not in only.answer


def test_that_none_is_due_in_the_months_ahead_is_said(held):
    held(documents=[FORM.format(n=1, use="")])
    finding = documents.forms(asked("forms used, or to be used within three months"))
    assert finding.answer.endswith("The register holds none that comes into use in the months you name.")


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
    assert "stated 2 forms on the register and it holds 1 now" in finding.answer


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
    assert ("says where it may be used" in finding.answer) == (settles == "areas")
    assert [one.reference for one in finding.evidence] == ["D-0001/1", "D-0001/1"]


@pytest.mark.parametrize(
    "query", [conduct.areas_of_work, conduct.criteria, conduct.who_authorises, conduct.process]
)
def test_a_policy_without_a_clause_on_it_is_never_the_answer(held, query):
    held(documents=[PARTLY], clauses=[CLAUSE])
    assert query(asked()).status is Status.TO_BE_SEARCHED


def test_the_number_of_queries_does_not_grow_with_the_documents(held):
    held(documents=[FORM.format(n=n, use="") for n in range(12)])
    with CaptureQueriesContext(
        connection,
    ) as captured:
        documents.forms(asked())
    assert len(captured) <= 6
