"""Recommendations from a spreadsheet: columns of, number, words, rating, owner, due_on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Rating, Recommendation
from watchbook.oversight.recommendation.permissions import may_record_recommendations
from watchbook.oversight.recommendation.recommendation import RecommendationParticulars
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column(
        "of",
        gettext_lazy("Audit or inspection"),
        longest=1000,
        example="I-0001",
        explains=gettext_lazy(
            "Enter the reference of the audit or inspection, the title of the audit, or the subject of the inspection."
        ),
    ),
    Column(
        "number",
        gettext_lazy("Number"),
        required=False,
        longest=20,
        explains=gettext_lazy("Enter the number that the recommendation has in the report."),
    ),
    Column(
        "words", gettext_lazy("Recommended"), ColumnKind.LONG_TEXT, longest=4000, example="Amend the policy"
    ),
    Column(
        "rating",
        gettext_lazy("Rating"),
        ColumnKind.CHOICE,
        choices={rating.value: rating.label for rating in Rating},
        example="amber",
    ),
    Column(
        "owner",
        gettext_lazy("Owner"),
        ColumnKind.EMAIL,
        example="name@example.com",
        explains=gettext_lazy("Enter the email address of somebody with an open account."),
    ),
    Column("due_on", gettext_lazy("Due"), ColumnKind.DAY, example="2019-01-31"),
)


def _import_row(values: Mapping[str, Any], *, by: Person, at: datetime) -> Recommendation:
    owner = Person.objects.active().filter(email__iexact=values["owner"]).first()
    if owner is None:
        raise Refused(
            _(
                "No open account has the owner’s email address. Add an account for the owner first, or enter another address."
            )
        )
    told = {**values, "owner": owner}
    return recommendation.add(_source(told.pop("of")), RecommendationParticulars(**told), by=by, at=at)


def _source(named: str) -> InternalAudit | Inspection:
    by_reference, counts = Q(reference__iexact=named), Q(is_struck=False)
    audits = InternalAudit.objects.as_at(None).filter(counts, by_reference | Q(title__iexact=named))
    inspections = Inspection.objects.as_at(None).filter(counts, by_reference | Q(scope__iexact=named))
    found: list[InternalAudit | Inspection] = [*audits[:2], *inspections[:2]]
    if len(found) != 1:
        raise Refused(
            _(
                "The column “of” must name one audit or inspection, but several on the register have that name. Enter the reference instead."
            )
            if found
            else _(
                "The column “of” must name one audit or inspection, but none on the register has that name. Correct the name, or record the audit or inspection first."
            )
        )
    return found[0]


RECOMMENDATIONS = Register(
    name="recommendations",
    title=gettext_lazy("recommendations"),
    columns=COLUMNS,
    may=may_record_recommendations,
    import_row=_import_row,
    home="oversight:overview",
)
