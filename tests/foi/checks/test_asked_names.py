"""What a question wants named is named, and of the looks or authorisations asked about; else the letter is blocked."""

from tests.each import each
from tests.foi.checks.test_asked import facets_of, rules_of_letter
from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.foi.checks.answers import said_by_us
from watchbook.foi.checks.asked_names import names_missing, names_others

SERVICES = "Which services made these looks?"
COPIES = "DPIA: open research of social media, version 1, approved on 24 May 2023; a copy is supplied."
EACH_SERVICE = [{"service": "Licensing", "count": 4}, {"service": "Trading Standards", "count": 9}]
LISTED = "Looks on record:\nLicensing: 4\nTrading Standards: 9"
CLAUSE = "Social Media Policy, version 2, clause 3: Licensing and Trading Standards may look at social media."
BOTH = {
    "halves": [
        {"asked": "How many looks were made", "value": 70},
        {"asked": "which services made them", "value": 70},
    ]
}
OFFENCES = "Fly-tipping: 2; fraud by false representation: 1."


def rules(question, *, topic, answer, value=None, status=Status.HELD_SUPPLIED):
    """The rules that block the register's own answer."""
    questions, facets = facets_of(question)
    row = Evidence(register="looks", reference="1", what="a look", sha256="0" * 64, recorded_at=None)
    finding = Finding(status=status, answer=answer, value=value, evidence=(row,))
    said = said_by_us(
        questions[0].number,
        question=questions[0].text,
        finding=finding,
        topic=topic,
        facets=facets[questions[0].number],
    )
    return [check.rule for check in (*names_missing([said]), *names_others([said])) if check.blocks]


@each(
    ("question", "topic", "answer", "value"),
    [
        (SERVICES, "assessments_and_training_documents", COPIES, None),
        (SERVICES, "how_often", "70 looks were made.", 70),
        (SERVICES, "how_often", "70 looks were made.", {"total": 70, "by_purpose": []}),
        (SERVICES, "refused_by_magistrate", "No court refused to approve an application.", 0),
        ("List the platforms viewed.", "privacy_notice", COPIES, None),
        ("Who made the looks at social media?", "how_often", "70 looks were made.", 70),
        ("How many looks were made, and which services made them?", "how_often", "70.", BOTH),
    ],
)  # fmt: skip
def test_an_answer_that_names_none_is_blocked(question, topic, answer, value):
    assert "breakdown_missing" in rules(question, topic=topic, answer=answer, value=value)


@each(
    ("question", "topic", "answer", "status"),
    [
        ("Which directorates obtained RIPA authorisations?", "looks_by_service", LISTED, Status.HELD_SUPPLIED),
        ("State which departments have covert profiles.", "looks_by_service", LISTED, Status.HELD_SUPPLIED),
        ("What types of offence were investigated when officers looked at social media?", "surveillance_purposes", OFFENCES, Status.HELD_SUPPLIED),
        ("Name every department that used Facebook to investigate somebody.", "areas_of_work", CLAUSE, Status.EXPLANATION),
    ],
)  # fmt: skip
def test_an_answer_of_other_matters_is_blocked(question, topic, answer, status):
    assert "subject_differs" in rules(question, topic=topic, answer=answer, value=EACH_SERVICE, status=status)


@each(
    ("question", "topic", "answer", "value", "status"),
    [
        (SERVICES, "looks_by_service", LISTED, EACH_SERVICE, Status.HELD_SUPPLIED),
        (SERVICES, "looks_by_service", "No look was made.", 0, Status.NIL),
        ("Which services look at social media?", "areas_of_work", CLAUSE, None, Status.EXPLANATION),
        ("For what crimes was directed surveillance authorised?", "surveillance_purposes", OFFENCES, [], Status.HELD_SUPPLIED),
        ("Which company supplies the software?", "software_supplier", "It is Loomwright Ltd.", None, Status.HELD_SUPPLIED),
    ],
)  # fmt: skip
def test_an_answer_that_names_them_goes(question, topic, answer, value, status):
    assert rules(question, topic=topic, answer=answer, value=value, status=status) == []


@each(
    ("question", "answer", "is_blocked"),
    [
        (SERVICES, "70 looks were made.", True),
        (SERVICES, "A copy of the policy is enclosed.", True),
        (SERVICES, "Licensing made 4 and Trading Standards 9.", False),
        (SERVICES, "We do not record the service of a look; 70 were made.", False),
        ("Which platforms were looked at?", "Facebook, and Instagram in 3 cases.", False),
        ("Which platforms were looked at?", "There were 12.", True),
    ],
)
def test_somebodys_letter_is_blocked_where_it_only_counts_or_encloses(question, answer, is_blocked):
    assert ("breakdown_missing" in rules_of_letter(question, answer)) is is_blocked
