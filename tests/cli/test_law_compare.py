"""`guichet law compare`: what a fund runs beside its old program before it trusts a new one."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pyarrow as arrow
import pytest
from playwright.sync_api import Page
from pyarrow import parquet

from tests.cli.calls import guichet
from tests.support.browser import assert_accessible

HEADER = (
    "id;benefit;stop_start;stop_end;opening_conditions_met;gross_2025-11;gross_2025-12;"
    "gross_2026-01;expected_ij_daily_gross;expected_paid_days"
)
FACTS = "maladie;2026-02-02;2026-02-20;oui;2000,00;2000,00;2000,00"
ROWS = (
    f"a;{FACTS};32,87;16",
    f"b;{FACTS};32,88;16",
    f"c;{FACTS};32,88;16",
    f"d;{FACTS};32,87;19",
    "e;maladie;2026-02-02;2026-02-20;oui;-1;2000,00;2000,00;32,87;16",
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "old.csv"
    path.write_text("\n".join((HEADER, *ROWS)) + "\n")
    return path


def test_differences_are_grouped_by_cause_the_most_frequent_first(table: Path) -> None:
    done = guichet("law", "compare", table, "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert (found["cases"], found["same"], found["different"]) == (5, 1, 3)
    assert [(g["key"], g["cause"], len(g["cases"])) for g in found["groups"]] == [
        ("ij_daily_gross", "daily_rounding=half_up", 2),
        ("paid_days", "value", 1),
    ]
    assert found["groups"][1]["cases"][0] == {
        "id": "d",
        "differences": [{"key": "paid_days", "theirs": "19", "ours": "16"}],
    }
    assert [one["id"] for one in found["refused"]] == ["e"]


def test_parquet_gives_the_same_answer_as_csv(table: Path, tmp_path: Path) -> None:
    names = HEADER.split(";")
    rows = [dict(zip(names, row.replace(",", ".").split(";"), strict=True)) for row in ROWS]
    exact = [{**row, "gross_2025-11": Decimal(row["gross_2025-11"])} for row in rows]
    path = tmp_path / "old.parquet"
    parquet.write_table(arrow.Table.from_pylist(exact), path)
    by_csv = guichet("law", "compare", table, "--json").stdout
    assert guichet("law", "compare", path, "--json").stdout == by_csv


def test_a_table_of_numbers_keeps_its_days_and_leaves_out_what_is_no_number(tmp_path: Path) -> None:
    """As a table of numbers is written: days at midnight, a missing cell as "not a number"."""
    missing = float("nan")
    columns = {
        "id": [1, 2],
        "benefit": ["maladie"] * 2,
        "stop_start": [datetime.combine(date(2026, 2, 2), time())] * 2,
        "stop_end": [date(2026, 2, 20)] * 2,
        "opening_conditions_met": [True] * 2,
        "dependent_children": [missing] * 2,
        "gross_2025-11": [2000.0] * 2,
        "gross_2025-12": [2000.0] * 2,
        "gross_2026-01": [2000.0, missing],
        "expected_ij_daily_gross": [32.87, 32.87],
        "expected_paid_days": [missing, 16.0],
    }
    path = tmp_path / "old.parquet"
    parquet.write_table(arrow.table(columns), path)
    done = guichet("law", "compare", path)
    assert "2 cas : 1 identiques au centime, 0 différents, 1 non comparés." in done.stdout
    assert (
        "Non comparés : 1 cas (2), clé reference_wages. Le salaire du mois 2026-01" in done.stdout
    )


def test_a_file_without_a_case_is_not_a_success(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(HEADER + "\n")
    done = guichet("law", "compare", path)
    assert done.exit_code == 2
    assert "aucun cas à comparer" in done.stderr


def test_what_agrees_wholly_exits_with_zero(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(f"{HEADER}\n{ROWS[0]}\n")
    done = guichet("law", "compare", path)
    assert done.exit_code == 0
    assert done.stdout == "1 cas : 1 identiques au centime, 0 différents, 0 non comparés.\n"


def test_a_person_reads_each_difference_and_the_sums(table: Path) -> None:
    said = guichet("law", "compare", table).stdout
    assert "maladie, ij_daily_gross (indemnité journalière brute) : 2 cas." in said
    assert "daily_rounding" in said
    assert "5 cas : 1 identiques au centime, 3 différents, 1 non comparés." in said


@pytest.mark.parametrize("name", ["absent.parquet", "broken.parquet", "absent.csv", "a.xls"])
def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"not parquet")
    done = guichet("law", "compare", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_a_page_that_cannot_be_written_is_said(table: Path, tmp_path: Path) -> None:
    done = guichet("law", "compare", table, "--html", tmp_path / "absent" / "page.html")
    assert done.exit_code == 2
    assert "page.html" in done.stderr


@pytest.mark.browser
def test_the_page_is_accessible_and_holds_the_cases(
    page: Page, table: Path, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    guichet("law", "compare", table, "--html", path)
    page.goto(path.as_uri())
    assert page.title() == "Comparaison de old.csv avec Guichet"
    assert page.locator("h1").count() == 1
    assert page.get_by_role("rowheader", name="d", exact=True).count() == 1
    assert_accessible(page)


def test_what_a_file_says_is_text_in_the_page(table: Path, tmp_path: Path) -> None:
    table.write_text(table.read_text().replace("\nd;", "\n<script>alert(1)</script>;"))
    path = tmp_path / "page.html"
    guichet("law", "compare", table, "--html", path)
    assert "<script>alert" not in path.read_text()
    assert "&lt;script&gt;alert" in path.read_text()
