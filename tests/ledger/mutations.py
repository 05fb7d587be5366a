"""Ways to change an export: each one a claim that `verify.py` must not believe.

SHA256SUMS is written anew after each of them, as whoever changes a folder would do, so that what finds them is the tree
and the signatures. `plain` ones leave SHA256SUMS as it is: they change what nothing else holds.
"""

import random
import re
import shutil
from hashlib import sha256
from itertools import islice, pairwise

from watchbook.ledger import verify

HELD_BY_TREE_AND_KEY = ("tile/", "checkpoint", "receipts/", "tokens/", "keys")


def problems(folder, *, keys=(), outside=()):
    """What `verify.py` finds wrong with a folder."""
    found = verify.VerifiedLog([], list(keys), {})
    verify.check_folder(folder, found, {f"{path} (given)": path for path in outside})
    verify.check_forks(found)
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
    return files | {"SHA256SUMS": listed.encode("utf-8", "surrogateescape")}


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


def bits(files, *, step=1, chosen=HELD_BY_TREE_AND_KEY):
    """Every bit, or one in so many, of all files that tree, key and logged digest hold, flipped one at a time; as (name, files)."""
    held = [path for path in files if path.startswith(chosen)]
    every = ((path, bit) for path in held for bit in range(len(files[path]) * 8))
    for path, bit in islice(every, 0, None, step):
        yield f"{path} bit {bit}", flipped(files, path, bit)


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
    held = [path for path in files if path.startswith(HELD_BY_TREE_AND_KEY)]
    newest = {"checkpoint", max((path for path in files if path.startswith("checkpoints/")), key=_number)}
    for path in held:
        if not path.startswith("receipts/") and (not path.startswith("checkpoints/") or path in newest):
            left = {one: kept for one, kept in files.items() if one != path}
            yield f"delete {path}", with_sums(left)
        for cut in {0, 1, len(files[path]) // 2, len(files[path]) - 1}:
            yield f"cut {path} at {cut}", with_sums(files | {path: files[path][:cut]})
        yield f"lengthen {path}", with_sums(files | {path: files[path] + b"\n"})
        for other in held:
            if path < other and files[path] != files[other]:
                yield f"swap {path} and {other}", with_sums(files | {path: files[other], other: files[path]})


def texts(files):
    """Notes, receipts and keys in another form that somebody might take for the same; SHA256SUMS mended."""
    for path, content in files.items():
        if not path.startswith(("checkpoint", "receipts/", "keys")) and not path.endswith("-proof"):
            continue
        text = content.decode()
        forms = {**_ends(text), **dict(_lines(text)), **_letters(text), **dict(_numbers(text))}
        for name, other in forms.items():
            if other != text:
                yield f"{path}: {name}", with_sums(files | {path: other.encode("utf-8", "surrogateescape")})


def _ends(text):
    """What a program may do to a text's lines and ends."""
    return {
        "CRLF": text.replace("\n", "\r\n"),
        "one CRLF": text.replace("\n", "\r\n", 1),
        "CR": text.replace("\n", "\r"),
        "vertical tabs": text.replace("\n", "\v"),
        "line separators": text.replace("\n", "\u2028"),
        "a byte order mark": "\ufeff" + text,
        "UTF-16": text.encode("utf-16").decode("utf-8", "surrogateescape"),
        **{
            f"{end!r} after it": text + end
            for end in ("\n", "\n\n", " ", "\0", "x", "\ufeff", "\x1a", "# 1\n")
        },
        **{f"{start!r} before it": start + text for start in ("\n", " ", "\0", "x", "# 1\n")},
        "without its end": text[:-1],
        "spaces at ends of lines": text.replace("\n", " \n"),
        "tabs for spaces": text.replace(" ", "\t"),
        "two spaces": text.replace(" ", "  "),
        "no-break spaces": text.replace(" ", "\u00a0"),
    }


def _lines(text):
    """Each line left out, doubled, changed with the next, emptied, followed by one that means nothing."""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        yield f"without line {at}", "".join(lines[:at] + lines[at + 1 :])
        yield f"line {at} twice", "".join([*lines[:at], line, *lines[at:]])
        yield f"line {at} at the end once more", text + line
        yield f"line {at} cut", "".join([*lines[:at], line[:-2] + "\n", *lines[at + 1 :]])
        yield f"an empty line before {at}", "".join([*lines[:at], "\n", *lines[at:]])
        yield f"a line of its own before {at}", "".join([*lines[:at], "more\n", *lines[at:]])
    for at, (line, other) in enumerate(pairwise(lines)):
        yield f"lines {at} and {at + 1} swapped", "".join([*lines[:at], other, line, *lines[at + 2 :]])


def _letters(text):
    """Letters that look the same, or are said to be: other cases, other forms of Unicode, other alphabets."""
    found = {"capitals": text.upper(), "small": text.lower()}
    for letter, others in {
        "a": "\u0430\uff41",
        "e": "\u0435e\u0301",
        "o": "\u043e",
        "-": "\u2010\u2212",
        ".": "\u3002",
        "—": "-\u2013",
    }.items():
        found |= {f"{other!r} for {letter}": text.replace(letter, other, 1) for other in others}
        found[f"{letter} with an accent"] = text.replace(letter, letter + "\u0301", 1)
        found[f"{letter} and nothing seen"] = text.replace(letter, letter + "\u200b", 1)
    return found | {
        "URL-safe base64": text.replace("+", "-").replace("/", "_"),
        "no padding": text.replace("=", ""),
    }


def _numbers(text):
    """Each number that stands alone, in another form or another size."""
    for found in re.finditer(r"(?<=\n)(?:index )?(\d+)(?=\n)", text):
        number = int(found[1])
        sizes = (
            number + 1,
            number - 1,
            number + 256,
            number + 2**32,
            2**31,
            2**63 - 1,
            2**63,
            2**64 + number,
            10**40,
            -1,
        )
        forms = (
            f"0{number}",
            f"+{number}",
            f"{number}.0",
            f"{number}_0",
            f"{number:x}h",
            f" {number}",
            "",
            "\u0665",
            f"{number}\uff10",
        )
        for other in (*map(str, sizes), *forms):
            yield f"{other!r} for {number}", text[: found.start(1)] + other + text[found.end(1) :]


def places(files):
    """Files in another place, beside another, in another width, and what is of another log; SHA256SUMS mended."""
    for path, content in files.items():
        rest = {one: kept for one, kept in files.items() if one != path}
        for other in _places(path):
            if other not in files:
                yield f"{path} as {other}", with_sums(rest | {other: content})
                yield f"{path} also as {other}", with_sums(files | {other: content})


def _places(path):
    yield from (
        f"{path}~",
        f".{path}",
        f"{path}.bak",
        f"more/{path}",
        path.upper(),
        f"{path} ",
        f"{path}\u200b",
        f"{path}\n",
        f"{path}\x1b[2J",
    )
    if ".p/" in path:
        stem, _, width = path.rpartition("/")
        yield from (
            f"{stem}/{one}" for one in {1, 2, int(width) - 1, int(width) + 1, 255, 256} - {int(width), 0}
        )
        yield stem.removesuffix(".p")
    if path.startswith(("checkpoints/", "tokens/", "receipts/")):
        folder, _, name = path.partition("/")
        yield from (
            f"{folder}/0{name}",
            f"{folder}/1{name}",
            f"{folder}/x/{name}",
            f"{folder}/{name}.tlog-proof",
            f"receipts/{name}",
        )


def _number(path):
    return int(path.rpartition("/")[2])
