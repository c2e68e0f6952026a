"""The steps that tell the days of a sickness stop and the amounts of their rates."""

from collections.abc import Iterator
from datetime import date

from guichet.law import money
from guichet.law.counters import Interval
from guichet.law.dates import DAY
from guichet.law.day_counters import MATERNITY, Judged, counter
from guichet.law.day_sentences import PART_TIME_LOSS
from guichet.law.explanation import ParameterUse, Step, use
from guichet.law.pay_columns import DIVISOR_OF, DIVISORS
from guichet.law.sickness import Trace
from guichet.law.sickness_days import ORDINARY, asked_rate, daily_loss
from guichet.law.stop_days import DaysFound, Part, PartTime, Rate, Removed, amount_name

_MAJORATED = {
    "truncate": "truncate(majorated_rate_thirds * sjb / 3)",
    "half_up": "half_up(majorated_rate_thirds * sjb / 3)",
}
_UNROUNDED = "half_up(majorated_rate_thirds * capped_total / 3 / {divisor})"


def rate_steps(trace: Trace) -> Iterator[Step]:
    """The amounts other than the ordinary one."""
    if trace.days is None or trace.row.closed:
        return
    if trace.days.majorated_from:
        yield from _majorated(trace, trace.days)
    for rank in range(1, len(trace.stop.days.part_times) + 1):
        yield from _part_time(trace, trace.days, rank)
    if trace.days.reduced:
        yield from _reduced(trace, trace.days, trace.days.reduced)
    if trace.stop.days.asked_day is not None:
        yield from _asked(trace, trace.days, trace.stop.days.asked_day)


def daily_name(trace: Trace, rate: Rate = ORDINARY) -> str:
    """What a step of this stop calls the amount of a day of that rate."""
    part_time = bool(trace.stop.days.part_times) and not trace.row.closed
    return amount_name(rate, with_part_time=part_time)


def _asked(trace: Trace, days: DaysFound, asked: int) -> Iterator[Step]:
    """The amount of the day asked about, where it is not what the plain name tells."""
    rate = asked_rate(trace)
    name, amount = daily_name(trace, rate), money.text(days.amounts[rate])
    if name != "ij_daily_gross":
        inputs = {"day_of_stop": str(asked), name: amount}
        yield Step("ij_daily_asked", amount, name, inputs, "CSS L.323-4")


def _part_time(trace: Trace, days: DaysFound, rank: int) -> Iterator[Step]:
    """The pay lost in the period of a rank, and what it leaves of each rate."""
    period = trace.stop.days.part_times[rank - 1]
    loss = money.text(daily_loss(period))
    lost = f"{PART_TIME_LOSS}_{rank}" if rank > 1 else PART_TIME_LOSS
    several = len(trace.stop.days.part_times) > 1
    yield Step(
        lost,
        loss,
        "truncate(lost_gross / part_time_days)",
        {
            "lost_gross": money.text(period.lost_cents),
            "part_time_days": str((period.last - period.first).days + 1),
            **_told(period),
        },
        "CSS R.323-3",
    )
    for rate, cents in days.amounts.items():
        if rate.part_time == rank and not rate.reduced:
            full = rate._replace(part_time=0)
            name = daily_name(trace, full)
            yield Step(
                daily_name(trace, rate),
                money.text(cents),
                f"min({name}, {lost})",
                {name: money.text(days.amounts[full]), lost: loss}
                | (_told(period) if several else {}),
                "CSS L.323-3 et R.323-3",
                (use(trace.parameters, "part_time_loss_limit", period.first),),
                (trace.options.note("part_time_maximum"),),
            )


def _told(period: PartTime) -> dict[str, str]:
    return {
        "part_time_from": period.first.isoformat(),
        "part_time_to": period.last.isoformat(),
    }


