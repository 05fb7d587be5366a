"""The mark of a thing whose use is restricted, for every page that shows it: `config` gives it to all templates."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchbook.retention.kept import RESTRICTED_USE
from watchbook.retention.rights_request.queries import restricted


def restricted_mark(row: Any) -> str:
    """A tag that says so, with what it means; nothing where the thing is not restricted."""
    if row.pk not in restricted([row]):
        return SafeString("")
    return format_html(
        '<strong class="govuk-tag govuk-tag--red">{}</strong> <span class="govuk-hint">{}</span>',
        _("Restricted"),
        RESTRICTED_USE,
    )
