"""The annual return as a paper, with its signature or without."""

from datetime import date

from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.pdf import PdfPaper
from watchbook.reports.annual_return import AnnualReturn, AnnualReturnLine, value_words
from watchbook.reports.processing_paper import paper, table
from watchbook.web import wording


def annual_return_paper(told: AnnualReturn, *, on: date) -> PdfPaper:
    """Make the paper of a return."""
    blocks = [
        *(TextBlock(BlockKind.PARAGRAPH, one) for one in (nil_words(told), signed_words(told)) if one),
        *table(_("Figures"), [(one.figure.title, said(one)) for one in told.lines]),
    ]
    return paper(title_of(told), blocks, on=on)


def title_of(told: AnnualReturn) -> str:
    """Name a return by its dates."""
    return _("Annual return to the Commissioner: {first} to {last}").format(
        first=wording.day(told.period.first_on), last=wording.day(told.period.last_on)
    )


def said(one: AnnualReturnLine) -> str:
    """A figure with the status of a nought; one that nobody signed for is none."""
    words = value_words(one.value)
    return f"{words} ({one.figure.note})" if one.is_known and one.figure.note else words


def said_before(one: AnnualReturnLine) -> str:
    """The figure of the year before; where it is nought, that none is on record, for nobody is asked here who signed that there was none."""
    return one.figure.before_words


def nil_words(told: AnnualReturn) -> str:
    """Say that a return is nil, and whether statements prove it."""
    if not told.is_nil:
        return ""
    if told.unproved:
        return _(
            "No authorisations are on record. Signed statements do not cover the whole year, so this is not a nil return yet."
        )
    return _("Nil return: signed statements for the whole year say that there were no authorisations.")


def signed_words(told: AnnualReturn) -> str:
    """Say who signed and when."""
    if told.signed is None:
        return _("The senior responsible officer has not signed this return.")
    sentences = [_("{who} signed this return on {day}. The signature is event {event} in the audit log.")]
    if told.changed or (told.is_nil and told.unproved):
        sentences.append(
            _(
                "The figures, or the statements that support them, have changed since this return was signed. Sign the return again."
            )
        )
    return " ".join(sentences).format(
        who=told.signed_by or _("An officer whose name was deleted"),
        day=wording.day(told.signed.at.date()),
        event=told.signed.id,
    )


def form_words() -> str:
    """Say what is known of the Commissioner's form."""
    return _(
        "Watchbook does not have the Commissioner’s form. Lines marked “yes” are figures that the Commissioner has published for councils. "
        "We have not confirmed that the Commissioner asks for the others. Compare this list with the form that you are sent."
    )
