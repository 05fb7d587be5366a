"""Ways to change an export: each one a claim that `verify.py` must not believe.

SHA256SUMS is written anew after each of them, as whoever changes a folder would do, so that what finds them is the tree
and the signatures. `plain` ones leave SHA256SUMS as it is: they change what nothing else holds.
"""

import random
import shutil
from hashlib import sha256

from watchbook.ledger import verify

HELD_BY_TREE_AND_KEY = ("tile/", "checkpoint", "receipts/", "tokens/", "keys")


def problems(folder, *, keys=(), outside=()):
    """What `verify.py` finds wrong with a folder."""
    found = verify.Found([], list(keys), {}, {})
    verify.check_folder(folder, found, {str(path): path for path in outside})
    return found.problems


def contents(folder):
    """Every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def with_sums(files):
    """The files with SHA256SUMS as it must be for them."""
    files = {path: content for path, content in files.items() if path != "SHA256SUMS"}
    listed = "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return files | {"SHA256SUMS": listed.encode()}


class Copy:
    """A folder on disk that is brought to any set of files by the fewest writes."""

    def __init__(self, folder, files):
        self.folder, self.now = folder, {}
        self.become(files)

    def become(self, files):
        """Hold exactly these files."""
        for path in self.now.keys() - files.keys():
            (self.folder / path).unlink()
        for path, content in files.items():
            if self.now.get(path) != content:
                place = self.folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        self.now = dict(files)

    def close(self):
        """Take it away."""
        shutil.rmtree(self.folder)


def bits(files, *, chosen=HELD_BY_TREE_AND_KEY):
    """Every bit of every file that tree, key and logged digest hold, flipped one at a time; as (name, files)."""
    for path, content in files.items():
        if path.startswith(chosen):
            yield from ((f"{path} bit {bit}", flipped(files, path, bit)) for bit in range(len(content) * 8))


def random_bits(files, *, count, seed, chosen=HELD_BY_TREE_AND_KEY):
    """So many random bits of a large export."""
    chance, held = random.Random(seed), [path for path in files if path.startswith(chosen)]
    for _ in range(count):
        path = chance.choice(held)
        bit = chance.randrange(len(files[path]) * 8)
        yield f"{path} bit {bit}", flipped(files, path, bit)


def flipped(files, path, bit):
    """The files with one bit turned."""
    bent = bytearray(files[path])
    bent[bit // 8] ^= 1 << bit % 8
    return with_sums(files | {path: bytes(bent)})


def plain_bits(files, *, step):
    """Bits of the files that SHA256SUMS alone holds, and of itself."""
    for path in ("verify.py", "READ-ME.txt", "SHA256SUMS"):
        for bit in range(0, len(files[path]) * 8, step):
            bent = bytearray(files[path])
            bent[bit // 8] ^= 1 << bit % 8
            yield f"{path} bit {bit}", files | {path: bytes(bent)}


def structures(files):
    """Files deleted, doubled, swapped, cut and lengthened; SHA256SUMS as it was."""
    paths = list(files)
    for path in paths:
        content = files[path]
        yield f"delete {path}", {one: kept for one, kept in files.items() if one != path}
        yield f"double {path}", files | {f"{path}.copy": content}
        yield f"another beside {path}", with_sums(files | {f"tile/0/9/{path}": content})
        for cut in {0, 1, len(content) // 2, len(content) - 1}:
            yield f"cut {path} at {cut}", files | {path: content[:cut]}
        yield f"lengthen {path}", files | {path: content + b"\n"}
    for one in paths:
        for other in paths:
            if one < other and files[one] != files[other]:
                yield f"swap {one} and {other}", files | {one: files[other], other: files[one]}


def mended_structures(files):
    """The same to what tree, key and logged digest hold, SHA256SUMS mended; leaving out is for kept heads to find."""
    held = [path for path in files if path.startswith(("tile/", "checkpoint", "tokens/", "keys"))]
    for path in held:
        if not path.startswith("checkpoints/"):
            left = {one: kept for one, kept in files.items() if one != path}
            yield f"delete {path}", with_sums(left)
        for cut in {0, 1, len(files[path]) // 2, len(files[path]) - 1}:
            yield f"cut {path} at {cut}", with_sums(files | {path: files[path][:cut]})
        yield f"lengthen {path}", with_sums(files | {path: files[path] + b"\n"})
        for other in held:
            if path < other and files[path] != files[other] and {path, other} != {"checkpoint", other}:
                yield f"swap {path} and {other}", with_sums(files | {path: files[other], other: files[path]})
