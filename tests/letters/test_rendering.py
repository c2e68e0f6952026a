"""The PDF of a letter: accessible, on one page, the same bytes every time, values never markup."""

import hashlib
import re
import threading
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest

from guichet.letters.catalogue.declarations import UnknownLetter, latest_version
from guichet.letters.content import AppealBlockMissing, ContentRefused, Lang, Recipient
from guichet.letters.rendering import (
    GlyphsMissing,
    RenderingFailed,
    fingerprint,
    missing_glyphs,
    render,
)
from tests.letters import decisions, pdfs, samples

LETTERS = {
    "granted": ("ij_decision", samples.granted),
    "provisional": ("ij_decision", decisions.provisional),
    "advanced": ("ij_decision", decisions.advanced),
    "refused": ("ij_decision", samples.refused),
    "worst": ("ij_decision", samples.worst_decision),
    "piece": ("ij_piece_request", samples.piece_request),
    "recovery": ("ij_recovery", samples.recovery),
    "lifted": ("ij_recovery_lifted", samples.lifted),
    "news": ("ij_recovery_news", samples.recovery_news),
    "plan": ("ij_recovery_news", samples.plan),
    "withheld": ("ij_recovery_news", samples.withheld),
    "not withheld": ("ij_recovery_news", samples.not_withheld),
    "appeal": ("ij_appeal", samples.appeal),
    "silent": ("ij_appeal", samples.silent),
    "waits": ("ij_news", samples.news),
    "late": ("ij_late_warning", samples.late_warning),
    "part three": ("notice_part_3", samples.part_three),
    "statement": ("ij_statement", samples.statement),
}
every_letter = pytest.mark.parametrize("name", LETTERS)
each_language = pytest.mark.parametrize("lang", list(Lang))


def made(name, lang=Lang.FR, **changes):
    code, build = LETTERS[name]
    return render(code, latest_version(code), build(lang, **changes), created_at=samples.CREATED_AT)


