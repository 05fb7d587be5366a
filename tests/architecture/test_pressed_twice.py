"""Every form that the rights matrix opens, pressed twice as it stands: each carries its key, and the second press is no act."""

from django.db import transaction
from django.urls import reverse

from tests.architecture.test_rights_matrix import ASKS, VISITORS, places  # noqa: F401  # pytest finds the fixture `places` by its name
from tests.config.test_press_forms import Forms
from tests.pages import signed_in
from tests.proof_only import in_proof_only
from watchbook.audit_log.models import Event
from watchbook.web import press

GIVES_A_FILE = {reverse("reports:inspection_pack")}  # may be asked for again: its answer was no address


def pressed_twice(client, path, told):
    """Both answers' statuses, and how many events the second press made; what it changed is undone."""
    with transaction.atomic():
        first = client.post(path, told).status_code
        before = Event.objects.count()
        second = client.post(path, told).status_code
        made = Event.objects.count() - before
        transaction.set_rollback(True)
    return first, second, made


@in_proof_only
def test_every_form_pressed_twice_as_it_stands_is_one_act_and_no_error(people, places, record_property):  # noqa: F811  # the fixture by its name
    clients = [signed_in(getattr(people, who)) for who in VISITORS if hasattr(people, who)]
    wrong, without, count = {}, set(), 0
    for name in ASKS:
        for client in clients:
            with transaction.atomic():
                page = client.get(places[name])
                transaction.set_rollback(True)
            if page.status_code != 200 or page.streaming or "html" not in page["Content-Type"]:
                continue
            for action, told in Forms(page.text).found:
                if not press.KEY.fullmatch(told.get(press.FIELD, "")):
                    without.add((name, action))
                elif action not in {reverse("account_logout"), *GIVES_A_FILE}:
                    count += 1
                    first, second, made = pressed_twice(client, action or places[name], told)
                    if max(first, second) >= 500 or (made and first < 400):
                        wrong[name, action] = first, second, made
            break
    assert not without, without
    assert not wrong, wrong
    record_property("forms pressed twice", count)
