"""Answers in Welsh: every sentence with which the registers answer, the names of things in them, and a letter with a table."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from tests import given
from tests.foi.a_year import bring_about_a_year, looks_that
from tests.foi.answering import confirmed
from tests.looks import given as looks
from tests.welsh import noting_what_is_missing
from tools.messages import LOCALE, PACKAGE, catalogue, marked
from watchbook.authorisations import models as authorisations
from watchbook.figures.named import QUERIES, figure
from watchbook.files.document.blocks import BlockKind
from watchbook.foi.course import step
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.letter.content import LetterOptions, letter_of
from watchbook.foi.letter.files import blocks
from watchbook.foi.letter.language import in_language_of
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.request import request
from watchbook.governance.documents.models import ClauseSubject, DocumentKind, Extent, HeldKind
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.software.models import Tool
from watchbook.governance.statements.models import Matter
from watchbook.looks.models import Purpose
from watchbook.organisation.rules import TITLES
from watchbook.oversight.models import Inspection, InternalAudit, RecommendationStep
from watchbook.reading.times.period import Period

# What an answer calls by its name, as its register has it.
NAMED = {
    authorisations.Authorisation: ("kind", "ground", "outcome", "state"),
    authorisations.CovertProfile: ("state",),
    LetterReceived: ("sender",),
    RetentionClass: ("action",),
    Tool: ("acquired",),
    Inspection: ("body", "concerns_social_media"),
    InternalAudit: ("trigger", "concerns_social_media"),
    RecommendationStep: ("step",),
}
LATER = given.AT + timedelta(days=79)
ASKED = (
    "1. How often did officers look at social media from 2 March 2026 to 31 March 2026 and from 1 April "
    "2026 to 30 April 2026?"
)


def test_every_sentence_of_the_registers_answers_is_in_welsh(record_property):
    welsh = catalogue((LOCALE / "cy" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    sentences = [one for one in marked(PACKAGE / "figures") if one.id]
    left = [one.id for one in sentences if welsh.get(one.id, one.context) is None]
    record_property("sentences of answers in Welsh", len(sentences) - len(left))
    record_property("sentences of answers", len(sentences))
    assert len(sentences) > 300
    assert left == []


def test_every_name_in_them_is_in_welsh(record_property):
    names = [
        *TITLES.values(),
        *(
            one
            for kind in (ClauseSubject, DocumentKind, Extent, HeldKind, Matter, Purpose)
            for one in kind.labels
        ),
    ]
    for model, fields in NAMED.items():
        names += [label for field in fields for _value, label in model._meta.get_field(field).flatchoices]
    with noting_what_is_missing() as missing, translation.override("cy"):
        record_property("names in answers", len([str(one) for one in names]))
    assert missing == set()


@pytest.mark.usefixtures("db")
def test_every_figure_of_a_year_speaks_welsh(tmp_path):
    bring_about_a_year(tmp_path / "year", at=timezone.now())
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    with noting_what_is_missing() as missing, translation.override("cy"):
        answers = [figure(topic, on=date(2026, 3, 3), period=year).answer for topic in QUERIES]
    assert missing == set()
    looked = looks_that(year.first_on, year.last_on)
    assert f"Gwnaed {looked} edrychiad o 1 Ionawr 2025 i 31 Rhagfyr 2025." in " ".join(answers)


def test_a_letter_in_welsh_counts_in_welsh_and_makes_a_table_of_its_days(people):
    subject = looks.a_subject(people)
    looks.opened(people, subject)
    looks.opened(people, subject, at=given.AT + timedelta(days=40), why_not="One more page was sent in")
    row = request.receive(ASKED, received_on=LATER.date(), regime="foia", by=people.bryn, at=LATER)
    step.take(row, kind="welsh", on=LATER.date(), words="", until=None, by=people.bryn, at=LATER)
    confirmed(row, people, at=LATER)
    with noting_what_is_missing() as of_the_checks, in_language_of(row):
        draft_of(row)  # its checks are for the officer, who reads those of the English draft
    going = LetterOptions(day=LATER.date(), terms=ReuseTerms(), is_draft=False)
    with noting_what_is_missing() as missing:
        told = blocks(letter_of(row, draft_of(row), going=going))
    assert missing <= of_the_checks
    tables = [one.text for one in told if one.kind is BlockKind.TABLE]
    assert tables == ["2 Mawrth 2026 i 31 Mawrth 2026: 1\n1 Ebrill 2026 i 30 Ebrill 2026: 1"]
    said = " ".join(one.text for one in told)
    assert "Gwnaed 2 edrychiad o 2 Mawrth 2026 i 30 Ebrill 2026." in said
    assert "Ystyr “edrychiad” yw un ymweliad" in said
