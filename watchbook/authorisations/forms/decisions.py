"""Forms of the officer's words at the grant, of a court's order and of an instruction to stop."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.authorising import IN_OWN_WORDS, IN_SHORT
from watchbook.authorisations.court_appearance import CourtAppearance
from watchbook.authorisations.forms.applications import YES_NO
from watchbook.authorisations.forms.noticing import NoticingForm
from watchbook.authorisations.judicial_approval import CourtOrder
from watchbook.authorisations.states import CourtOutcome
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_file, ask_line
from watchbook.web.text_box import text_box


class GrantForm(NoticingForm):
    """The officer's own words, each beside the page of the application that it answers (`BESIDE`)."""

    BESIDE = {
        "operation": ("why",),
        "activity": ("what", "where", "when", "how"),
        "subjects": ("who",),
        "necessity": ("necessity",),
        "proportionality": ("proportionality",),
        "collateral_intrusion": ("conditions",),
    }

    why = text_box(IN_OWN_WORDS["why"], required=_("Enter what the authorisation is for"))
    what = text_box(IN_SHORT["what"], required=_("Enter what officers may do"))
    where = text_box(IN_SHORT["where"], required=_("Enter the platforms and places"))
    when = text_box(IN_SHORT["when"], required=_("Enter when, and how often, officers may act"))
    how = text_box(
        IN_OWN_WORDS["how"],
        required=_("Enter the profiles, tools and equipment that officers may use"),
    )
    who = text_box(IN_SHORT["who"], required=_("Enter the people or pages that officers may look at"))
    necessity = text_box(
        IN_OWN_WORDS["necessity"],
        required=_("Enter why you believe that the authorisation is necessary"),
        rows=5,
    )
    proportionality = text_box(
        IN_OWN_WORDS["proportionality"],
        required=_("Enter why you believe that the conduct is proportionate"),
        rows=5,
    )
    conditions = text_box(_("Conditions, if any"))
    takes_part = ask_choice(
        _("Do you take part in the operation yourself?"),
        YES_NO,
        _("Select whether you take part in the operation"),
        hint=_(
            "An authorising officer should not take part in the operation. If you cannot avoid taking part, say why below. The central record shows the inspector "
            "that you took part."
        ),
    )
    takes_part_why = text_box(_("If yes, why can you not avoid taking part?"))
    review_on = DayField(label=_("When is the first review?"), what=_("the date of the first review"))


APPEARS_UNDER = _(
    "For example, a minute of the council or the scheme of delegation, with its date. In England and Wales a council’s officers appear before a "
    "magistrates’ court if the council has authorised them (Local Government Act 1972, section 223)."
)


class AppearanceForm(GovukForm):
    """The officers who appear before the court for the authority."""

    appears = text_box(
        _("Who appears before the court for the authority?"),
        required=_("Enter who appears before the court"),
        hint=_("Names and posts, one on each line."),
    )
    authorised_by = text_box(
        _("Which decision of the authority authorises these officers to appear?"),
        required=_("Enter the decision that authorises these officers, or say that there is none"),
        hint=APPEARS_UNDER,
    )

    def appearance(self) -> CourtAppearance:
        """As the act takes it."""
        return CourtAppearance(**self.cleaned_data)


class OrderForm(GovukForm):
    """What the court ordered."""

    outcome = ask_choice(
        _("What did the court order?"), CourtOutcome.choices, _("Select what the court ordered")
    )
    ordered_on = DayField(label=_("What is the date of the order?"), what=_("the date of the order"))
    ordered_at = forms.TimeField(
        label=_("At what time did the court make the order?"),
        help_text=_(
            "Enter the time on the order, on the 24-hour clock, such as 14:05. If the court approved the authorisation, it is in force from that time."
        ),
        error_messages={"required": _("Enter the time of the order")},
    )
    court = ask_line(_("Which court made the order?"), _("Enter the court"))
    magistrate = ask_line(
        _("Which magistrate or sheriff sat?"), _("Enter the name of the magistrate or sheriff who sat")
    )
    appears = text_box(
        _("Who appeared for the authority?"),
        required=_("Enter who appeared for the authority"),
        hint=_("Names and posts, one on each line."),
    )
    is_authorised = ask_choice(
        _("Had the authority authorised these officers to appear?"),
        [("yes", _("Yes")), ("no", _("No, or not known"))],
        _("Select whether the authority had authorised these officers to appear"),
    )
    authorised_by = text_box(
        _("Which decision authorised these officers to appear? If there was none, say so"),
        required=_("Enter the decision that authorised these officers, or say that there is none"),
        hint=APPEARS_UNDER,
    )
    reasons = text_box(_("Reasons that the court gave, if any"))
    file = ask_file(
        _("The signed order"),
        accept=".pdf,.png,.jpg,.jpeg",
        hint=_(
            "Upload a PDF or a picture (PNG or JPEG) of the order. If the court approved the authorisation, you must upload the order."
        ),
    )

    def order(self) -> CourtOrder:
        """As the act takes it."""
        told = {name: said for name, said in self.cleaned_data.items() if name != "file"}
        told["ordered_at"] = timezone.make_aware(datetime.combine(told.pop("ordered_on"), told["ordered_at"]))
        return CourtOrder(**told | {"is_authorised": told["is_authorised"] == "yes"})


class StopForm(GovukForm):
    """An instruction to stop."""

    instruction = text_box(
        _("What instruction did you give, and to whom?"),
        required=_("Enter the instruction that you gave, and say to whom you gave it"),
    )
