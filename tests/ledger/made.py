"""A log made for tests, without a database: leaves, heads, cosignatures, receipts, time stamps, and its export."""

from hashlib import sha256
from uuid import UUID

from tests.ledger.reading import cosign
from watchbook.ledger import checkpoint, cosignature, export, leaf, receipt, tiles, tree
from watchbook.ledger.note import Signer

ORIGIN = "council.example/watchbook/2026a"
SIGNER = Signer(ORIGIN, seed=bytes(range(32)))
WITNESSES = [Signer(f"witness.example/w{one}", seed=bytes(range(one, one + 32))) for one in (1, 2, 3)]
WITNESS = WITNESSES[0]
OBSERVERS = [cosignature.CosignatureVerifier(one.name, one.public_key) for one in WITNESSES]
OBSERVER = OBSERVERS[0]
AT = 1_790_000_000
PERSONAL = frozenset({"by", "subject"})


class Log:
    """So many events, sealed at so many sizes."""

    def __init__(self, size, *, sealed=(), signer=SIGNER, told="look.ended", witnesses=1):
        self.signer, self.size = signer, size
        self.witnesses, self.observers = WITNESSES[:witnesses], OBSERVERS[:witnesses]
        self.events = [UUID(int=number) for number in range(1, size + 1)]
        self.values = [
            {"name": told, "by": f"Jane Roe {number}", "subject": "ŵ\n", "pages": number, "on": None}
            for number in range(size)
        ]
        self.leaves = [
            leaf.leaf(event, commitment=leaf.commit(values, seed=self.seed(event)))
            for event, values in zip(self.events, self.values, strict=True)
        ]
        self.hashes = tree.leaf_hashes(self.leaves)
        self.sealed = tuple(sealed)

    def seed(self, event):
        """The secret of an event, here for tests to be repeated."""
        return event.bytes * 2

    def add(self, values):
        """One more event, whose leaf goes to the end; its number."""
        event = UUID(int=self.size + 1)
        self.events.append(event)
        self.values.append(values)
        self.leaves.append(leaf.leaf(event, commitment=leaf.commit(values, seed=self.seed(event))))
        self.hashes.append(tree.leaf_hash(self.leaves[-1]))
        self.size += 1
        return self.size - 1

    def range(self, size=None):
        """The compact range of its first leaves."""
        return tree.Range().extended(self.hashes[:size])

    def node(self, level, index):
        """A perfect subtree, straight from the leaves."""
        return tree.Range().extended(self.hashes[index << level : (index + 1) << level]).root()

    def head(self, size=None, *, cosigned=False):
        """The signed checkpoint of its first leaves."""
        grown = self.range(size)
        signed = checkpoint.sign(
            checkpoint.Checkpoint(self.signer.name, grown.size, grown.root()), signer=self.signer
        )
        if not cosigned:
            return signed
        text = signed.partition("\n\n")[0] + "\n"
        given = [cosign(text, signer=one, time=AT) for one in self.witnesses]
        return checkpoint.with_cosignatures(signed, given)

    def receipt(self, number, *, names=("name", "pages"), size=None, cosigned=False):
        """The receipt of an event under the head of a size."""
        size = size or self.size
        return receipt.write(
            leaf.open_fields(
                self.values[number], seed=self.seed(self.events[number]), names=frozenset(names)
            ),
            event=self.events[number],
            index=number,
            hashes=tree.inclusion_proof(number, size=size, node=self.node),
            checkpoint=self.head(size, cosigned=cosigned),
        )

    def contents(self, *, tokens=(), receipts=()):
        """What goes into its export beside the leaves; the newest head is cosigned."""
        return export.Contents(
            checkpoint=self.head(cosigned=True),
            log=self.signer.verifier,
            witnesses=self.observers,
            checkpoints=[self.head(size) for size in self.sealed],
            tokens=tokens,
            receipts={str(self.events[number]): self.receipt(number, cosigned=True) for number in receipts},
        )

    def stamp(self, size, *, on, authority, stamp=None):
        """An authority's time stamp of a head, logged as the product does; the number of its event goes with it."""
        own = self.head(size)
        content = (
            stamp(own.encode()) if stamp else f"{authority} over ".encode() + sha256(own.encode()).digest()
        )
        told = {
            "entries": size,
            "on": on,
            "authority": authority,
            "token_sha256": sha256(content).hexdigest(),
        }
        place = self.add({"name": "timestamp_token.received", "by": "the sealer"} | told)
        return size, f"{on}-{authority.replace(' ', '-')}", content, place

    def token(self, stamp):
        """That time stamp as an export takes it, its receipt under the newest head."""
        size, name, content, place = stamp
        names = ("name", "entries", "on", "authority", "token_sha256")
        return export.Token(size, name, content, self.receipt(place, names=names, cosigned=True))

    def export(self, folder, **more):
        """Its export."""
        return export.write(folder, leaves=self.leaves, contents=self.contents(**more))


def stored(hashes):
    """A reader of tiles over all the hashes at once."""
    found = {(tile.level, tile.index): content for tile, content in tiles.grown(0, hashes, read=None)}
    return lambda level, index: found[level, index]


def stamped_log(size, *, sealed, stamp=None):
    """A log whose checkpoint at `sealed` has a time stamp that is logged, and that token with its receipt."""
    log = Log(size, sealed=(1, sealed))
    made = log.stamp(sealed, on="2026-11-23", authority="A TSA", stamp=stamp)
    return log, log.token(made)
