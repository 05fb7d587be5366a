"""Platforms by name: what people call each, for pages and answers."""

from django.utils.translation import gettext as _

from watchbook.investigations.account_address import WEB, platform_titles


def platform_title(id: str) -> str:
    """What people call a platform; of the plain web, and of what is none, the words for it."""
    if id == WEB:
        return _("another website")
    return platform_titles().get(id) or _("not known")
