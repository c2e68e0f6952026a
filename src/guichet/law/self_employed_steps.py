"""The explanation of the allowances of the self-employed, read from the kernel's own rows."""

from collections.abc import Iterator, Mapping
from datetime import date

from guichet.law import money
from guichet.law.columns import NONE
from guichet.law.day_counters import MATERNITY
from guichet.law.explanation import ParameterUse, Step, use
from guichet.law.leave_days_steps import days_steps, length_steps
from guichet.law.options import OptionNote, Options
from guichet.law.parameters import Parameters
from guichet.law.self_employed import Income, LeaveAnswer, StopAnswer
from guichet.law.self_employed_facts import Right
from guichet.law.self_employed_kernel import MEAN_YEARS
from guichet.law.sickness_day_steps import counter_steps, removed_step
from guichet.law.sickness_steps import beside_leave, kind_step

DAILY, FLAT, SPOUSE_DAILY = "CSS D.622-7", "CSS D.623-2", "CSS D.622-1 et suivants"
NIL = "CSS D.622-8"
LEAVE = "CSS L.623-1"
_YEARS_BEFORE = ("pass_one_year_before", "pass_two_years_before", "pass_three_years_before")


def stop_steps(one: StopAnswer) -> Iterator[Step]:
    """Every step of the answer to a stop, in the order of the computation."""
    asked, stop, finding = one.facts.asked, one.stop, one.facts.finding
    spouse = asked.category == "conjoint_collaborateur"
    if spouse and asked.income.known:
        yield Step("without_effect", "raam", "no_effect", {}, "")
    if stop.kind == "prolongation":
        yield kind_step(one, "CSS D.622-7 et L.162-4-4")
    yield from _right(one.facts.right, "CSS D.622-1")
    if spouse:
        yield from _spouse(one)
    else:
        yield from _income(one.parameters, asked.income, finding, one.row.raam)
        yield from _earner(one)
    if one.row.max_days != NONE:
        yield _most_days(one)
    if stop.stop_end:
        yield from (removed_step(it, one) for it in one.removed if it.rule == MATERNITY)
    yield _carence(one)
    yield from counter_steps(one)
    if stop.stop_end:
        yield from _paid(one, stop.stop_end)


def leave_steps(one: LeaveAnswer) -> Iterator[Step]:
    """Every step of the answer to a leave, in the order of the computation."""
    start, parameters, row = one.leave.leave_start, one.parameters, one.row
    yield from _right(one.facts.right, "CSS D.623-8")
    yield from _income(parameters, one.facts.asked.income, start, row.raam)
    yield _tenth("low_income_threshold", parameters, start, row.threshold, "CSS D.623-3")
    yield from _flat(one)
    if one.leave.benefit == "maternite":
        yield _rest(one)
    yield from length_steps(one, LEAVE)
    yield from days_steps(one, LEAVE, closed=one.right_open is False)
    if row.paid_days != NONE:
        yield _total(row.paid_days, row.daily, row.total, FLAT)


def _right(right: Right, article: str) -> Iterator[Step]:
    needed, since = right.needed, right.since
    yield Step("affiliation_months", needed.value, needed.name, {}, article, (needed,))
    value = {True: "true", False: "false", None: "unknown"}[right.open]
    inputs = {"affiliation_months": needed.value}
    formula = "incomplete(affiliation_months)"
    if right.given is not None:
        inputs["opening_conditions_met"], formula = value, "opening_conditions_met"
    elif since:
        inputs |= {"affiliated_since": since.isoformat(), "assessed_on": right.day.isoformat()}
        formula = f"affiliated {'>=' if right.open else '<'} affiliation_months"
    yield Step("right_open", value, formula, inputs, article)


def _income(parameters: Parameters, income: Income, day: date, raam: int) -> Iterator[Step]:
    """The mean income of a micro-entrepreneur; one that is given needs no step."""
    if income.micro is None:
        return
    yield Step(
        "raam",
        money.text(raam),
        f"half_up(mean_turnover_3_years * (1 - {income.micro}))",
        {"mean_turnover_3_years": money.text(income.turnover_cents or 0)},
        "CGI 50-0 et 102 ter",
        (use(parameters, income.micro, day),),
    )


def _tenth(key: str, parameters: Parameters, day: date, cents: int, article: str) -> Step:
    """A tenth of the mean ceiling of the three civil years before `day`."""
    years = [use(parameters, "pass_annual", date(day.year - n, 1, 1)) for n in (1, 2, 3)]
    return Step(
        key,
        money.text(cents),
        f"half_up(self_employed_minimum_share * ({' + '.join(_YEARS_BEFORE)}) / {MEAN_YEARS})",
        {name: f"{year.value}.00" for name, year in zip(_YEARS_BEFORE, years, strict=True)},
        article,
        (use(parameters, "self_employed_minimum_share", day), *years),
    )


