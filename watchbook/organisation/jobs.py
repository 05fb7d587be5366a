"""Jobs about people: whoever's sign-in changed is told by mail, tried again until the mail server takes it."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from watchbook.audit_log.models import Event
from watchbook.organisation import told_by_mail
from watchbook.organisation.models import Person

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)  # after 4 seconds, 16, and so on: for about a day


@app.task(name="organisation.tell_by_mail", retry=AGAIN)
def tell_by_mail(event_id: str, person_id: str) -> None:
    """Write to one person about one event."""
    told_by_mail.send(Event.objects.get(pk=event_id), to=Person.objects.get(pk=person_id))


def tell_soon(event: Event) -> None:
    """Queue the messages about an event, in the transaction of its act: neither is there without the other."""
    if not settings.MAIL_FROM:
        return
    for person_id in told_by_mail.recipients(event):
        tell_by_mail.defer(event_id=str(event.id), person_id=str(person_id))
