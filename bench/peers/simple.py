"""The simple daily allowance in OpenFisca-Core, for the speed of both in one run.

    bench/peers/.venv/bin/python bench/peers/simple.py INPUTS.npz

Three months capped, summed, divided by 91.25, half of it, at most the maximum, times the paid days.
Answers a line of JSON for each line read. OpenFisca-Core has no date of its own for a file: the
files are grouped by month of start, one simulation a month.

    ready     seconds for all the files, grouped and in its own floats beforehand
    columns   the same from the columns as they are, back to cents in the order of the files
    single    seconds for one file, each in a simulation of its own, prepared beforehand
    totals    writes the cents of all the files beside the inputs, as totals.npy
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity("person", "persons", "one stop", is_person=True)
DIVISOR, RATE = 91.25, 0.5


class wage(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Gross pay of the month"


class calendar_days(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Days of the stop that starts in the month"


class waiting_days(Variable):  # noqa: N801
    value_type = int
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Days not paid"


class daily_amount(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Allowance of a day"

    def formula(person, month, parameters):  # noqa: N805
        known = parameters(month)
        kept = sum(
            np.minimum(person("wage", month.offset(-back, "month")), known.monthly_cap)
            for back in (3, 2, 1)
        )
        base = np.round(kept / DIVISOR, 2)
        # a hundredth of a cent makes up for what single precision loses before the truncation
        return np.minimum(np.floor(base * RATE * 100 + 0.01) / 100, known.daily_maximum)


class total(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Allowance of the stop"

    def formula(person, month, parameters):  # noqa: N805
        paid = np.maximum(person("calendar_days", month) - person("waiting_days", month), 0)
        return person("daily_amount", month) * paid


@dataclass(frozen=True)
class Month:
    """The files that start in one month, in OpenFisca's units."""

    first: Any
    before: tuple[Any, ...]
    rows: Any
    wages: Any  # (3, n) euros, oldest month first
    calendar: Any
    waiting: Any

    def one(self, index: int) -> "Month":
        kept = slice(index, index + 1)
        return Month(
            *(self.first, self.before, self.rows[kept], self.wages[:, kept]),
            *(self.calendar[kept], self.waiting[kept]),
        )


def model(caps: dict[str, float], maxima: dict[str, float]) -> TaxBenefitSystem:
    system = TaxBenefitSystem([Person])
    dated = {"monthly_cap": caps, "daily_maximum": maxima}
    data = {
        name: {"values": {day: {"value": value} for day, value in values.items()}}
        for name, values in dated.items()
    }
    system.parameters = ParameterNode("", data=data)
    system.add_variables(wage, calendar_days, waiting_days, daily_amount, total)
    return system


def months(inputs: Any) -> list[Month]:
    starts = inputs["start"].astype("datetime64[D]").astype("datetime64[M]")
    euros = (inputs["wages"] / 100).astype(np.float32)
    found = []
    for name in np.unique(starts):
        rows = np.flatnonzero(starts == name)
        first = period(str(name))
        found.append(
            Month(
                first,
                tuple(first.offset(-back, "month") for back in (3, 2, 1)),
                rows,
                np.ascontiguousarray(euros[rows].T),
                inputs["calendar_days"][rows].astype(np.int32),
                inputs["waiting_days"][rows].astype(np.int32),
            )
        )
    return found


def calculate(system: TaxBenefitSystem, month: Month) -> Any:
    simulation = SimulationBuilder().build_default_simulation(system, count=len(month.rows))
    for before, wages in zip(month.before, month.wages, strict=True):
        simulation.set_input("wage", before, wages)
    simulation.set_input("calendar_days", month.first, month.calendar)
    simulation.set_input("waiting_days", month.first, month.waiting)
    return simulation.calculate("total", month.first)


def in_order(count: int, by_month: list[Month], found: list[Any]) -> Any:
    """Cents in the order of the files."""
    cents = np.zeros(count, dtype=np.int64)
    for month, euros in zip(by_month, found, strict=True):
        cents[month.rows] = np.round(euros.astype(np.float64) * 100)
    return cents


def main(path: Path) -> int:
    inputs = dict(np.load(path))
    dates = [str(day) for day in inputs["parameter_days"].astype("datetime64[D]")]
    caps = dict(zip(dates, (inputs["monthly_caps"] / 100).tolist(), strict=True))
    maxima = dict(zip(dates, (inputs["daily_maxima"] / 100).tolist(), strict=True))
    system, by_month, count = model(caps, maxima), months(inputs), len(inputs["start"])
    alone = [month.one(index) for month in by_month for index in range(min(10, len(month.rows)))]

    def columns() -> Any:
        grouped = months(inputs)
        return in_order(count, grouped, [calculate(system, month) for month in grouped])

    ways: dict[str, Callable[[], Any]] = {
        "ready": lambda: [calculate(system, month) for month in by_month],
        "columns": columns,
        "single": lambda: [calculate(system, one) for one in alone],
        "totals": lambda: np.save(path.with_name("totals.npy"), columns()),
    }
    print(json.dumps({"core": version("openfisca-core"), "numpy": np.__version__}), flush=True)
    for command in map(str.strip, sys.stdin):
        started = time.perf_counter()
        ways[command]()
        took = time.perf_counter() - started
        answer = {"seconds": took / len(alone) if command == "single" else took}
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