def _spouse(one: StopAnswer) -> Iterator[Step]:
    formula = f"{one.options.self_employed_rounding}"
    formula += "(spouse_share * pass_annual / self_employed_divisor)"
    names = ("spouse_share", "pass_annual", "self_employed_divisor")
    uses = tuple(use(one.parameters, name, one.facts.finding) for name in names)
    most = money.text(one.row.maximum)
    yield Step("ij_daily_max", most, formula, {}, SPOUSE_DAILY, uses)
    yield _daily(one, "ij_daily_max", {"ij_daily_max": most}, SPOUSE_DAILY)


def _earner(one: StopAnswer) -> Iterator[Step]:
    row, day, parameters = one.row, one.facts.finding, one.parameters
    raam, minimum = money.text(row.raam), money.text(row.minimum)
    ceiling = use(parameters, "pass_annual", day)
    uses: tuple[ParameterUse, ...] = (ceiling,)
    most = "pass_annual"
    retained, inputs = "min(raam, pass_annual)", {"raam": raam}
    if one.facts.asked.category == "liberal_cnavpl":
        share = use(parameters, "liberal_floor_share", one.reference)
        formula = "half_up(liberal_floor_share * pass_annual)"
        yield Step("minimum_raam", minimum, formula, {}, DAILY, (share, ceiling))
        most = "liberal_ceiling_multiple * pass_annual"
        uses = (use(parameters, "liberal_ceiling_multiple", one.reference), ceiling)
        retained = f"min(max(raam, minimum_raam), {most})"
        inputs = {"raam": raam, "minimum_raam": minimum}
    else:
        yield _tenth("minimum_raam", parameters, day, row.minimum, NIL)
    yield Step("raam_retained", money.text(row.retained), retained, inputs, DAILY, uses)
    rounded = one.options.self_employed_rounding
    divisor = use(parameters, "self_employed_divisor", day)
    formula = f"{rounded}({most} / self_employed_divisor)"
    yield Step("ij_daily_max", money.text(row.maximum), formula, {}, DAILY, (*uses, divisor))
    if row.nil:
        yield _daily(one, "0", {"raam": raam, "minimum_raam": minimum}, NIL)
        return
    told = {"raam_retained": money.text(row.retained), "ij_daily_max": money.text(row.maximum)}
    yield _daily(one, f"{rounded}(raam_retained / self_employed_divisor)", told, DAILY)


def _daily(one: StopAnswer, formula: str, inputs: Mapping[str, str], article: str) -> Step:
    if one.right_open is False:
        formula, inputs = "0", {"right_open": "false"}
    divided = formula != "0"
    divisor = use(one.parameters, "self_employed_divisor", one.facts.finding)
    return Step(
        "ij_daily_gross",
        money.text(one.row.daily),
        formula,
        inputs,
        article,
        (divisor,) if divided else (),
        _rounding(one.options) if divided else (),
    )


def _carence(one: StopAnswer) -> Step:
    row, stop = one.row, one.stop
    ordinary = use(one.parameters, "carence_days", one.reference)
    long = str(row.carence_base) != ordinary.value
    name = "self_employed_short_stop_carence" if long else "carence_days"
    formula, inputs = name, dict[str, str]()
    options: tuple[OptionNote, ...] = ()
    uses = [use(one.parameters, name, one.reference)]
    if long:
        uses.append(use(one.parameters, "self_employed_short_stop_days", one.reference))
    if stop.waived_by:
        formula, uses = "0", [use(one.parameters, stop.waived_by, stop.stop_start)]
    elif stop.carence_waived:
        formula, inputs = "0", {"carence_waived": "true"}
    elif row.carence_due != row.carence_base or one.kind == "prolongation":
        formula = f"max(0, {name} - carence_served)"
        inputs["carence_served"] = str(row.carence_base - row.carence_due)
        options = (one.options.note("short_carence"),)
    if stop.stop_end:
        formula = f"min({formula}, calendar_days)"
        inputs["calendar_days"] = str(row.calendar_days)
        leave = sum(it.days for it in one.removed if it.rule == MATERNITY)
        under = min(row.carence_due, row.calendar_days) - one.carence_days
        formula = beside_leave(one.options, formula, inputs, leave, under)
        if leave:
            options += (one.options.note("carence_under_maternity"),)
    article = "CSS D.622-1 et suivants"
    days = str(one.carence_days)
    return Step("carence_days", days, formula, inputs, article, tuple(uses), options)


