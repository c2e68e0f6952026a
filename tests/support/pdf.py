"""Small documents as people deposit them."""

import io

import pikepdf
from PIL import Image


def pdf(pages: int = 1, *, password: str = "") -> bytes:
    """A sound PDF of blank pages."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        if password:
            made.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
        else:
            made.save(out)
    return out.getvalue()


def photo() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "JPEG")
    return out.getvalue()
