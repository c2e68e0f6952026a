"""Reading a PDF back: what a screen reader meets in order, and where the ink is."""

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Element:
    """One node of the structure tree with its own text, in reading order."""

    tag: str
    text: str
    depth: int


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def plain(text: str) -> str:
    """Text with ordinary spaces, to compare sentences wherever the lines break."""
    words = " ".join(text.split())
    return re.sub(r"(?<=[(]) | (?=[,.)])", "", words)


def page_count(pdf: bytes) -> int:
    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def page_text(pdf: bytes, page: int = 0) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return document[page].get_textpage().get_text_bounded()


def reading(pdf: bytes) -> str:
    """The whole tagged text in structure order, artifacts left out."""
    text = plain(" ".join(element.text for element in structure(pdf)))
    return text.replace("\x02 ", "-")  # the hyphen of a double name at the end of a line


def structure(pdf: bytes) -> list[Element]:
    with pdfium.PdfDocument(pdf) as document:
        found: list[Element] = []
        for page in document:
            texts = _texts_by_mark(page)
            tree = raw.FPDF_StructTree_GetForPage(page)
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                child = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
                found.extend(_walk(child, texts, 0))
            raw.FPDF_StructTree_Close(tree)
        return found


def _walk(node: object, texts: dict[int, str], depth: int) -> Iterator[Element]:
    kind = ctypes.create_string_buffer(64)
    raw.FPDF_StructElement_GetType(node, kind, 64)
    tag = kind.raw.decode("utf-16-le").split("\0")[0]
    # A parent's own words and its children's come in the order of its kids.
    own = Element(tag, "", depth)
    yield own
    for index in range(raw.FPDF_StructElement_CountChildren(node)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(node, index)
        if mark >= 0:
            yield Element("", texts.get(mark, ""), depth + 1)
        child = raw.FPDF_StructElement_GetChildAtIndex(node, index)
        if child:
            yield from _walk(child, texts, depth + 1)


def _texts_by_mark(page: pdfium.PdfPage) -> dict[int, str]:
    words = page.get_textpage()
    texts: dict[int, str] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        if mark < 0:
            continue
        size = raw.FPDFTextObj_GetText(item, words, None, 0)
        buffer = ctypes.create_string_buffer(size)
        target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        raw.FPDFTextObj_GetText(item, words, target, size)
        texts[mark] = texts.get(mark, "") + buffer.raw.decode("utf-16-le").rstrip("\0")
    return texts


def ink_of(pdf: bytes, text: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of `text` on page 1, in mm from the page's top left corner."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        found = words.search(text, match_case=True).get_next()
        assert found is not None, f"texte absent : {text}"
        boxes = [words.get_charbox(index) for index in range(found[0], found[0] + found[1])]
        height = page.get_height()
        return (
            min(box[0] for box in boxes) / POINTS_PER_MM,
            (height - max(box[3] for box in boxes)) / POINTS_PER_MM,
            max(box[2] for box in boxes) / POINTS_PER_MM,
            (height - min(box[1] for box in boxes)) / POINTS_PER_MM,
        )


@dataclass(frozen=True)
class Zone:
    """A rectangle of the first page, in mm from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def text_inside(pdf: bytes, zone: Zone) -> str:
    """Characters of page 1 that touch the zone, blanks left out."""
    found = []
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        height = page.get_height()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            across = left < zone.right * POINTS_PER_MM and right > zone.left * POINTS_PER_MM
            above = height - bottom > zone.top * POINTS_PER_MM
            if across and above and height - top < zone.bottom * POINTS_PER_MM:
                found.append(words.get_text_range(index, 1))
    return "".join("".join(found).split())
