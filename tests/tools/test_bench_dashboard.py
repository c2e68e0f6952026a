"""The line that the bench writes of a page says whether the promise was kept, by its median."""

from tools.bench_dashboard import Page, section


def test_a_page_keeps_its_promise_by_its_median_and_shows_its_slowest() -> None:
    quick = Page("desk-insight", 1200, [250, 290, 900], 41)
    slow = Page("desk-outlook", 299, [301] * 3, 20)
    assert quick.row("SQLite") == "| desk-insight | SQLite | 1200 ms | 290 ms | 900 ms | 41 | met |"
    assert slow.row("PostgreSQL").endswith("| **missed** |")


def test_both_databases_are_in_the_table() -> None:
    page = Page("desk-insight", 2, [1], 1)
    told = section({"SQLite": [page], "PostgreSQL": [page]}, 100_000, 0.5)
    assert told.count("| desk-insight |") == 2
    assert "100 000 files" in told
