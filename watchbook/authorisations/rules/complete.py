"""Whether an application says everything that the officer needs: what is still missing, page by page. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.states import AuthorisationKind


@dataclass(frozen=True)
class ApplicationFacts:
    """What the application says besides its boxes; None for not answered yet."""

    kind: str
    title: str
    is_social_media: bool | None
    uses_company: bool | None
    is_confidential: bool | None
    ground: str
    offence: str
    why_not_ripa: str
    names_subjects: bool
    describes_others: bool
    source_born: date | None = None
    source_pseudonym: str = ""
    source_is_vulnerable: bool | None = None
    source_is_against_parent: bool | None = None
    has_handler: bool = False
    has_controller: bool = False
    has_record_keeper: bool = False


@dataclass(frozen=True)
class MissingAnswer:
    """Something that is not answered: on which page of the form, what it is, and in which box if in one."""

    page: str
    says: Promise | str
    box: str = ""


def what_is_missing(facts: ApplicationFacts) -> tuple[MissingAnswer, ...]:
    """Everything that is not answered, in the order of the pages."""
    wanted: tuple[tuple[bool, str, Promise], ...] = (
        (bool(facts.title.strip()), "operation", _("The title of the operation")),
        (facts.is_social_media is not None, "operation", _("Whether the operation concerns social media")),
        (facts.uses_company is not None, "activity", _("Whether a company acts for us")),
        (
            facts.names_subjects or facts.describes_others,
            "subjects",
            _("The subject of the looks: a named subject, or a description"),
        ),
        (bool(facts.ground), "necessity", _("The ground")),
        (facts.ground != "crime" or bool(facts.offence), "necessity", _("The offence")),
        (
            facts.is_confidential is not None,
            "confidential_information",
            _("Whether officers are likely to obtain confidential information"),
        ),
        *_by_kind(facts),
    )
    return tuple(MissingAnswer(page, says) for is_there, page, says in wanted if not is_there)


def _by_kind(facts: ApplicationFacts) -> tuple[tuple[bool, str, Promise], ...]:
    if facts.kind == AuthorisationKind.NON_RIPA:
        return ((bool(facts.why_not_ripa), "necessity", _("Reason why RIPA cannot be used")),)
    if facts.kind != AuthorisationKind.CHIS:
        return ()
    return (
        (bool(facts.source_pseudonym.strip()), "source", _("The pseudonym of the source")),
        (facts.source_born is not None, "source", _("The source’s date of birth")),
        (facts.source_is_vulnerable is not None, "source", _("Whether the source is vulnerable")),
        (
            facts.source_is_against_parent is not None,
            "source",
            _("Whether the source would inform on a parent or somebody with parental responsibility"),
        ),
        (facts.has_handler, "source", _("The handler")),
        (facts.has_controller, "source", _("The controller")),
        (facts.has_record_keeper, "source", _("The source’s record-keeper")),
    )


def unanswered(
    comments: Mapping[str, str],
    *,
    before: Mapping[str, object],
    now: Mapping[str, object],
    replies: Mapping[str, str],
) -> tuple[str, ...]:
    """The questions at which a comment was made, and since then neither the answer changed nor a reply was written."""
    return tuple(
        one for one in comments if before.get(one) == now.get(one) and not replies.get(one, "").strip()
    )


def ground_fits(kind: str, ground: str, *, nation: str) -> bool:
    """Whether a council of that nation may rest this kind on that ground (RIPA s.28(3), s.29(3); RIP(S)A s.6(3))."""
    return ground in GROUNDS[_where(kind, nation)]


def grounds_of(kind: str, *, nation: str) -> tuple[str, ...]:
    """The grounds that are open, the usual one first."""
    return GROUNDS[_where(kind, nation)]


def _where(kind: str, nation: str) -> str:
    if kind == AuthorisationKind.NON_RIPA:
        return "outside"
    return "scotland" if nation == "scotland" else "elsewhere"


GROUNDS: Mapping[str, tuple[str, ...]] = {
    "outside": ("outside",),
    "scotland": ("crime", "disorder", "public_safety", "public_health"),
    "elsewhere": ("crime", "disorder"),
}
