"""One act at a time on accounts and duties, so that each rule sees what the act before it left: who holds which duty, who can sign in."""

from watchbook.organisation.models import Authority, Person

# What is kept of a person for a request and may have changed by the act before.
KEPT = ("_duties", "_last_dates", "_services_led", "is_only_administrator")


def take_turn(by: Person) -> None:
    """Wait for the acts on accounts and duties under way, until whose end none begins, and read anew who acts. Two queries.

    An act takes it before any other row, so that no two wait for each other.
    """
    list(Authority.objects.select_for_update(of=("self",), no_key=True).order_by().values_list("pk"))
    for name in KEPT:
        by.__dict__.pop(name, None)
    by.refresh_from_db(fields=["is_active"])
