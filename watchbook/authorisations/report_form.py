"""The questions of the applicant's report for a review, a renewal or a cancellation, each beside what the application said.

The Home Office's boxes in our own words (docs/reference/forms.md). An answer lies in the report's envelope under the box's id.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.application_form import EVERY
from watchbook.authorisations.states import AuthorisationKind, ReportStep


@dataclass(frozen=True)
class ReportBox:
    """One question: what is asked, which answers of the application stand beside it, whether “none” is an ordinary answer."""

    id: str
    asks: Promise
    hint: Promise | str = ""
    beside: tuple[str, ...] = ()
    may_be_none: bool = False
    kinds: frozenset[AuthorisationKind] = EVERY


_SOURCE = frozenset({AuthorisationKind.CHIS})
_PROPORTION = ("gravity", "least_intrusion", "reasonable_use", "other_methods")
_OF_SOURCE = (
    ReportBox(
        "use",
        _("How did you use the source: which tasks did you give the source, and what did the source do?"),
        beside=("tasking", "conduct"),
        kinds=_SOURCE,
    ),
    ReportBox(
        "welfare",
        _(
            "How is the source’s welfare now, what risks does the source face, and are the handler and the controller still the right people?"
        ),
        beside=("risks",),
        kinds=_SOURCE,
    ),
)

BOXES: dict[ReportStep, tuple[ReportBox, ...]] = {
    ReportStep.REVIEW: (
        ReportBox(
            "found",
            _("What has been done and found so far?"),
            _("Include the private information that officers obtained, and its value."),
            beside=("activity", "information"),
        ),
        ReportBox(
            "why_continue",
            _("Why is the authorisation still necessary, or no longer necessary?"),
            beside=("necessity",),
        ),
        ReportBox(
            "proportionate", _("Is the authorisation still proportionate, and why?"), beside=_PROPORTION
        ),
        ReportBox(
            "collateral",
            _("Which other people’s private lives has the activity affected, or is it likely to affect?"),
            beside=("collateral", "precautions"),
            may_be_none=True,
        ),
        ReportBox(
            "confidential",
            _("Which confidential information did you come across?"),
            beside=("confidential",),
            may_be_none=True,
        ),
        *_OF_SOURCE,
    ),
    ReportStep.RENEWAL: (
        ReportBox(
            "changes",
            _("What has changed since the authorisation was granted, and why?"),
            beside=("purpose", "activity"),
        ),
        ReportBox("necessity", _("Why is it necessary to continue?"), beside=("necessity",)),
        ReportBox("proportionality", _("Why is it proportionate to continue?"), beside=_PROPORTION),
        ReportBox(
            "collateral",
            _("Which other people’s private lives has the activity affected, or is it likely to affect?"),
            beside=("collateral", "precautions"),
            may_be_none=True,
        ),
        ReportBox("product", _("What did you obtain, and what was its value?"), beside=("information",)),
        ReportBox("reviews", _("What did the reviews find?")),
        *_OF_SOURCE,
    ),
    ReportStep.CANCELLATION: (
        ReportBox(
            "why",
            _("Why is the authorisation no longer necessary or proportionate?"),
            beside=("necessity",),
        ),
        ReportBox("value", _("What did you obtain, and what was its value?"), beside=("information",)),
        ReportBox("objectives", _("Did you meet the objectives?"), beside=("purpose",)),
        ReportBox(
            "product_note",
            _("Where is the material that you obtained, and what should be kept or destroyed?"),
            may_be_none=True,
        ),
        *_OF_SOURCE,
    ),
}


def report_boxes(step: str, *, kind: str) -> tuple[ReportBox, ...]:
    """Return what a report of this step asks about this kind of authorisation."""
    return tuple(box for box in BOXES[ReportStep(step)] if kind in box.kinds)