def _reduced(trace: Trace, days: DaysFound, period: Interval) -> Iterator[Step]:
    reduction = use(trace.parameters, "late_notice_reduction", trace.stop.prescribed_on)
    rounded = "truncate" if trace.options.daily_rounding == "truncate" else "half_up"
    for rate, cents in days.amounts.items():
        if rate.reduced:
            name = daily_name(trace, rate._replace(reduced=False))
            yield Step(
                daily_name(trace, rate),
                money.text(cents),
                f"{rounded}({name} * (1 - late_notice_reduction))",
                {
                    name: money.text(days.amounts[rate._replace(reduced=False)]),
                    "reduced_from": period.first.isoformat(),
                    "reduced_to": period.last.isoformat(),
                },
                "CSS D.323-2",
                (reduction,),
                (trace.options.note("late_notice_sending_day"),),
            )


def leave_steps(trace: Trace) -> Iterator[Step]:
    """The days of a maternity leave, which prevails over the stop."""
    for one in trace.days.removed if trace.days and trace.stop.stop_end else ():
        if one.rule == MATERNITY:
            yield removed_step(one, trace)


def leave_days(trace: Trace) -> int:
    """How many days of the stop are of a maternity leave."""
    removed = trace.days.removed if trace.days else ()
    return sum(one.days for one in removed if one.rule == MATERNITY)


def counter_steps(trace: Judged) -> Iterator[Step]:
    """What is left of the counter of three years on the first day of the stop."""
    if found := counter(trace):
        inputs = {
            "days_used": str(found.used),
            "window_start": found.window.first.isoformat(),
            "window_end": found.window.last.isoformat(),
        }
        formula = "max(0, sickness_most_days - days_used)"
        uses = _uses(trace, "sickness_most_days", "sickness_counter_years")
        noted = (trace.options.note("counter_window"),)
        yield Step("days_left_360", str(found.left), formula, inputs, "CSS R.323-1 4°", uses, noted)


def paid_steps(trace: Trace, last: date) -> Iterator[Step]:
    """The days paid until `last`, the end of the stop, and their total."""
    row, removed = trace.row, trace.days.removed if trace.days else ()
    yield from (removed_step(one, trace) for one in removed if one.rule != MATERNITY)
    inputs = {
        "stop_start": trace.stop.stop_start.isoformat(),
        "stop_end": last.isoformat(),
        "calendar_days": str(row.calendar_days),
        "carence_days": str(row.carence_days),
        **{one.rule: str(one.days) for one in removed},
    }
    if row.paid_days:
        first = trace.stop.stop_start + row.carence_days * DAY
        inputs["first_paid_day"] = first.isoformat()
        if trace.days:
            inputs["first_paid_day"] = trace.days.parts[0].first.isoformat()
            inputs["last_paid_day"] = trace.days.parts[-1].last.isoformat()
    formula = " - ".join(["calendar_days", "carence_days", *(one.rule for one in removed)])
    formula = "0" if row.closed else formula
    yield Step("paid_days", str(row.paid_days), formula, inputs, "CSS R.323-1")
    yield from _total(trace)


# rule: (formula, article, parameters, options)
_REMOVED: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    MATERNITY: ("maternity_prevails", "CSS L.331-3", (), ()),
    "days_beyond_right": (
        "payable_days - days_within_right",
        "CSS L.313-1 et R.313-3 2°",
        ("opening_first_period_months",),
        (),
    ),
    "days_sent_after_end": ("sent_after_end", "CSS R.323-12", (), ()),
    "days_over_retired": (
        "payable_days - min(payable_days, max(0, retired_most_days - retired_used))",
        "CSS R.323-2",
        ("retired_most_days",),
        ("retired_days",),
    ),
    "days_after_ald": (
        "after_ald_until",
        "CSS L.323-1 et R.323-1 2°",
        ("ald_most_years",),
        ("ald_years",),
    ),
    "days_beyond_360": (
        "payable_days - min(payable_days, days_left_360) - days_returned",
        "CSS L.323-1 et R.323-1 4°",
        ("sickness_most_days", "sickness_counter_years"),
        ("counter_window",),
    ),
}


def removed_step(one: Removed, trace: Judged) -> Step:
    """The days that a rule leaves unpaid."""
    formula, article, names, noted = _REMOVED[one.rule]
    notes = tuple(trace.options.note(name) for name in noted)
    return Step(one.rule, str(one.days), formula, one.inputs, article, _uses(trace, *names), notes)


