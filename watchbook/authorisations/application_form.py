"""The questions of an application, page by page: the Home Office's boxes, regenerated from the Act and not its old Code.

One table for the three kinds. An answer lies in the authorisation's envelope under the box's id; what is counted or decided
by has a column of its own (`models.Authorisation`). Sources: docs/law/forms.md (box numbers to be confirmed).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.states import AuthorisationKind

DS, CHIS, NON_RIPA = (
    AuthorisationKind.DIRECTED_SURVEILLANCE,
    AuthorisationKind.CHIS,
    AuthorisationKind.NON_RIPA,
)
EVERY = frozenset(AuthorisationKind)


@dataclass(frozen=True)
class Box:
    """One question: what is asked, what helps to answer it, and whether an answer is wanted before it is submitted."""

    id: str
    asks: Promise
    hint: Promise | None = None
    kinds: frozenset[AuthorisationKind] = EVERY
    is_wanted: bool = True
    is_compared: bool = False  # with the same box of earlier applications, for formulaic text


@dataclass(frozen=True)
class FormPage:
    """One page of questions. What is asked `beside` its boxes has a column of its own, and is answered first."""

    id: str
    title: Promise
    boxes: tuple[Box, ...]
    beside: tuple[Box, ...] = ()

    def boxes_of(self, kind: str) -> tuple[Box, ...]:
        """The boxes that this kind of authorisation asks."""
        return tuple(box for box in self.boxes if kind in box.kinds)

    def questions_of(self, kind: str) -> tuple[Box, ...]:
        """Every question that this kind asks, in the order in which the page asks them."""
        return tuple(box for box in self.beside if kind in box.kinds) + self.boxes_of(kind)


_OUTSIDE = frozenset({NON_RIPA})
_SOURCE = frozenset({CHIS})

PAGES: tuple[FormPage, ...] = (
    FormPage(
        "operation",
        _("The operation"),
        (
            Box(
                "purpose",
                _("What is the operation for?"),
                _("Describe the allegation, and the facts that you need to find out."),
            ),
            Box("power", _("Which power lets the authority investigate?"), is_wanted=False),
            Box("known", _("What do you already know, and how did you find out?")),
        ),
        beside=(
            Box("title", _("Title of the operation")),
            Box("is_social_media", _("Does the operation concern social media?")),
        ),
    ),
    FormPage(
        "activity",
        _("Planned actions"),
        (
            Box(
                "activity",
                _("What will officers do, and for how long?"),
                _(
                    "Give the platforms, accounts, profiles and tools, the number of visits, and what you will capture. Include any premises, vehicles and equipment."
                ),
            ),
            Box(
                "profiles",
                _("Which of the authority’s profiles will you use?"),
                _(
                    "Choose from the register of covert profiles. If a profile is missing, ask the RIPA co-ordinator to enter it."
                ),
            ),
            Box("visits", _("How many visits, and how often?"), kinds=_OUTSIDE),
            Box(
                "partners",
                _("Who from outside the service will take part?"),
                _("Name other authorities, and companies that act for us. We answer for their actions."),
                is_wanted=False,
            ),
        ),
        beside=(Box("uses_company", _("Does a company act for us in this operation?")),),
    ),
    FormPage(
        "subjects",
        _("People and pages to look at"),
        (
            Box(
                "others",
                _("Which other people can you describe but not name?"),
                _("The authorisation does not cover anybody who is neither named nor described."),
                is_wanted=False,
            ),
            Box("information", _("What information do you want to obtain?")),
        ),
        beside=(
            Box(
                "subjects",
                _("Which subjects does the application name?"),
                _(
                    "Select subjects of the investigation. The authorisation does not cover anybody who is neither named nor described."
                ),
            ),
        ),
    ),
    FormPage(
        "necessity",
        _("Why it is necessary"),
        (
            Box(
                "why_not_open",
                _("Which open methods did you try or consider?"),
                kinds=_OUTSIDE,
            ),
            Box(
                "necessity",
                _("Why is the authorisation necessary on that ground in this case?"),
                is_compared=True,
            ),
        ),
        beside=(
            Box("ground", _("On which ground is the authorisation necessary?")),
            Box("why_not_ripa", _("Why can you not use RIPA?"), kinds=_OUTSIDE),
            Box(
                "offence",
                _("Which offence are you investigating?"),
                _(
                    "Choose from the register of offences. When you check your answers, Watchbook says whether the offence meets the crime threshold."
                ),
                kinds=EVERY - _OUTSIDE,
            ),
        ),
    ),
    FormPage(
        "proportionality",
        _("Why it is proportionate"),
        (
            Box(
                "gravity",
                _(
                    "How do the activity’s size and scope compare with the seriousness of the offence or harm?"
                ),
                is_compared=True,
            ),
            Box(
                "least_intrusion",
                _("How and why will this method intrude as little as possible on the subject and others?"),
                is_compared=True,
            ),
            Box(
                "reasonable_use",
                _("Why is the activity an appropriate use of the law, and why is it reasonable?"),
                _("Consider all reasonable alternatives before you answer."),
                is_compared=True,
            ),
            Box(
                "other_methods",
                _("Which other methods did you consider, and why did you not use them?"),
                is_compared=True,
            ),
        ),
    ),
    FormPage(
        "collateral_intrusion",
        _("Collateral intrusion"),
        (
            Box(
                "collateral",
                _("Whose private life could the activity also affect, and why can you not avoid that?"),
                is_compared=True,
            ),
            Box("precautions", _("How will you keep collateral intrusion to a minimum?")),
        ),
    ),
    FormPage(
        "confidential_information",
        _("Confidential information"),
        (
            Box(
                "confidential",
                _("How likely are you to obtain confidential information, and of which kind?"),
                _(
                    "Confidential information is information that is legally privileged, is about health or spiritual counselling, is journalistic, or passed "
                    "between a member of Parliament and a constituent."
                ),
            ),
        ),
        beside=(Box("is_confidential", _("Is confidential information likely to be obtained?")),),
    ),
    FormPage(
        "source",
        _("The source"),
        (
            Box("tasking", _("What will you ask the source to do?"), kinds=_SOURCE),
            Box("conduct", _("How will the source behave, online and offline?"), kinds=_SOURCE),
            Box(
                "risks",
                _("What are the risks to the source and to others, and what will you do about them?"),
                kinds=_SOURCE,
            ),
            Box(
                "community",
                _("Are there sensitivities in the community, and does another body use the source?"),
                kinds=_SOURCE,
                is_wanted=False,
            ),
        ),
        beside=(
            Box(
                "pseudonym",
                _("Pseudonym of the source"),
                _("Do not enter the real name: it belongs in the source’s own records."),
                kinds=_SOURCE,
            ),
            Box("born", _("When was the source born?"), kinds=_SOURCE),
            Box("is_vulnerable", _("Is the source vulnerable?"), kinds=_SOURCE),
            Box(
                "is_against_parent",
                _("Would the source inform on a parent or somebody with parental responsibility?"),
                kinds=_SOURCE,
            ),
            Box(
                "is_accompanied",
                _("Will an appropriate adult be at every meeting? Answer only for a source under 16."),
                kinds=_SOURCE,
            ),
            Box("handler", _("Handler: day-to-day contact, security and welfare"), kinds=_SOURCE),
            Box(
                "controller",
                _("Controller: general oversight; not the same person as the handler"),
                kinds=_SOURCE,
            ),
            Box("record_keeper", _("Who keeps the source’s records?"), kinds=_SOURCE),
        ),
    ),
    FormPage(
        "data_protection",
        _("Data protection and equality"),
        (
            Box("lawful_basis", _("What is the lawful basis for processing?"), kinds=_OUTSIDE),
            Box(
                "privacy_information",
                _("When will you tell the person about the activity? If not now, why not?"),
                kinds=_OUTSIDE,
            ),
            Box("dpia", _("Which data protection impact assessment covers the activity?"), kinds=_OUTSIDE),
            Box(
                "human_rights",
                _(
                    "How will you respect people’s rights to private life, belief, expression and assembly, and their right to equal treatment?"
                ),
                kinds=_OUTSIDE,
            ),
            Box(
                "advice",
                _("What did the data protection officer or the legal team advise?"),
                kinds=_OUTSIDE,
                is_wanted=False,
            ),
        ),
    ),
)


def pages_of(kind: str) -> tuple[FormPage, ...]:
    """The pages that ask this kind of authorisation anything."""
    return tuple(page for page in PAGES if page.boxes_of(kind))


def boxes_of(kind: str) -> tuple[Box, ...]:
    """Every box of this kind, in the order of the pages."""
    return tuple(box for page in PAGES for box in page.boxes_of(kind))


def questions_of(kind: str) -> tuple[Box, ...]:
    """Every question of this kind, in the order of the pages."""
    return tuple(box for page in PAGES for box in page.questions_of(kind))


def missing_of(kind: str, *, answers: dict[str, str]) -> tuple[Box, ...]:
    """The boxes that still want an answer before the application can be submitted."""
    return tuple(box for box in boxes_of(kind) if box.is_wanted and not answers.get(box.id, "").strip())
