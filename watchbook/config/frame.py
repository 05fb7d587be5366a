"""What the frame of every page shows: the authority, the navigation for this person, who is signed in."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from watchbook.config.first_clicks import one_of_each
from watchbook.config.menu import FrameLink, menu_of
from watchbook.config.templates import url
from watchbook.home.help_places import how_to_of
from watchbook.organisation.authority import reached
from watchbook.organisation.models import Person
from watchbook.organisation.queries import demonstration_people, today
from watchbook.organisation.signed_in import authority_beside
from watchbook.organisation.welsh_check import is_checked
from watchbook.triage.queries import rules_not_adopted
from watchbook.web.once_a_language import once_a_language
from watchbook.web.press import inputs

# The parts whose pages show law: the rules that solicitors adopt.
SHOWS_LAW = {"triage", "authorisations", "looks"}
KEPT = 1_000  # links: there are fewer pages


def frame(request: HttpRequest) -> dict[str, Any]:
    """The layout's context. No query for whoever is signed in but one where the page shows law; else one, the authority."""
    user = getattr(request, "user", None)
    person = user.itself if isinstance(user, Person) else None
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    authority = authority_beside(person)
    logo = authority.logo_sha256 if authority else ""
    shows_law = request.resolver_match and request.resolver_match.namespace in SHOWS_LAW
    tried = demonstration_people() if settings.MODE == "demo" and not person else []
    return {
        "csrf_input": inputs(request),
        "council_name": authority.name if authority else "",
        "welsh_is_checked": is_checked(authority),
        "council_contact": reached(authority) if authority else [],
        "logo_url": url("organisation:logo", logo) if logo else "",
        # Browsers keep the style sheet for a while; a new colour has a new address, so that it shows at once.
        "brand_css_url": f"{url('organisation:brand_css')}?{authority.colour.strip('#') if authority else ''}",
        "navigation": menu_of(person, request.path) if person else (),
        "footer_links": _footer_links(settings.MODE),
        "signed_in_as": person.name if person else "",
        "help": _help(view_name) if person else None,
        "sign_in_url": "" if person or request.path.startswith("/account/") else url("account_login"),
        "demo": settings.MODE == "demo",
        "search_url": url("search"),
        "your_sign_in_url": url("organisation:your_sign_in"),
        "council_sign_in_url": url("organisation:council_begin") if settings.COUNCIL_SIGN_IN else "",
        "trial": settings.MODE == "production" and not settings.SECOND_FACTOR_REQUIRED,
        "demo_people": tried,
        "sign_in_as": one_of_each(tried) if tried else [],
        "rules_not_adopted": rules_not_adopted(on=today()) if shows_law else "",
        # Not a list yet: allauth renders its sentences with this context, and whoever looks at messages uses them up.
        "messages": get_messages(request),
    }


@once_a_language(KEPT)
def _help(view_name: str) -> FrameLink:
    """The link to the how-to that explains this page, else to all of help."""
    how_to = how_to_of(view_name)
    if not how_to:
        return FrameLink(_("Help"), url("help:contents"))
    shelf, _of, name = how_to.rpartition("/")
    return FrameLink(_("Help with this page"), url("help:document", shelf or "how-to", name))


@once_a_language(KEPT)
def _footer_links(mode: str) -> tuple[FrameLink, ...]:
    """The pages for the public; of the demonstration its tour first."""
    tour = [FrameLink(_("Tour of the demonstration"), url("tour"))] if mode == "demo" else []
    return (
        *tour,
        FrameLink(_("How we look at social media"), url("front")),
        FrameLink(_("Disclosure log"), url("disclosure_log:log")),
        FrameLink(_("Listening to the public"), url("listening:published")),
        FrameLink(_("Guide for the public"), url("help:public")),
        FrameLink(_("Your data and your rights"), url("your_data:your_data")),
    )