def _uses(trace: Judged, *names: str) -> tuple[ParameterUse, ...]:
    return tuple(use(trace.parameters, name, trace.stop.stop_start) for name in names)


def _total(trace: Trace) -> Iterator[Step]:
    """One sum, or one for each period where they differ."""
    row, parts = trace.row, trace.days.parts if trace.days else ()
    name = daily_name(trace)
    inputs = {"paid_days": str(row.paid_days), name: money.text(row.daily)}
    formula = f"paid_days * {name}"
    if trace.days and (len(parts) > 1 or any(part.rate != Rate() for part in parts)):
        yield from (_period(trace, part, trace.days) for part in parts)
        names = {f"period_{n}": part for n, part in enumerate(parts, start=1)}
        formula = " + ".join(names)
        inputs = {name: money.text(trace.days.cents(part)) for name, part in names.items()}
    yield Step("ij_total_gross", money.text(row.total), formula, inputs, "CSS L.323-4")


def _period(trace: Trace, part: Part, days: DaysFound) -> Step:
    name = daily_name(trace, part.rate)
    inputs = {
        "first_day": part.first.isoformat(),
        "last_day": part.last.isoformat(),
        "days": str(part.days),
        name: money.text(days.amounts[part.rate]),
    }
    return Step("period", money.text(days.cents(part)), f"days * {name}", inputs, "CSS L.323-4")


def _majorated(trace: Trace, days: DaysFound) -> Iterator[Step]:
    row, first = trace.row, trace.first_day
    thirds = use(trace.parameters, "majorated_rate_thirds", first)
    maximum = money.text(days.majorated_maximum)
    yield Step(
        "majorated_from",
        days.majorated_from.isoformat() if days.majorated_from else "",
        "majorated_rate_first_day",
        {"stop_first_day": first.isoformat(), "dependent_children": str(trace.stop.days.children)},
        "CSS R.323-5 et LFSS 2020 art. 85",
        (
            use(trace.parameters, "majorated_rate_first_day", first),
            use(trace.parameters, "majorated_rate_children", first),
        ),
        (trace.options.note("thirty_days_in_july_2020"),),
    )
    yield Step(
        "ij_daily_max_from_day_31",
        maximum,
        "half_up(majorated_rate_thirds * sickness_cap_smic_multiple * smic_monthly"
        " / reference_divisor_three_months)",
        {"smic_monthly": money.text(row.smic_monthly)},
        "CSS R.323-9",
        (
            thirds,
            use(trace.parameters, "sickness_cap_smic_multiple", trace.reference),
            use(trace.parameters, "reference_divisor_three_months", trace.reference),
        ),
    )
    yield _majorated_daily(trace, days)


def _majorated_daily(trace: Trace, days: DaysFound) -> Step:
    row, options = trace.row, trace.options
    inputs = {"sjb": money.text(row.sjb)}
    inputs["ij_daily_max_from_day_31"] = money.text(days.majorated_maximum)
    uses = [use(trace.parameters, "majorated_rate_thirds", trace.first_day)]
    noted = "daily_rounding"
    if row.at_cap and options.all_months_at_cap == "published_maximum":
        formula, noted = "ij_daily_max_from_day_31", "all_months_at_cap"
    elif options.daily_rounding == "half_up_unrounded_base" and trace.base:
        divisor = DIVISORS[DIVISOR_OF[trace.stop.basis.periodicity]]
        uses.append(use(trace.parameters, divisor, trace.reference))
        inputs["capped_total"] = money.text(row.capped_total)
        formula = f"min({_UNROUNDED.format(divisor=divisor)}, ij_daily_max_from_day_31)"
    else:
        rounded = _MAJORATED.get(options.daily_rounding, _MAJORATED["half_up"])
        formula = f"min({rounded}, ij_daily_max_from_day_31)"
    return Step(
        "ij_daily_gross_from_day_31",
        money.text(days.amounts[Rate(majorated=True)]),
        formula,
        inputs,
        "CSS L.323-4 et R.323-5",
        tuple(uses),
        (options.note(noted),),
    )
