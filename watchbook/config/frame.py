"""What the frame of every page shows: the authority, the navigation for this person, who is signed in."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.config.first_clicks import one_of_each
from watchbook.config.menu import menu_of
from watchbook.home.help_places import how_to_of
from watchbook.organisation.authority import reached
from watchbook.organisation.models import Person
from watchbook.organisation.queries import demonstration_people, the_authority, today
from watchbook.organisation.welsh_check import is_checked
from watchbook.triage.queries import rules_not_adopted
from watchbook.web.press import inputs

# The parts whose pages show law: the rules that solicitors adopt.
SHOWS_LAW = {"triage", "authorisations", "looks"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The layout's context. Two queries at most, the authority and the duties; one more where the page shows law."""
    person = getattr(request, "user", None)
    authority = the_authority()
    logo = authority.logo_sha256 if authority else ""
    shows_law = request.resolver_match and request.resolver_match.namespace in SHOWS_LAW
    tried = demonstration_people() if settings.MODE == "demo" and not isinstance(person, Person) else []
    return {
        "csrf_input": inputs(request),
        "council_name": authority.name if authority else "",
        "welsh_is_checked": is_checked(authority),
        "council_contact": reached(authority) if authority else [],
        "logo_url": reverse("organisation:logo", args=[logo]) if logo else "",
        # Browsers keep the style sheet for a while; a new colour has a new address, so that it shows at once.
        "brand_css_url": f"{reverse('organisation:brand_css')}?{authority.colour.strip('#') if authority else ''}",
        "navigation": menu_of(person, request.path) if isinstance(person, Person) else [],
        "footer_links": _footer_links(),
        "signed_in_as": person.name if isinstance(person, Person) else "",
        "help": _help(request) if isinstance(person, Person) else None,
        "sign_in_url": ""
        if isinstance(person, Person) or request.path.startswith("/account/")
        else reverse("account_login"),
        "demo": settings.MODE == "demo",
        "search_url": reverse("search"),
        "your_sign_in_url": reverse("organisation:your_sign_in"),
        "council_sign_in_url": reverse("organisation:council_begin") if settings.COUNCIL_SIGN_IN else "",
        "trial": settings.MODE == "production" and not settings.SECOND_FACTOR_REQUIRED,
        "demo_people": tried,
        "sign_in_as": one_of_each(tried) if tried else [],
        "rules_not_adopted": rules_not_adopted(on=today()) if shows_law else "",
        # Not a list yet: allauth renders its sentences with this context, and whoever looks at messages uses them up.
        "messages": get_messages(request),
    }


def _help(request: HttpRequest) -> dict[str, str]:
    """The link to the how-to that explains this page, else to all of help."""
    how_to = how_to_of(request.resolver_match.view_name) if request.resolver_match else ""
    if not how_to:
        return {"text": _("Help"), "href": reverse("help:contents")}
    shelf, _of, name = how_to.rpartition("/")
    return {
        "text": _("Help with this page"),
        "href": reverse("help:document", args=[shelf or "how-to", name]),
    }


def _footer_links() -> list[dict[str, str]]:
    """The pages for the public; of the demonstration its tour first."""
    return [
        *(
            [{"text": _("Tour of the demonstration"), "href": reverse("tour")}]
            if settings.MODE == "demo"
            else []
        ),
        {"text": _("How we look at social media"), "href": reverse("front")},
        {"text": _("Disclosure log"), "href": reverse("disclosure_log:log")},
        {"text": _("Listening to the public"), "href": reverse("listening:published")},
        {"text": _("Guide for the public"), "href": reverse("help:public")},
        {"text": _("Your data and your rights"), "href": reverse("your_data:your_data")},
    ]
