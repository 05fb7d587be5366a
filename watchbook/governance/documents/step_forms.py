"""Shapes of what is typed when something happens to a document: approval, publication, review, withdrawal, advice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import line, text


class ApproveForm(GovukForm):
    """When an edition was approved, by whom, and where it is minuted."""

    on = DayField(label=_("When was it approved?"), what=_("the date of the approval"))
    decided_by = line(
        _("Who decided?"),
        missing=_("Enter who decided"),
        hint=_("The committee or the post, such as Cabinet or Head of Legal Services."),
    )
    minute = line(_("In which minute is it?"), hint=_("Leave it empty if it was not minuted."))


class PublishForm(GovukForm):
    """Where an edition can be read, and since when."""

    address = forms.URLField(
        label=_("At which web address can it be read?"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": False, "autocapitalize": "none"}),
        assume_scheme="https",
        error_messages={
            "required": _("Enter the web address at which it can be read"),
            "invalid": _("Enter the whole web address, beginning with https://"),
        },
    )
    on = DayField(label=_("When was it published?"), what=_("the date of the publication"))


class ReviewForm(GovukForm):
    """When an edition was reviewed and kept, with which result, and when next."""

    on = DayField(label=_("When was it reviewed?"), what=_("the date of the review"))
    words = text(_("What did the review find?"), 4000, missing=_("Enter what the review found"), rows=5)
    review_on = DayField(label=_("When is it to be reviewed next?"), what=_("the date of the next review"))


class WithdrawForm(GovukForm):
    """When an edition was withdrawn, and why."""

    on = DayField(label=_("From which day is it withdrawn?"), what=_("the date of the withdrawal"))
    reason = text(_("Why is it withdrawn?"), 4000, missing=_("Enter why it is withdrawn"), rows=5)


class AdviseForm(GovukForm):
    """The data protection officer's advice."""

    on = DayField(label=_("When was the advice given?"), what=_("the date of the advice"))
    words = text(_("What is the advice?"), 4000, missing=_("Enter the advice"), rows=8)
