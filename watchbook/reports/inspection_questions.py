"""The fifteen questions that inspectors ask about social media, each with its live evidence, or with what is lacking (docs/law/oversight.md).

A register without an entry proves nothing, so a question without evidence says so; only a signed nil, or a row, is evidence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from watchbook.governance.documents.models import ClauseSubject
from watchbook.organisation.models import Person
from watchbook.reports.inspection_evidence import (
    Evidence,
    InspectionEvidence,
    clauses,
    known_officers,
    members,
    of_figure,
    policy,
    trained_beyond,
    trained_services,
)
from watchbook.reports.inspection_practice import (
    audits,
    authorisations,
    errors,
    personal_accounts,
    profiles,
    recommended,
    slide,
)
from watchbook.reports.inspection_retention import kept_for, past_its_end

SHOWN = 8  # pieces of evidence of one question that stand open on the page, and each that shows what is wrong


@dataclass(frozen=True)
class InspectionAnswer:
    """A question with what the registers show of it, and what they lack."""

    number: int
    question: str
    source: str
    evidence: tuple[InspectionEvidence, ...]
    lacks: str

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is on record."""
        return not self.evidence

    @property
    def open(self) -> list[InspectionEvidence]:
        """Return what stands open: the first pieces, and every one that shows what is wrong."""
        return [one for place, one in enumerate(self.evidence) if place < SHOWN or one.is_fault]

    @property
    def folded(self) -> list[InspectionEvidence]:
        """The rest."""
        return [one for place, one in enumerate(self.evidence) if place >= SHOWN and not one.is_fault]


@dataclass(frozen=True)
class InspectionQuestion:
    """A question, the report that asks it, how evidence of it is found on a day, and what is said where there is none."""

    words: Promise
    source: str
    evidence: Callable[[date], Evidence]
    none: Promise
    of_reader: Callable[[date, Person], Evidence] = lambda _on, _reader: iter(
        ()
    )  # more, as far as they may know


def inspection_answers(on: date, *, reader: Person) -> list[InspectionAnswer]:
    """Answer every question from the registers as they stand on a day, and as far as the reader may know."""
    return [
        InspectionAnswer(number, str(one.words), one.source, found, "" if found else str(one.none))
        for number, one in enumerate(QUESTIONS, start=1)
        for found in [(*one.evidence(on), *one.of_reader(on, reader))]
    ]


QUESTIONS: Sequence[InspectionQuestion] = (
    InspectionQuestion(
        gettext_lazy("Does a policy have a section on the internet and social media?"),
        "2018, 13.13; 2017, 4.37",
        policy,
        gettext_lazy("No policy, procedure or guidance in force is about social media."),
    ),
    InspectionQuestion(
        gettext_lazy("Does the policy limit how information found online is used?"),
        "2019, 14.9",
        clauses(ClauseSubject.CRITERIA, ClauseSubject.RETENTION, ClauseSubject.AREAS),
        gettext_lazy("No clause of a document in force covers areas of use, criteria or retention."),
    ),
    InspectionQuestion(
        gettext_lazy(
            "Does the policy reach every service, such as children’s services, school exclusions, adult social care and HR?"
        ),
        "2018, 13.13",
        trained_services,
        gettext_lazy("No service has any training on record that still counts."),
    ),
    InspectionQuestion(
        gettext_lazy("Is training given to staff outside enforcement?"),
        "2018, 13.14; 2019, 14.8",
        trained_beyond,
        gettext_lazy("No training is recorded for anybody except investigators and authorising officers."),
    ),
    InspectionQuestion(
        gettext_lazy("Are covert profiles recorded, monitored and audited?"),
        "Wiltshire, 2019",
        profiles,
        gettext_lazy(
            "The register has no covert profile in use, and some services have not signed a statement that they have none."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Are officers barred from using personal accounts?"),
        "Chesterfield, 2019",
        personal_accounts,
        gettext_lazy(
            "No looks in the last year are on record, so officers have confirmed nothing about personal accounts."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Was the use of social media audited?"),
        "2017, 4.38; 2019, 14.10",
        audits,
        gettext_lazy(
            "No internal audit is on record, and the internal auditor has not signed a statement that there were none."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Do staff know who the senior responsible officer and the co-ordinator are?"),
        "2017, 4.40",
        known_officers,
        gettext_lazy(
            "The council has no record of a senior responsible officer, of a co-ordinator or of a document that staff must read."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Is there guidance on how to avoid drifting into the use of a source?"),
        "2019, 14.8",
        slide,
        gettext_lazy(
            "The solicitor has not adopted triage rules, and no assessment found that a source would be used."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Which third parties and private investigators act for the authority?"),
        "2017, 4.40",
        of_figure("third_parties"),
        gettext_lazy("No third parties are on the register. That does not show that there are none."),
    ),
    InspectionQuestion(
        gettext_lazy("How long is online data kept?"),
        "2018, 13.13",
        kept_for,
        gettext_lazy("No retention schedule is in force."),
        past_its_end,
    ),
    InspectionQuestion(
        gettext_lazy("What was done about the last recommendations?"),
        "2019, 7.8",
        recommended,
        gettext_lazy("No recommendations are on record."),
    ),
    InspectionQuestion(
        gettext_lazy("Are authorisations well argued, reviewed on time and cancelled?"),
        "2017, 4.39",
        authorisations,
        gettext_lazy(
            "The central record has no decisions from the last 3 years, and some services have not signed their statements for that time."
        ),
    ),
    InspectionQuestion(
        gettext_lazy("Which errors were found and reported?"),
        "2017; 2018",
        errors,
        gettext_lazy("No errors are recorded. That does not show that there were none."),
    ),
    InspectionQuestion(
        gettext_lazy("Do members oversee the policy and its use?"),
        "Code 4.47",
        members,
        gettext_lazy(
            "We have no record of a members’ meeting, and no minute to show that members approved a policy in force."
        ),
    ),
)
