"""What a rule cites in a nation on a day: a Code's paragraph in its own edition, or the Act of the nation."""

from datetime import date
from itertools import pairwise

import pytest

from tests.each import each
from watchbook.law import codes
from watchbook.law.codes import cited, edition, editions, paragraph, subjects
from watchbook.law.durations import ACTS
from watchbook.law.parameters import NotInForce
from watchbook.law.provisions import UnknownProvision, provision_ids

TODAY = date(2026, 11, 25)


@each(
    ("code", "nation", "day", "held"),
    [
        ("surveillance", "england", date(2010, 4, 5), "earlier"),
        ("surveillance", "england", date(2014, 12, 9), "2010"),
        ("surveillance", "wales", date(2014, 12, 10), "2014"),
        ("surveillance", "northern_ireland", date(2018, 8, 14), "2014"),
        ("surveillance", "england", date(2018, 8, 15), "2018"),
        ("surveillance", "england", date(2024, 2, 22), "2018"),
        ("sources", "england", date(2022, 12, 12), "2018"),
        ("sources", "england", date(2022, 12, 13), "2022"),
        ("surveillance", "scotland", date(2017, 12, 10), "earlier"),
        ("sources", "scotland", date(2017, 12, 11), "2017"),
    ],
)
def test_the_edition_to_follow_on_a_day(code, nation, day, held):
    assert edition(code, nation=nation, on=day).edition == held


def test_each_edition_has_its_own_paragraph_numbers():
    numbers = [
        cited("reconnaissance", nation="england", on=day).title.rpartition(", ")[2]
        for day in (date(2013, 6, 1), date(2016, 6, 1), TODAY)
    ]
    assert numbers == ["paragraph number not held", "paragraph 2.29", "paragraph 3.15"]
    assert cited("private_information", nation="england", on=date(2016, 6, 1)).title.endswith(
        "paragraphs 2.4 to 2.7"
    )
    assert cited("source_meant", nation="wales", on=TODAY).title.endswith("chapter 2")
    assert cited("private_information", nation="scotland", on=TODAY).verified
    assert not cited("private_information", nation="england", on=TODAY).verified


def test_a_paragraph_is_found_by_code_edition_and_number():
    [found] = paragraph("surveillance", act="ripa", edition="2018", number="3.16")
    assert found.id == "ripa.surveillance_code.2018.3.16"
    assert "Eight factors" in found.gloss_in("en")
    assert len(paragraph("surveillance", act="ripa", edition="2014", number="2.29")) == 2
    assert paragraph("sources", act="ripa", edition="2018", number="99") == ()


def test_each_act_has_its_own_section_for_the_same_thing():
    assert cited("private", nation="wales", on=TODAY).id == "ripa.s26.2.b"
    assert cited("private", nation="scotland", on=TODAY).id == "ripsa.s1.2"
    assert cited("human_rights.art8", nation="wales", on=TODAY).id == "human_rights.art8"


def test_everything_that_may_be_cited_is_there_in_every_nation():
    for nation in ACTS:
        for subject in subjects():
            assert cited(subject, nation=nation, on=TODAY).gloss_in("en").endswith(".")


def test_editions_of_one_code_follow_on_each_other():
    held = editions()
    for one, after in pairwise(held):
        if (one.code, one.act) == (after.code, after.act):
            assert (after.since - one.until).days == 1
    assert all(one.title and (one.verified or one.note) for one in held)


def test_no_edition_is_made_up():
    with pytest.raises(UnknownProvision):
        edition("interception", nation="england", on=TODAY)
    with pytest.raises(NotInForce):
        cited("factors", nation="england", on=date(1999, 1, 1))
    with pytest.raises(UnknownProvision):
        codes.cited("nothing", nation="england", on=TODAY)


@each(
    "provision_id",
    [
        "ripa.s26.2", "ripa.s26.2.a", "ripa.s26.2.b", "ripa.s26.2.c", "ripa.s26.3", "ripa.s26.8",
        "ripa.s26.9.a", "ripa.s28.3", "ripa.s29.3", "ripa.s29.5", "ripa.s80", "ripa.s81.2", "ripa.art7A",
        "ripa.art7A.3.a", "ripa.art7A.3.b", "ripa.art7A.3.b.i", "ripa.art7A.3.b.ii", "ripa.art7A.3.b.iii", "ripa.art7A.3.b.iv", "ripa.art7A.3.b.v",
        "ripa.art7A.3.b.vi", "ripa.legal_consultations_order",
        "lga_1972.s223", "ripa.s32A.northern_ireland", "ripsa.s1.2", "ripsa.s1.3", "ripsa.s1.7", "ripsa.s1.8", "ripsa.s6.3",
        "ripsa.s7.3", "ripsa.s7.6", "human_rights.s6", "human_rights.art8", "human_rights.art10",
        "human_rights.art11", "unlawful_access.computer_misuse", "unlawful_access.interception",
        "unlawful_access.consent", "unlawful_access.own_account", "unlawful_access.interception_before",
        "unlawful_access.consent_before", "data_protection.act", "data_protection.act_1998",
        "data_protection.dpia", "data_protection.special_category", "data_protection.vetting",
        "data_protection.employment_code", "oversight_guidance.osc_288", "oversight_guidance.osc_289_1",
        "oversight_guidance.osc_289_2", "oversight_guidance.osc_289_3", "oversight_guidance.osc_289_4",
        "oversight_guidance.ipco_tasking", "oversight_guidance.care", "tobacco_and_vapes_2026",
        "case_law.c_v_police", "case_law.paton_v_poole", "case_law.ba_v_cleveland", "case_law.complaint_of_surveillance",
        "authority.drift", "authority.triage",
    ],
)  # fmt: skip
def test_every_provision_of_triage_is_there(provision_id):
    assert provision_id in provision_ids()
