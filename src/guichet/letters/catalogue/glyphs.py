"""Which characters a TrueType font can draw, read from its cmap table (formats 4 and 12)."""

import struct
import unicodedata
from collections.abc import Iterable
from pathlib import Path


def covered_by(path: Path) -> frozenset[int]:
    """Code points that the font maps to a real glyph."""
    font = path.read_bytes()
    cmap = _table(font, b"cmap")
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, _, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * index)
        subtable = cmap[offset:]
        kind = struct.unpack_from(">H", subtable)[0]
        if platform in {0, 3} and kind == 4:
            points |= _segments(subtable)
        elif platform in {0, 3} and kind == 12:
            points |= _groups(subtable)
    return frozenset(points)


def uncovered(texts: Iterable[str], covered: frozenset[int]) -> set[str]:
    """Characters outside `covered`; a letter and its accent count as the composed character.

    Private-use characters mean nothing a reader could know (PDF/A-2a refuses them), and
    invisible ones can turn the words around them: both count as uncovered.
    """
    characters = {char for text in texts for char in unicodedata.normalize("NFC", text)}
    return {
        char
        for char in characters
        if ord(char) not in covered or unicodedata.category(char) in {"Co", "Cf"}
    }


def _table(font: bytes, tag: bytes) -> bytes:
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"Police sans table {tag.decode()}.")


def _segments(table: bytes) -> set[int]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    ranges_at = 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", table, ranges_at)
    points: set[int] = set()
    for i in range(count):
        for point in range(starts[i], ends[i] + 1):
            glyph = point
            if ranges[i]:
                where = ranges_at + 2 * i + ranges[i] + 2 * (point - starts[i])
                glyph = struct.unpack_from(">H", table, where)[0]
            if (glyph + deltas[i]) % 65536 and (glyph or not ranges[i]) and point != 0xFFFF:
                points.add(point)
    return points


def _groups(table: bytes) -> set[int]:
    points: set[int] = set()
    for index in range(struct.unpack_from(">L", table, 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * index)
        # Glyph 0 is the empty box drawn for the unknown.
        points.update(range(first + (glyph == 0), last + 1))
    return points
