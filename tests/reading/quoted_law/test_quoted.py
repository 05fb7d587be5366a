"""Law as people quote it: what exists, what says otherwise, and what we do not know."""

from pathlib import Path

import pytest

from watchbook.reading.quoted_law.laws import AssumedLaw, CitationStanding
from watchbook.reading.quoted_law.reading import quoted

INVENTED = Path(__file__).with_name("invented_citations.txt").read_text(encoding="utf-8").splitlines()
REAL = (
    "This is exempt under Section 40(2) of the Freedom of Information Act 2000 because it is personal data.",
    "Section 12(1) of the Act: to answer would exceed the appropriate limit of £450.",
    "Please answer within 20 working days, as section 10 of FOIA requires.",
    "Section 17 of FOISA: the information is not held.",
    "We rely on section 31(1)(a), (b) and (g) and on s.24(1), national security.",
    "In line with regulation 12(5)(b) of the Environmental Information Regulations 2004 it is withheld.",
    "My right of access under Article 15 UK GDPR; please reply within one month.",
    "Was a DPIA done under Article 35 of the UK GDPR before each look?",
    "How many warrants under section 136 of the Mental Health Act 1983 were there in 2022?",
    "Authorised under section 28 of the Regulation of Investigatory Powers Act 2000 (RIPA).",
    "Dransfield v Information Commissioner [2015] EWCA Civ 454 says when a request is vexatious.",
    "If you are unhappy, ask for a review within 40 working days; the ICO can be told after that.",
    "Please send the figures for the last 12 months within a week if you can.",
    "What is complex may be answered within 40 working days under the EIR.",
    "Reply within one month under UK GDPR and within 20 working days under FOIA.",
)


def alarms(text):
    return [one for one in quoted(text) if one.standing is not CitationStanding.EXISTS]


@pytest.mark.parametrize("text", REAL)
def test_what_is_quoted_rightly_raises_no_alarm(text):
    assert alarms(text) == []


def test_nearly_every_invented_citation_is_found():
    missed = [line for line in INVENTED if not alarms(line)]
    assert len(INVENTED) == 100
    assert missed == ["paragraph 9 of Schedule 14 to FOIA bars it."]


@pytest.mark.parametrize(
    ("text", "cited", "standing", "says"),
    [
        ("Section 97 of FOIA", "Section 97", CitationStanding.NOT_KNOWN, ""),
        (
            "Section 42 FOIA, personal data,",
            "Section 42",
            CitationStanding.SAYS_OTHERWISE,
            "legal professional privilege",
        ),
        (
            "the Freedom of Information Act 2005",
            "Freedom of Information Act 2005",
            CitationStanding.SAYS_OTHERWISE,
            "",
        ),
        ("the Open Accounts Act 2021", "Open Accounts Act 2021", CitationStanding.NOT_KNOWN, ""),
        (
            "FOIA gives you 10 days to answer",
            "10 days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "Answer within 40 working days as the Freedom of Information Act 2000 says",
            "40 working days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "You have 20 days to answer under FOIA",
            "20 days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "Reply in one month under section 10 of the FOIA",
            "one month",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "UK GDPR article 12(3): you have 40 days",
            "40 days",
            CitationStanding.SAYS_OTHERWISE,
            "a month to answer",
        ),
        (
            "FOIA section 10 gives us 28 days",
            "28 days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "It takes 28 days under section 10 of the FOIA",
            "28 days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "Under FOIA s.17 we refuse within 60 working days",
            "60 working days",
            CitationStanding.SAYS_OTHERWISE,
            "20 working days to answer",
        ),
        (
            "The EIR give us 40 working days, or 10 days",
            "10 days",
            CitationStanding.SAYS_OTHERWISE,
            "the longer time for what is complex and voluminous",
        ),
        ("decision notice FS50998877", "decision notice FS50998877", CitationStanding.NOT_KNOWN, ""),
    ],
)
def test_each_says_what_became_of_it_and_what_the_law_says(text, cited, standing, says):
    [one] = [one for one in alarms(f"Dear Council,\n{text}.") if one.text == cited]
    assert (one.standing, one.says) == (standing, says)


def test_the_places_are_those_of_the_text_as_it_came():
    text = "Under\u00a0section 12 of the Freedom of\nInformation Act 2000, no."
    assert [text[one.start : one.end] for one in quoted(text)] == [
        "section 12",
        "Freedom of\nInformation Act 2000",
    ]


