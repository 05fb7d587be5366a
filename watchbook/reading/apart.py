"""Long work on a text done in a child, since it would hold up every page that the same process answers.

Python runs one thread at a time: where one reads for seconds, the others wait. The child gets the work and what it is about
as our own process packed them; only types of the readers come back. What a child cannot do is not done here either: a text that
is too much for its limits would be too much for every page, and a crowd that leaves no child free would be read all at once.
"""

import base64
import io
import pickle
from collections.abc import Callable
from typing import Any, BinaryIO

from watchbook.reading import child

LONG = 20_000  # characters: below that a reading takes less than the start of a child
LIMITS = child.ReadingLimits(processor=30, wall=90)
PLAIN = {("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date")}


def apart[Task, Result](tell: Callable[[Task], Result], asked: Task, *, length: int) -> Result:
    """Return what `tell` says of what it is asked; here where the text is short. Raises Unreadable."""
    if length <= LONG:
        return tell(asked)
    packed = child.ask(f"{__name__}:told", pickle.dumps((tell, asked)), limits=LIMITS)
    said: Result = OfReadersAlone(io.BytesIO(base64.b64decode(packed))).load()
    return said


def told(file: BinaryIO) -> str:
    """Do the work that a file packs; a child runs this."""
    tell, asked = pickle.load(file)  # noqa: S301  # packed by the process that started this one
    return base64.b64encode(pickle.dumps(tell(asked))).decode()


class OfReadersAlone(pickle.Unpickler):
    """Unpacks values of the readers' own types, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a type by its name. Raises UnpicklingError for any that no reader has."""
        found = None
        if module.startswith("watchbook.reading.") or (module, name) in PLAIN:
            found = super().find_class(module, name)
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