def _most_days(one: StopAnswer) -> Step:
    days = one.row.max_days
    name, formula, article = "liberal_most_days", "liberal_most_days", "CSS D.622-1 et suivants"
    inputs = dict[str, str]()
    if one.options.liberal_days == "until_the_ninetieth_day":
        name, article = "liberal_last_paid_day", "CSS L.622-1"
        formula = f"{name} - carence_of_stop"
        inputs["carence_of_stop"] = str(int(one.parameters.on(name, one.reference).value) - days)
    uses = (use(one.parameters, name, one.reference),)
    note = (one.options.note("liberal_days"),)
    return Step("max_days", str(days), formula, inputs, article, uses, note)


def _paid(one: StopAnswer, end: date) -> Iterator[Step]:
    row, days, paid = one.row, one.paid_days or 0, one.paid
    unpaid = {it.rule: str(it.days) for it in one.removed}
    if row.after_limit:
        unpaid["days_after_limit"] = str(row.after_limit)
    yield from (removed_step(it, one) for it in one.removed if it.rule != MATERNITY)
    inputs = {
        "stop_start": one.stop.stop_start.isoformat(),
        "stop_end": end.isoformat(),
        "calendar_days": str(row.calendar_days),
        "carence_days": str(one.carence_days),
        **unpaid,
    }
    formula = " - ".join(["calendar_days", "carence_days", *unpaid])
    if one.right_open is False:
        formula, inputs["right_open"] = "0", "false"
    elif row.nil:
        formula, inputs["ij_daily_gross"] = "0", money.text(row.daily)
    if paid:
        inputs["first_paid_day"] = paid[0].first.isoformat()
        inputs["last_paid_day"] = paid[-1].last.isoformat()
    yield Step("paid_days", str(days), formula, inputs, "CSS D.622-1 et suivants")
    spouse = one.facts.asked.category == "conjoint_collaborateur"
    yield _total(days, row.daily, one.total_cents or 0, SPOUSE_DAILY if spouse else DAILY)


def _flat(one: LeaveAnswer) -> Iterator[Step]:
    row, day, parameters, options = one.row, one.leave.leave_start, one.parameters, one.options
    rounded = options.self_employed_rounding
    uses = tuple(use(parameters, name, day) for name in ("pass_annual", "self_employed_divisor"))
    tenth = use(parameters, "self_employed_low_income_share", day)
    yield Step(
        "ij_daily_gross_low_income",
        money.text(row.reduced),
        f"{rounded}(self_employed_low_income_share * pass_annual / self_employed_divisor)",
        {},
        "CSS D.623-3",
        (tenth, *uses),
        _rounding(options),
    )
    formula, inputs = f"{rounded}(pass_annual / self_employed_divisor)", dict[str, str]()
    if one.facts.asked.income.known:
        inputs = {"raam": money.text(row.raam), "low_income_threshold": money.text(row.threshold)}
    if one.right_open is False:
        formula, inputs, uses = "0", {"right_open": "false"}, ()
    elif row.low:
        formula, uses = "ij_daily_gross_low_income", ()
        inputs["ij_daily_gross_low_income"] = money.text(row.reduced)
    noted = _rounding(options) if uses else ()
    yield Step("ij_daily_gross", money.text(row.daily), formula, inputs, FLAT, uses, noted)


def _rest(one: LeaveAnswer) -> Step:
    day, parameters = one.leave.leave_start, one.parameters
    uses: tuple[ParameterUse, ...] = (use(parameters, "pmss", day),)
    formula, inputs = "pmss", dict[str, str]()
    if one.right_open is False:
        formula, inputs, uses = "0", {"right_open": "false"}, ()
    elif one.row.low:
        formula = "half_up(self_employed_low_income_share * pmss)"
        uses = (use(parameters, "self_employed_low_income_share", day), *uses)
    value = money.text(one.row.rest_allowance)
    return Step("maternal_rest_allowance", value, formula, inputs, "CSS D.623-1", uses)


def _rounding(options: Options) -> tuple[OptionNote, ...]:
    return (options.note("self_employed_rounding"),)


def _total(days: int, daily: int, cents: int, article: str) -> Step:
    return Step(
        "ij_total_gross",
        money.text(cents),
        "paid_days * ij_daily_gross",
        {"paid_days": str(days), "ij_daily_gross": money.text(daily)},
        article,
    )
