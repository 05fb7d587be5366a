"""A reader of QR codes as a phone sees them, from the pixels of a screenshot (ISO/IEC 18004): byte, letter and number modes, level M, no damage."""

import struct
import zlib

QUIET = 4  # squares of white that a scanner needs around
# Of level M, by version: the length in bytes of each block of data; and where the small patterns are.
BLOCKS = {
    1: [16], 2: [28], 3: [44], 4: [32] * 2, 5: [43] * 2, 6: [27] * 4, 7: [31] * 4, 8: [38] * 2 + [39] * 2,
    9: [36] * 3 + [37] * 2, 10: [43] * 4 + [44],
}  # fmt: skip
ALIGNED = {
    1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42],
    9: [6, 26, 46], 10: [6, 28, 50],
}  # fmt: skip
MASKS = [
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
]
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def brightness(png):
    """Rows of a PNG as numbers from 0 (black) to 255."""
    at, data, width, channels = 8, b"", 0, 3
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, _height, depth, colour = struct.unpack(">IIBB", body[:10])
            channels = {2: 3, 6: 4}[colour]
            assert depth == 8
        data += body if kind == b"IDAT" else b""
        at += length + 12
    raw, step = zlib.decompress(data), width * channels
    rows, before = [], bytes(step)
    for start in range(0, len(raw), step + 1):
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + step]), before, channels)
        rows.append([min(before[x : x + 3]) for x in range(0, step, channels)])
    return rows


def _unfiltered(kind, row, above, channels):
    for x in range(len(row)):
        left = row[x - channels] if x >= channels else 0
        corner = above[x - channels] if x >= channels else 0
        guess = left + above[x] - corner
        nearest = min((left, above[x], corner), key=lambda one, guess=guess: abs(guess - one))
        row[x] = (row[x] + [0, left, above[x], (left + above[x]) // 2, nearest][kind]) % 256
    return bytes(row)


def squares(rows):
    """The dark squares of a picture that has a code and nothing else, and how many squares of white are around it."""
    rows = [row[1:-1] for row in rows[1:-1]]  # the rim is of no whole pixels
    dark = [(y, x) for y, row in enumerate(rows) for x, one in enumerate(row) if one < 128]
    top, left = min(y for y, _ in dark), min(x for _, x in dark)
    bottom, right = max(y for y, _ in dark) + 1, max(x for _, x in dark) + 1
    first = (
        next(x for x in range(left, right) if rows[top][x] >= 128) - left
    )  # seven squares of the first finder
    size = 17 + 4 * round(((right - left) / (first / 7) - 17) / 4)  # sizes go by four
    each = (right - left) / size
    found = [
        [rows[int(top + (y + 0.5) * each)][int(left + (x + 0.5) * each)] < 128 for x in range(size)]
        for y in range(size)
    ]
    around = min(top, left, len(rows) - bottom, len(rows[0]) - right) / each
    return found, around


def read(code):
    """The text of a code, from its dark squares."""
    size = len(code)
    version = (size - 17) // 4
    told = [code[8][x] for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [code[y][8] for y in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join(map(str, map(int, told))), 2) ^ 0x5412
    assert told >> 13 == 0, "not of level M"
    mask, bits, upwards = MASKS[told >> 10 & 7], [], True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if not _is_pattern(y, x, version, size):
                    bits.append(int(code[y][x]) ^ int(mask(y, x)))
        upwards = not upwards
    words = [int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, len(bits) - 7, 8)]
    blocks, taken = [[] for _ in BLOCKS[version]], iter(words)
    for number in range(max(BLOCKS[version])):
        for block, length in zip(blocks, BLOCKS[version], strict=True):
            if number < length:
                block.append(next(taken))
    return _text("".join(f"{word:08b}" for block in blocks for word in block), longer=version > 9)


def _is_pattern(y, x, version, size):
    if y == 6 or x == 6 or (y < 9 and (x < 9 or x >= size - 8)) or (y >= size - 8 and x < 9):
        return True
    if version > 6 and ((y < 6 and x >= size - 11) or (x < 6 and y >= size - 11)):
        return True
    ends = {(6, 6), (6, size - 7), (size - 7, 6)}
    small = {(a, b) for a in ALIGNED[version] for b in ALIGNED[version]} - ends
    return any(abs(y - a) < 3 and abs(x - b) < 3 for a, b in small)


def _text(bits, *, longer):
    said, at = "", 0

    def take(number):
        nonlocal at
        at += number
        return int(bits[at - number : at], 2)

    while len(bits) - at >= 4 and (mode := take(4)):
        count = take({1: (10, 12), 2: (9, 11), 4: (8, 16)}[mode][longer])
        if mode == 4:
            said += bytes(take(8) for _ in range(count)).decode()
        while mode == 2 and count > 0:
            pair = take(11 if count > 1 else 6)
            said += (LETTERS[pair // 45] if count > 1 else "") + LETTERS[pair % 45]
            count -= 2
        while mode == 1 and count > 0:
            digits = min(count, 3)
            said += f"{take((0, 4, 7, 10)[digits]):0{digits}}"
            count -= 3
    return said
