"""Shape of what is sent when something made elsewhere is taken in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.evidence.forms.plain_text import PlainText
from watchbook.web.forms import GovukForm


class IntakeForm(GovukForm):
    """The file, and what is known of its making."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A web archive (WACZ or WARC), a saved page (MHTML), a picture (PNG, JPEG, GIF, WebP) or a PDF."
        ),
        error_messages={"required": _("Select the file")},
    )
    made_by = PlainText(
        label=_("Who made it?"),
        help_text=_("As you were told; for example a colleague, a witness or another authority."),
        max_length=200,
        error_messages={"required": _("Enter who made it, or “not known”")},
    )
    made_with = PlainText(label=_("With which program or device?"), required=False, max_length=200)
    address = forms.CharField(
        label=_("Of which address is it?"),
        help_text=_("Leave it empty if the file says so itself, or if you do not know."),
        required=False,
        max_length=2000,
    )