def nodes(node, tag):
    """Structure elements of a tag, in a pikepdf structure tree."""
    if isinstance(node, pikepdf.Array | list):
        return [found for child in node for found in nodes(child, tag)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [node] if node.get("/S") == tag else []
    return own + nodes(node.get("/K", pikepdf.Array()), tag)


@every_letter
@each_language
def test_a_letter_declares_its_language_title_and_standards(name, lang):
    subject = LETTERS[name][1](lang).subject
    with pdfs.opened(made(name, lang)) as pdf:
        assert str(pdf.Root.Lang) == {"fr": "fr-FR", "en": "en-GB"}[lang]
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == subject
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == subject
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


@every_letter
@each_language
def test_a_letter_has_one_main_heading_and_no_skipped_level(name, lang):
    tags = [element.tag for element in pdfs.structure(made(name, lang))]
    headings = [tag for tag in tags if re.fullmatch(r"H\d", tag)]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert set(headings) <= {"H1", "H2"}


@pytest.mark.parametrize("name", ["granted", "worst", "recovery", "statement"])
def test_each_table_has_column_headers(name):
    with pdfs.opened(made(name)) as pdf:
        tables = nodes(pdf.Root.StructTreeRoot.K, "/Table")
        assert tables
        for table in tables:
            headers = nodes(nodes(table, "/THead"), "/TH")
            assert headers
            assert all(header.A[0].Scope == "/Column" for header in headers)


@every_letter
@each_language
def test_a_screen_reader_meets_sender_recipient_title_body_then_contact(name, lang):
    letter = LETTERS[name][1](lang)
    spoken = pdfs.reading(made(name, lang))
    marks = [
        letter.fund.name.replace("'", "’"),
        letter.recipient.lines[0],
        letter.header.file_number,
        pdfs.plain(letter.subject),
        letter.insured_name,
        letter.fund.phone,
        letter.fund.data_protection,
    ]
    places = [spoken.index(mark) for mark in marks]
    assert places == sorted(places)


def test_words_in_french_are_marked_as_french_inside_an_english_letter():
    with pdfs.opened(made("refused", Lang.EN)) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert b"/Lang(fr-FR)" in drawn
    assert b"/Lang(fr-GB)" not in drawn


@every_letter
@each_language
def test_a_usual_letter_and_the_worst_decision_take_one_page(name, lang):
    assert pdfs.page_count(made(name, lang)) == 1


def test_what_overflows_goes_on_a_numbered_second_page_with_the_appeal_block_whole():
    pdf = made("worst", changes=("Une ligne de plus dans la liste des changements.",) * 12)
    assert pdfs.page_count(pdf) == 2
    assert "Page 1 sur 2" in pdfs.plain(pdfs.page_text(pdf, 0))
    second = pdfs.plain(pdfs.page_text(pdf, 1))
    assert "Page 2 sur 2" in second
    assert "AM-2026-000123" in second
    assert "deux mois à partir du jour" in second
    assert "pôle social" in second


def test_a_year_of_payments_repeats_its_header_on_each_page():
    lines = tuple(samples.statement_line(index) for index in range(90))
    pdf = made("statement", lines=lines)
    pages = pdfs.page_count(pdf)
    assert pages > 1
    for page in range(pages - 1):
        assert "Par jour" in pdfs.page_text(pdf, page)


@pytest.mark.parametrize("recipient", [samples.RECIPIENT, samples.WIDE_RECIPIENT])
@every_letter
def test_the_recipient_shows_in_the_envelope_window_and_nothing_else_does(name, recipient):
    pdf = made(name, recipient=recipient)
    for line in recipient.lines:
        left, top, right, bottom = pdfs.ink_of(pdf, line)
        assert left >= ADDRESS_ZONE.left
        assert right <= ADDRESS_ZONE.right
        assert top >= ADDRESS_ZONE.top
        assert bottom <= ADDRESS_ZONE.bottom
    assert pdfs.text_inside(pdf, ADDRESS_ZONE) == "".join("".join(recipient.lines).split())


# One commercial source gives the window of a DL envelope; a fund confirms with its supplier.
ADDRESS_ZONE = pdfs.Zone(left=100, top=45, right=190, bottom=85)


def test_the_same_input_gives_the_same_bytes_whatever_was_rendered_between():
    first = made("granted")
    made("worst", Lang.EN)
    assert made("granted") == first


def test_the_archived_json_gives_the_same_bytes_as_the_content():
    letter = samples.worst_decision()
    from_json = render("ij_decision", 6, letter.to_json(), created_at=samples.CREATED_AT)
    assert from_json == made("worst")


def test_the_creation_time_is_the_one_given_in_any_zone():
    paris = samples.CREATED_AT.astimezone(timezone(timedelta(hours=1)))
    letter = samples.granted()
    assert render("ij_decision", 6, letter, created_at=paris) == made("granted")
    later = render("ij_decision", 6, letter, created_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert later != made("granted")
    with pdfs.opened(later) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20270101000000Z"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ContentRefused, match="fuseau"):
        render(
            "ij_decision", 1, samples.granted(), created_at=samples.CREATED_AT.replace(tzinfo=None)
        )


def test_threads_share_the_compiler_without_mixing_letters():
    expected = {name: hashlib.sha256(made(name)).digest() for name in LETTERS}
    seen: list[bool] = []

    def work(name: str) -> None:
        seen.append(hashlib.sha256(made(name)).digest() == expected[name])

    threads = [threading.Thread(target=work, args=(name,)) for name in list(LETTERS) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * len(threads)


HOSTILE = '#panic("x") *gras* _i_ $x$ @ref <tag> \\ `code` // = titre'


def test_hostile_values_print_literally():
    reason = replace(samples.REASON, plain=HOSTILE, what_to_do=HOSTILE)
    pdf = made("refused", insured_name=HOSTILE, reason=reason)
    assert pdfs.reading(pdf).count(HOSTILE) == 3
    assert "H1" in {element.tag for element in pdfs.structure(pdf)}


@pytest.mark.parametrize(
    "name",
    ["Ægidius Œuvrard-Ÿ", "Nguyễn Thị Ánh", "Łukasz Żółć", "Σοφία Αλεξίου", "Наталья", "Şahin Ğ"],
)
def test_names_of_many_alphabets_print(name):
    assert missing_glyphs([name]) == set()
    assert name in pdfs.reading(made("granted", insured_name=name))


def test_an_accent_typed_apart_prints_as_the_whole_letter():
    assert missing_glyphs(["E\u0301loi\u0308se"]) == set()
    assert "Éloïse" in pdfs.reading(made("granted", insured_name="E\u0301loi\u0308se"))


def test_a_character_no_font_covers_is_found_before_rendering():
    assert missing_glyphs(["Li 李", "Ana"]) == {"李"}
    with pytest.raises(GlyphsMissing, match=r"U\+674E") as refusal:
        made("granted", recipient=Recipient(("LI 李", "93950 VALMONT")))
    assert refusal.value.characters == {"李"}
    assert isinstance(refusal.value, RenderingFailed)


@pytest.mark.parametrize(
    "unknown", ["\ufffe", "\U0001f9d1", "\u0e01", "\uef00", "\u202e", "\ufeff"]
)
def test_a_character_without_glyph_or_meaning_is_missing(unknown):
    assert missing_glyphs(["A", unknown]) == {unknown}


def test_all_that_the_check_lets_through_the_engine_prints():
    printable = (chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code < 0xE000)
    known = [
        char
        for char in printable
        if unicodedata.category(char) not in {"Cc", "Zl", "Zp"} and not missing_glyphs([char])
    ]
    assert len(known) > 5000
    for start in range(0, len(known), 1000):
        words = "A" + "".join(known[start : start + 1000])
        assert made("refused", insured_name=words)


def test_an_unknown_letter_or_another_letters_content_is_refused():
    with pytest.raises(UnknownLetter, match="version 99"):
        render("ij_decision", 99, samples.granted(), created_at=samples.CREATED_AT)
    with pytest.raises(ContentRefused, match="DecisionLetter"):
        render("ij_decision", 2, samples.recovery(), created_at=samples.CREATED_AT)


def test_rendering_refuses_an_unfavourable_letter_without_its_appeal_block():
    raw = {**samples.refused().to_json(), "appeal": None}
    with pytest.raises(AppealBlockMissing):
        render("ij_decision", 2, raw, created_at=samples.CREATED_AT)


def test_the_fingerprint_tells_templates_apart():
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint("ij_decision", 1))
    assert fingerprint("ij_decision", 1) != fingerprint("ij_statement", 1)


def test_fonts_are_the_shipped_ones_and_all_embedded():
    with pdfs.opened(made("worst")) as pdf:
        fonts = pdf.pages[0].Resources.Font
        names = {str(font.BaseFont).split("+")[1] for font in fonts.values()}
        assert names
        assert all(name.startswith(("NotoSans", "DejaVuSans")) for name in names)
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
