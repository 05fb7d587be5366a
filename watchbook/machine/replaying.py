"""Deleting again, in a restored database, what was deleted since its backup: as a step of a restore, or in a drill."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from django.utils import timezone

from watchbook.files import removal
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.replay import Replayed, replay


def run(options: Sequence[str]) -> int:
    """Replay and print what came of it. In a drill the live register's keys and files are let alone."""
    system = Person.objects.filter(is_system=True).first()  # nobody before the register was begun
    found = replay(by=system, at=timezone.now()) if system else Replayed()
    if "--drill" not in options:
        destruction.carry_out(found.keys)
        removal.remove(found.files)
        outside.note_left(found.waiting)
    told = asdict(found)
    del told["keys"], told["files"], told["waiting"]
    print(json.dumps(told))
    return 0
