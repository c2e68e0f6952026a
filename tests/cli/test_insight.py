"""`guichet insight`: the indicators are told, computed and completed from a file."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import guichet
from tests.insight.made import make_year

pytestmark = pytest.mark.django_db
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


def test_every_indicator_says_its_question_its_formula_and_its_source() -> None:
    told = json.loads(guichet("insight", "list", "--json").stdout)["indicators"]
    assert len({one["code"] for one in told}) == len(told) > 20
    for one in told:
        assert all(one[key] for key in ("name", "question", "formula", "unit", "source", "public"))
        assert one["mission"].startswith("R")


def test_a_figure_is_shown_whole_and_by_part() -> None:
    make_year(1, files=20)
    told = json.loads(
        guichet("insight", "show", "stops.entered", *YEAR, "--by", "channel", "--json").stdout
    )
    assert told["value"] == 20 == sum(told["parts"].values())
    share = json.loads(guichet("insight", "show", "stops.automatic", *YEAR, "--json").stdout)
    assert isinstance(share["value"], str)


def test_a_missing_source_is_said() -> None:
    assert "aucun enregistrement" in guichet("insight", "show", "stops.entered", *YEAR).stdout


@pytest.mark.parametrize(
    "asked",
    [
        ("stops.nothing", *YEAR),
        ("stops.entered", *YEAR, "--by", "age"),
        ("stops.entered", *YEAR, "--by", "moon"),
        ("stops.entered", "--from", "2026-12-31", "--to", "2026-01-01"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(asked: tuple[str, ...]) -> None:
    done = guichet("insight", "show", *asked)
    assert done.exit_code == 1
    assert "Error" in done.stderr


def test_a_file_is_taken_with_its_source_or_refused_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "2025.csv"
    path.write_text("code;first;last;value\nstops.entered;2025-01-01;2025-12-31;40\n")
    done = guichet("insight", "import", path, "--source", "Rapport 2025")
    assert "1 chiffre(s) enregistré(s)" in done.stdout
    path.write_text("code;first;last;value\nstops.nothing;2025-01-01;2025-12-31;40\n")
    refused = guichet("insight", "import", path, "--source", "Rapport 2025")
    assert refused.exit_code == 1
    assert "ligne 2, colonne code" in refused.stderr


def test_a_forecast_is_told_with_what_is_supposed() -> None:
    make_year(1, files=20)
    asked = ("insight", "forecast", "--weeks", "4", "--keep-days", "60")
    told = json.loads(guichet(*asked, "--json").stdout)
    assert len(told["weeks"]) == 4
    assert told["known"]["arrivals"] == "mean"
    assert told["supposed"]["minutes_a_file"] == 30
    assert "Suppositions : " in guichet(*asked).stdout


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2020-13=+65%", "ce mois n'existe pas"),
        ("mars=+65%", "écrivez une année, un mois et un pourcentage"),
        ("2026-12=-101%", "un pourcentage va de -100"),
        ("1999-01=+5%", "ce mois n'existe pas"),
        ("2020-03=+65%", "pas dans les semaines prévues"),
    ],
)
def test_arrivals_that_cannot_be_are_refused_in_words(said: str, why: str) -> None:
    done = guichet("insight", "forecast", "--arrivals", said)
    assert done.exit_code == 1
    assert f"« {said} »" in done.stderr
    assert why in done.stderr