@pytest.mark.parametrize(
    ("text", "cited", "law"),
    [
        ("§ 12 FOIA", "§ 12", "Freedom of Information Act 2000"),
        ("under §§ 12 and 14 FOIA", "§§ 12", "Freedom of Information Act 2000"),
        ("sec-\ntion 8 of the Free-\ndom of Infor-\r\nmation Act 2000", "sec-\ntion 8", "Freedom of Information Act 2000"),
        ("section one of the FOIA", "section one", "Freedom of Information Act 2000"),
        ("adran 12 o Ddeddf Rhyddid Gwybodaeth 2000", "adran 12", "Freedom of Information Act 2000"),
        ("Erthygl 15 GDPR y DU", "Erthygl 15", "UK General Data Protection Regulation"),
        ("rheoliad 12 o’r Rheoliadau Gwybodaeth Amgylcheddol 2004", "rheoliad 12", "Environmental Information Regulations 2004"),
        ("section 012 FOIA", "section 012", "Freedom of Information Act 2000"),
        ("section １２ FOIA", "section １２", "Freedom of Information Act 2000"),
        ("Section Twenty-One of FOIA", "Section Twenty-One", "Freedom of Information Act 2000"),
        ("F.O.I. Act 2000 section 12", "section 12", "Freedom of Information Act 2000"),
        ("the Human Rights Act 1998, article 10", "article 10", "European Convention on Human Rights"),
    ],
)  # fmt: skip
def test_a_section_is_found_however_it_is_spelled(text, cited, law):
    found = {text[one.start : one.end]: (one.standing, one.law) for one in quoted(text)}
    assert found[cited] == (CitationStanding.EXISTS, law)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Public Order Act 1986 section 5, Freedom of Information Act 2000 section 12", [("section 12", "Freedom of Information Act 2000")]),
        ("Welsh Language (Wales) Measure 2011 section 44, Local Government Act 1972 section 222", [("section 222", "Local Government Act 1972")]),
        ("Wellbeing of Future Generations (Wales) Act 2015, section 5", []),
        ("FOIA section 12, RIPA section 28", [("section 12", "Freedom of Information Act 2000"), ("section 28", "Regulation of Investigatory Powers Act 2000")]),
        ("Under the Public Order Act 1986, section 12 of FOIA says no.", [("section 12", "Freedom of Information Act 2000")]),
        ("See section 12, Freedom of Information Act 2000.", [("section 12", "Freedom of Information Act 2000")]),
    ],
)  # fmt: skip
def test_a_section_belongs_to_the_law_that_it_follows(text, told):
    found = [one for one in quoted(text) if one.kind == "section"]
    assert [(one.text, one.law) for one in found] == told
    assert {one.standing for one in found} <= {CitationStanding.EXISTS}


def test_a_section_in_words_counts_only_beside_its_law():
    assert quoted("Please fill in section one of the form, as the Act says.") == []


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("section 22 of RIPA", "Investigatory Powers Act 2016"),
        ("the Data Protection Act 1984", "Data Protection Act 1998, and that by the Data Protection Act 2018 and the UK General Data Protection Regulation"),
        ("section 23A of RIPA", "Investigatory Powers Act 2016"),
        ("section 7A of the Data Protection Act 1998", "Data Protection Act 2018 and the UK General Data Protection Regulation"),
        ("Section 7 of the DPA 1998", "Data Protection Act 2018 and the UK General Data Protection Regulation"),
        ("s.7 DPA98", "Data Protection Act 2018 and the UK General Data Protection Regulation"),
        ("the Data Protection Act 1998", "Data Protection Act 2018 and the UK General Data Protection Regulation"),
        ("the Race Relations Act 1976", "Equality Act 2010"),
    ],
)  # fmt: skip
def test_law_that_was_replaced_is_told_with_what_replaced_it(text, now):
    assert {(one.standing, one.says) for one in quoted(text)} == {(CitationStanding.REPLACED, now)}


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("Section 14 of FOIA applies.", None),
        ("Section 14 of the Act applies.", AssumedLaw.USUAL),
        ("FOIA is a good Act.\nSection 14 of the Act applies.", AssumedLaw.NAMED_ELSEWHERE),
        ("RIPA and the IPA 2016 count.\nThe notice under section 28 stands.", AssumedLaw.ONE_OF_SEVERAL),
        ("RIPA and the IPA 2016 count.\nIt is exempt under section 40.", AssumedLaw.USUAL),
    ],
)
def test_a_law_that_does_not_stand_beside_its_section_is_said_to_be_assumed(text, assumed):
    assert [one.assumed for one in quoted(text) if one.kind == "section"] == [assumed]


def test_words_of_the_sentence_are_no_part_of_a_title():
    assert [one.text for one in quoted("See the ECHR, and the Localism Act 2011.")] == ["Localism Act 2011"]
