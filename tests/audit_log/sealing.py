"""A log that is sealed and signed in a test: the sealer's role, a key, the signer's folder, and a naive tree beside it."""

from contextlib import contextmanager
from hashlib import sha256

from django.db import connection

from tests.fixtures import point_django_at
from watchbook.audit_log import seal, sign, signing_key
from watchbook.audit_log.head import HeadFiles
from watchbook.ledger import checkpoint

ORIGIN = "council.example/watchbook/test"


@contextmanager
def as_sealer(database):
    """Django's one connection as the sealer's role."""
    point_django_at(database, role="sealer")
    try:
        yield
    finally:
        point_django_at(database)


def a_place(folder, *, origin=ORIGIN):
    """A signer with its key and files in a folder."""
    folder.mkdir(exist_ok=True)
    signing_key.make(folder / "key", origin=origin)
    return the_place(folder)


def the_place(folder):
    """The signer whose key and files are there."""
    return sign.SigningPlace(signing_key.read(folder / "key"), HeadFiles(folder / "sealing"))


def sealed(database, place):
    """Seal and sign all that waits; the size."""
    with as_sealer(database):
        while seal.seal():
            pass
        return sign.sign(place)


def sealed_unsigned(database):
    """Seal all that waits, and sign nothing."""
    with as_sealer(database):
        while seal.seal():
            pass


def naive_root(leaves):
    """RFC 6962's tree as its definition says it, and as slow."""
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def naive_roots(leaves):
    """The root of each size up to all leaves, by folding equal subtrees as a child adds carries (not the product's way)."""
    roots, stack = {0: sha256().digest()}, []
    for number, leaf in enumerate(leaves, start=1):
        stack.append((0, sha256(b"\x00" + leaf).digest()))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (level, left), (_level, right) = stack[-2:]
            stack[-2:] = [(level + 1, sha256(b"\x01" + left + right).digest())]
        root = stack[-1][1]
        for _level, left in reversed(stack[:-1]):
            root = sha256(b"\x01" + left + root).digest()
        roots[number] = root
    return roots


def stored_leaves():
    """Every sealed leaf in order, after a look that they are contiguous."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "index", leaf FROM audit_log_leaf ORDER BY "index"')
        rows = cursor.fetchall()
    assert [index for index, _leaf in rows] == list(range(len(rows)))
    return [bytes(leaf) for _index, leaf in rows]


def assert_every_checkpoint_is_true(place):
    """Each stored checkpoint is signed and has the root that its leaves give when recomputed."""
    leaves = stored_leaves()
    with connection.cursor() as cursor:
        cursor.execute("SELECT size, note FROM audit_log_signedcheckpoint ORDER BY size")
        rows = cursor.fetchall()
    for size, note in rows:
        head = checkpoint.read(note, log=place.signer.verifier)
        assert (head.size, head.root) == (size, naive_root(leaves[:size]))
    return len(rows)
