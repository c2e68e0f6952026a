"""Writes the dated values that openfisca-france holds, from 2018, for the tests of the law.

    bench/peers/.venv/bin/python bench/peers/extract.py

Reads the package's parameter files as texts, so that no value passes through a binary float. The
value in force on 1 January 2018 keeps its own first day.
"""

import csv
import sys
from datetime import UTC, date, datetime
from importlib.metadata import distribution
from pathlib import Path

import yaml

FIXTURE = (
    Path(__file__).resolve().parents[2] / "tests" / "law" / "data" / "openfisca_france_values.csv"
)
FIRST = date(2018, 1, 1)
PACKAGE = "openfisca-france"
SMIC = "marche_travail/salaire_minimum/smic"
CEILING = "prelevements_sociaux/pss"
CSG = "prelevements_sociaux/contributions_sociales/csg/remplacement/indemnites_journalieres"
QUANTITIES = {
    "smic_hourly": f"{SMIC}/smic_b_horaire",
    "smic_monthly": f"{SMIC}/smic_b_mensuel",
    "pass_annual": f"{CEILING}/plafond_securite_sociale_annuel",
    "pmss": f"{CEILING}/plafond_securite_sociale_mensuel",
    "csg_rate": f"{CSG}/taux_global",
    "csg_rate_deductible": f"{CSG}/deductible/taux",
    "csg_rate_taxable": f"{CSG}/imposable/taux",
    "crds_rate": "prelevements_sociaux/contributions_sociales/crds",
}


def dated_values(file: Path) -> list[tuple[date, str]]:
    """First day and text of each value from FIRST, preceded by the one in force on that day."""
    read = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["values"]  # noqa: S506
    values = sorted((date.fromisoformat(day), held["value"]) for day, held in read.items())
    before = [day for day, _ in values if day <= FIRST]
    return [(day, value) for day, value in values if day >= (before or [FIRST])[-1]]


def main() -> int:
    package = distribution(PACKAGE)
    folder = Path(str(package.locate_file("openfisca_france"))) / "parameters"
    found = {name: dated_values(folder / f"{path}.yaml") for name, path in QUANTITIES.items()}
    with FIXTURE.open("w", encoding="utf-8", newline="") as file:
        today = datetime.now(UTC).date()
        file.write(f"# {PACKAGE} {package.version}, read on {today}\n")
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["quantity", "effective_from", "value"])
        rows.writerows((name, *value) for name, values in found.items() for value in values)
    print(f"{sum(map(len, found.values()))} values of {PACKAGE} {package.version}: {FIXTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
