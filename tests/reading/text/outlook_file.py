"""A message as Outlook keeps it, made in the test: a compound file ([MS-CFB]) of the streams of [MS-OXMSG]."""

import struct
from itertools import count, pairwise

SECTOR, SMALL, CUT_OFF = 512, 64, 4096
END, FREE, IS_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def message(*, code_page=None, folder=(), attached=(), within=None, fixed=(), **texts):
    """The streams of a message: texts by property number, files as (name, bytes), a message within, fixed (number, type, value)."""
    rows = [*fixed, *([(0x3FFD, 3, code_page)] if code_page else [])]
    head = b"\0" * (24 if folder else 32)
    streams = {
        (*folder, "__properties_version1.0"): head
        + b"".join(struct.pack("<HHIQ", kind, number, 6, value) for number, kind, value in rows)
    }
    for number, value in {"p001A": "IPM.Note", **texts}.items():
        kind = (
            "0102"
            if isinstance(value, bytes) and number in {"p1013", "p1009", "p004F"}
            else "001E"
            if isinstance(value, bytes)
            else "001F"
        )
        streams[(*folder, f"__substg1.0_{number[1:]}{kind}")] = (
            value if isinstance(value, bytes) else value.encode("utf-16-le")
        )
    for number, (name, content) in enumerate(attached):
        at = (*folder, f"__attach_version1.0_#{number:08X}")
        streams[*at, "__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[*at, "__substg1.0_37010102"] = content
    if within is not None:
        streams |= within((*folder, f"__attach_version1.0_#{len(attached):08X}", "__substg1.0_3701000D"))
    return streams


def container(streams):
    """The bytes of a compound file that holds these streams by their paths."""
    entries = _entries(streams)
    table, sectors, small_table, small = [], [], [], []

    def put(content, *, into, table, size):
        start = len(table)
        pieces = [content[at : at + size].ljust(size, b"\0") for at in range(0, len(content), size)]
        into += pieces
        table += [*range(start + 1, start + len(pieces)), END] if pieces else []
        return start if pieces else END

    starts = {}
    for path, content in streams.items():
        is_small = len(content) < CUT_OFF
        into, at = (small, small_table) if is_small else (sectors, table)
        starts[path] = put(content, into=into, table=at, size=SMALL if is_small else SECTOR)
    mini = b"".join(small)
    mini_start = put(mini, into=sectors, table=table, size=SECTOR)
    mini_table = struct.pack(f"<{len(small_table)}I", *small_table)
    mini_table_start = put(_padded(mini_table), into=sectors, table=table, size=SECTOR)
    folder = b"".join(
        _entry(name, kind=kind, right=right, child=child, start=starts.get(path, mini_start if kind == ROOT else 0),
               size=len(mini) if kind == ROOT else len(streams.get(path, b"")))
        for path, (name, kind, right, child) in entries.items()
    )  # fmt: skip
    folder_start = put(_padded(folder), into=sectors, table=table, size=SECTOR)
    tables = next(one for one in count(1) if one * 128 >= len(table) + one)
    fat_start = len(table)
    table += [IS_TABLE] * tables
    table += [FREE] * (tables * 128 - len(table))
    fat = struct.pack(f"<{len(table)}I", *table)
    fats = [fat_start + one if one < tables else FREE for one in range(109)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHH6sIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, tables, folder_start, 0, CUT_OFF,
        mini_table_start, len(mini_table) // SECTOR + 1, END, 0, fats[0],
    ) + struct.pack("<108I", *fats[1:])  # fmt: skip
    return head + b"".join(sectors) + fat


def _entries(streams):
    """Each storage and stream by its path: name, kind, the sibling to its right, and its first child, by their numbers."""
    paths = sorted({path[:depth] for path in streams for depth in range(len(path) + 1)})
    numbers = {path: number for number, path in enumerate(paths)}
    children = {path: [] for path in paths}
    for one in paths[1:]:
        children[one[:-1]].append(one)
    right = {one: numbers[after] for held in children.values() for one, after in pairwise(held)}
    return {
        path: (
            path[-1] if path else "Root Entry",
            ROOT if not path else STREAM if path in streams else STORAGE,
            right.get(path, FREE),
            numbers[children[path][0]] if children[path] else FREE,
        )
        for path in paths
    }


def _entry(name, *, kind, right, child, start, size):
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        written,
        len(written),
        kind,
        1,
        FREE,
        right,
        child,
        bytes(16),
        0,
        0,
        0,
        start,
        size,
    )


def _padded(content):
    return content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\xff")
