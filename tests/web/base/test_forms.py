from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from guichet.web.forms import DayField, ManyFilesField, MoneyField, PlainForm
from guichet.web.paging import page_of
from guichet.web.templatetags.layout import BADGES, badge, cents


@pytest.mark.parametrize("typed", ["1234,56", "1 234,56", "1 234.56 €", "1\u202f234,56"])
def test_an_amount_is_read_as_people_write_it(typed: str) -> None:
    assert MoneyField().clean(typed) == Decimal("1234.56")


@pytest.mark.parametrize("typed", ["beaucoup", "12,345", "-1", "1e400", "NaN", "99999999999999"])
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_an_amount_shown_again_reads_the_same(amount: Decimal) -> None:
    field = MoneyField()
    assert field.clean(field.prepare_value(amount)) == amount


@pytest.mark.parametrize("typed", ["2026-02-28", "28/02/2026"])
def test_a_day_is_read_from_the_calendar_or_the_keyboard(typed: str) -> None:
    assert DayField().clean(typed).isoformat() == "2026-02-28"


@pytest.mark.parametrize("typed", ["2026-02-30", "hier", "28/2/26/1"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="une date qui existe"):
        DayField().clean(typed)


def test_several_files_are_all_kept_and_none_is_refused() -> None:
    papers = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)]
    assert ManyFilesField().clean(papers) == papers
    with pytest.raises(ValidationError):
        ManyFilesField().clean([])
    assert ManyFilesField(required=False).clean([]) == []


def test_an_empty_field_is_called_by_its_name() -> None:
    class Form(PlainForm):
        city = forms.CharField(label="Ville")

    assert Form(QueryDict()).errors["city"] == ["Remplissez «\u00a0Ville\u00a0»."]


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("²", 1)]
)
def test_an_unreadable_page_number_is_the_first_page(asked: str, number: int) -> None:
    request = RequestFactory().get("/", {"page": asked})
    assert page_of(range(100), request).number == number


@given(st.integers(0, 120), st.integers(1, 30))
def test_the_pages_hold_each_row_once(rows: int, size: int) -> None:
    seen: list[int] = []
    address = "/"
    while address:
        page = page_of(range(rows), RequestFactory().get(address), size)
        seen += page.items
        address = page.next_url and f"/{page.next_url}"
    assert seen == list(range(rows))


def test_an_amount_is_written_in_the_reader_s_language() -> None:
    assert cents(123_450) == "1\u202f234,50\u00a0€"
    with override("en"):
        assert cents(123_450) == "€1,234.50"


def test_a_badge_escapes_its_words_and_refuses_an_unknown_kind() -> None:
    assert "<b>" not in badge("info", "<b>")
    with pytest.raises(Exception, match=BADGES[0]):
        badge("purple", "x")
