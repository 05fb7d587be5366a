"""The choice of a service, for lists that have a column of services; and whether a text names services."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.organisation.models import Service
from watchbook.web.long_list import Condition, ListChoice


def service_choice(column: str | Condition = "service") -> ListChoice:
    """Offer every service by its name. One query."""
    rows = Service.objects.order_by("name").values_list("pk", "name")
    return ListChoice(gettext_lazy("Service"), column, [(str(key), name) for key, name in rows])


WHOLE = gettext_lazy("the whole authority")
SERVICES_HINT = gettext_lazy(
    "Enter the services as on the settings page, separated by semicolons, or “the whole authority”."
)


def why_not_services(text: str) -> str:
    """Return why a text does not name services as the settings page has them, or “the whole authority”; "" where it does. One query."""
    asked = [name.strip() for name in text.split(";") if name.strip()]
    names = {name.casefold() for name in Service.objects.values_list("name", flat=True)}
    known = names | {"the whole authority", str(WHOLE).casefold()}
    if unknown := next((name for name in asked if name.casefold() not in known), ""):
        return _(
            "No service is called “{name}”. Enter the services as on the settings page, separated by semicolons, or “the whole authority”."
        ).format(name=unknown[:80])
    return ""
