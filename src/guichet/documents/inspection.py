"""What a deposited file really is: judged by its content, never by its name."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

import filetype
import pikepdf
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

ACCEPTED = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
MAX_PIXELS = 60_000_000
# What the library raises on damaged files, besides its own word for it.
_BROKEN_IMAGE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    OverflowError,
    EOFError,
    struct.error,
    zlib.error,
)


class RefusedFile(ValueError):
    """The file cannot be taken; the text says why and what to do, in words for the depositor."""


@dataclass(frozen=True)
class Inspected:
    media_type: str
    pages: int


def check_size(size: int, *, most: int) -> None:
    """Refuse an empty file, and one longer than `most` bytes."""
    if not size:
        raise RefusedFile(_("Le fichier est vide. Choisissez un autre fichier."))
    if size > most:
        raise RefusedFile(
            _("Le fichier dépasse {size} Mo. Envoyez-le en plusieurs parties.").format(
                size=most // 1024 // 1024
            )
        )


def inspect(content: bytes, *, max_bytes: int, max_pages: int) -> Inspected:
    """Say what a document is and how many pages it has, or refuse it in words."""
    check_size(len(content), most=max_bytes)
    guess = filetype.guess(content)
    media_type = guess.mime if guess else ""
    if media_type not in ACCEPTED:
        raise RefusedFile(
            _("Ce type de fichier n'est pas accepté. Envoyez un PDF, ou une photo JPEG ou PNG.")
        )
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedFile(
            _("Ce document cache un autre fichier. Enregistrez-le de nouveau, puis renvoyez-le.")
        )
    pages = (
        _pdf_pages(content, max_pages) if media_type == "application/pdf" else _image_pages(content)
    )
    if pages > max_pages:
        raise RefusedFile(
            _("Le document a {pages} pages ; {most} au plus sont acceptées.").format(
                pages=pages, most=max_pages
            )
        )
    return Inspected(media_type, pages)


def _pdf_pages(content: bytes, max_pages: int) -> int:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _count_pages(pdf.Root.Pages, most=max_pages + 1)
    except RecursionError:
        raise RefusedFile(
            _("Ce PDF est abîmé et ne s'ouvre pas. Refaites-le, puis renvoyez-le.")
        ) from None
    except pikepdf.PasswordError:
        raise RefusedFile(
            _("Ce PDF est protégé par un mot de passe. Enregistrez-le sans mot de passe.")
        ) from None
    except pikepdf.PdfError:
        raise RefusedFile(
            _("Ce PDF est abîmé et ne s'ouvre pas. Refaites-le, puis renvoyez-le.")
        ) from None


def _count_pages(node: pikepdf.Object, *, most: int) -> int:
    """Pages below a node of the page tree, counting no further than `most`.

    A small file may name one page millions of times; the library would unfold them all.
    """
    if "/Kids" not in node:
        return 1
    count = 0
    for kid in node.Kids:
        count += _count_pages(kid, most=most - count)
        if count >= most:
            break
    return count


def _image_pages(content: bytes) -> int:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise RefusedFile(_("L'image est trop grande. Prenez la photo en qualité normale."))
            image.load()
    except RefusedFile:
        raise
    except (*_BROKEN_IMAGE, Image.DecompressionBombError):
        raise RefusedFile(
            _("Cette image est abîmée et ne s'ouvre pas. Refaites la photo.")
        ) from None
    return 1
