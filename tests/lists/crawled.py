"""Every page of a register in which there is one of everything, read by somebody who may."""

import re

from tests.architecture import test_rights_matrix as matrix
from tests.architecture.addresses import addresses
from tests.pages import signed_in
from tests.people import DUTIES
from tools import rights
from watchbook.organisation.rules import DutyKind

OK, BROKEN = 200, 500
READERS = ("helen", "simon", "marian", "ines", "winston", "ada")  # who together may read every page
HELD = {who: DUTIES.get(who, DutyKind.SYSTEM_ADMINISTRATOR) for who in READERS}
NO_PAGE = re.compile(
    "_(add|import|template_.*|correct|take_back|file|csv|xlsx|pdf|svg|paper|letter|copy)$|^machine:"
)


def addressed(people):
    """Make one of everything. Return the path of every address that can show a list, by its name."""
    plain = {one.name: f"/{one.pattern}" for one in addresses() if one.is_ours and "<" not in one.pattern}
    found = plain | matrix.places._get_wrapped_function()(people)
    return {
        name: found[name] for name in sorted(found) if name not in matrix.POSTED and not NO_PAGE.search(name)
    }


def pages_of(paths, people, **headers):
    """The name of each address, who of the readers may read its page, and the page."""
    clients = {who: signed_in(getattr(people, who), **headers) for who in READERS}
    holders = {(right.may, right.about): right.holders for right in rights.rights()}
    for name, path in paths.items():
        asks = matrix.ASKS.get(name)
        for who in [one for one in READERS if not asks or HELD[one] in holders[asks]]:
            answer = clients[who].get(path)
            assert answer.status_code < BROKEN, path
            if answer.status_code == OK:
                if answer.get("Content-Type", "").startswith("text/html"):
                    yield name, who, answer.text
                break
