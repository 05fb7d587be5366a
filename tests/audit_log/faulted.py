"""The sealer's own process denied its disk, or killed, at every occurrence of every call on the signer's files."""

import sys

from tests import server
from tests.audit_log.sealing import a_place, assert_every_checkpoint_is_true, sealed
from tests.audit_log.test_head_faults import CALLS, FAULTS, strace
from tests.fixtures import point_django_at
from tests.given import AT, address
from watchbook.audit_log import verification
from watchbook.audit_log.models import Leaf
from watchbook.keys.keyring import the_keyring
from watchbook.organisation import founding, service
from watchbook.organisation.founding import Administrator
from watchbook.organisation.models import Nation, Person


def every_fault(folder, *, occurrences):
    """Each call with each fault at each occurrence; runs, faults that hit, and pairs that hit at all."""
    with server.fresh_database() as name:
        point_django_at(name)
        return _every_fault(folder, name, occurrences=occurrences)


def _every_fault(folder, name, *, occurrences):
    place = a_place(folder)
    told = {
        **server.variables(name),
        "WATCHBOOK_DATABASE_ROLE": "sealer",
        "WATCHBOOK_SIGNING_KEY": str(folder / "key"),
        "WATCHBOOK_SEALING": str(place.files.folder),
    }
    program = ["env", *(f"{key}={value}" for key, value in told.items())]
    program += [sys.executable, "-m", "watchbook.machine.sealer", "--once"]
    runs, hit, pairs = 0, 0, set()
    the_keyring().begin()
    administrators = (Administrator(name=who, email=address(who)) for who in ("ada", "bashir"))
    founding.found(name="Test Council", nation=Nation.ENGLAND, administrators=tuple(administrators), at=AT)
    by = Person.objects.get(email=address("ada"))
    sealed(name, place)
    for call in CALLS:
        for fault in FAULTS:
            for when in range(1, occurrences + 1):
                for which in ("first", "second"):
                    service.add(name=f"The {which} of run {runs}", by=by, at=AT)
                code = strace(place.files.folder, call=call, fault=fault, when=when, program=program)
                runs += 1
                _look(name, place)
                if code == 0:
                    break
                hit, pairs = hit + 1, pairs | {(call, fault)}
    sealed(name, place)
    assert assert_every_checkpoint_is_true(place)
    return runs, hit, len(pairs)


def _look(name, place):
    """Right after the fault nothing false is signed; and once the sealer has run without one, the whole log holds."""
    before = place.files.read()
    assert place.files.leaves_between(0, before.log.size) == [
        bytes(leaf)
        for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)[: before.log.size]
    ]
    sealed(name, place)
    found = verification.problems(key=place.signer.verifier, files=place.files)
    assert found == [], found
