"""The pays of a daily base, explained: which ones, re-established or not, and what is retained."""

from collections.abc import Iterator, Sequence
from datetime import date

from guichet.law import money
from guichet.law.columns import NONE
from guichet.law.explanation import Step
from guichet.law.options import DEFAULT, OptionNote, Options
from guichet.law.pay_columns import cap_share
from guichet.law.reference_pay import TOTAL, Base, PayBasis, days_of

_RESTORED = "CSS R.323-8"
_PERIODS = {
    1: "civil_month_before(reference_start)",
    3: "three_civil_months_before(reference_start)",
    12: "twelve_civil_months_before(reference_start)",
}


def capped_pay_steps(
    base: Base,
    retained: Sequence[int],
    caps: tuple[int, int],
    basis: PayBasis,
    *,
    reference: date,
    article: str,
    options: Options,
) -> Iterator[Step]:
    """`pay_steps` for pays each capped; `caps`: the cap of a month and that of one pay, in cents.

    No text says how the cap of a pay that is not a month's is drawn from the monthly one.
    """
    monthly, one = caps
    if one == monthly:
        yield from pay_steps(base, retained, ("monthly_cap", monthly), reference, article)
        return
    part, whole = cap_share(basis, base)
    yield Step(
        "pay_cap",
        money.text(one),
        f"half_up(monthly_cap * {part}{f' / {whole}' if whole > 1 else ''})",
        {"monthly_cap": money.text(monthly)},
        article,
        (),
        () if base.names == TOTAL else (options.note("cap_of_short_pays"),),
    )
    yield from pay_steps(base, retained, ("pay_cap", one), reference, article)


def pay_steps(
    base: Base,
    retained: Sequence[int],
    cap: tuple[str, int] | None,
    reference: date,
    article: str,
    *,
    restored: str = _RESTORED,
) -> Iterator[Step]:
    """The steps up to `capped_total`; `cap` is the name and the cents of what caps each pay.

    `retained`: what each pay counts for, in cents, from the kernel's row (it may be longer).
    `restored`: the article that re-establishes the pay of an incomplete month.
    """
    if base.names == TOTAL:
        yield _total(base, retained[0], cap, article)
        return
    if base.by_month:
        yield Step(
            "reference_months",
            ", ".join(base.names),
            _PERIODS[len(base.names)],
            {"reference_start": reference.isoformat()},
            article,
        )
    yield from _restored(base, restored)
    yield from _retained(base, retained, cap, article, restored)
    listed = base.names if base.by_month else [f"pay_{name}" for name in base.names]
    kept_all = [money.text(kept) for kept in retained[: len(base.names)]]
    yield Step(
        "capped_total",
        money.text(sum(retained[: len(base.names)])),
        " + ".join(listed),
        dict(zip(listed, kept_all, strict=True)),
        article,
    )


def _retained(
    base: Base,
    retained: Sequence[int],
    cap: tuple[str, int] | None,
    article: str,
    restored_by: str,
) -> Iterator[Step]:
    """One step a month; one for all the weekly or fortnightly pays of the same amount."""
    named: dict[tuple[str, int, int, int], list[str]] = {}
    for rank, name in enumerate(base.names):
        month = name if base.by_month else ""
        kind = (month, base.gross[rank], base.reestablished[rank], retained[rank])
        named.setdefault(kind, []).append(name)
    limit = {cap[0]: money.text(cap[1])} if cap else {}
    for (month, gross, restored, kept), names in named.items():
        amount = "gross" if restored == NONE else "reestablished"
        paid = gross if restored == NONE else restored
        yield Step(
            "retained_wage",
            money.text(kept),
            f"min({amount}, {cap[0]})" if cap else amount,
            {"month" if month else "pay": ", ".join(names), amount: money.text(paid), **limit},
            article if restored == NONE else f"{article} et {restored_by.removeprefix('CSS ')}",
            options=(DEFAULT.note("months_before_hire"),)
            if restored == NONE and not base.before_hire.isdisjoint(names)
            else (),
        )


def _total(base: Base, retained: int, cap: tuple[str, int] | None, article: str) -> Step:
    inputs = {"reference_total_12_months": money.text(base.gross[0])}
    formula = "reference_total_12_months"
    if cap:
        formula = f"min(reference_total_12_months, {cap[0]})"
        inputs[cap[0]] = money.text(cap[1])
    return Step("capped_total", money.text(retained), formula, inputs, article)


def _restored(base: Base, article: str) -> Iterator[Step]:
    """How the months whose pay is not that of a full month were valued."""
    for rank, method in enumerate(base.methods):
        if method not in ("", "given"):
            name = base.names[rank]
            inputs = {"month": name, "gross": money.text(base.gross[rank])}
            formula, more = _method(base, rank, method)
            yield Step(
                "reestablished",
                money.text(base.reestablished[rank]),
                formula,
                {**inputs, **more},
                article,
                options=_choices(base, rank, method, article),
            )


def _method(base: Base, rank: int, method: str) -> tuple[str, dict[str, str]]:
    """The formula of a re-established month, and what goes into it."""
    if method == "contract":
        contract = {"contract_monthly_gross": money.text(base.reestablished[rank])}
        return "max(gross, contract_monthly_gross)", contract
    found = base.idle[rank] if method == "activity" else None
    if found is not None:
        left, last = found
        return "gross + half_up(days_without_activity * last_activity / days_of_activity)", {
            "days_without_activity": str(left),
            "last_activity": money.text(last.gross),
            "days_of_activity": str(last.days),
        }
    earned, days = ("earned", "earned_days")
    if method == "since":
        earned, days = ("earned_since", "days_since")
    formula = f"half_up({earned} * days_of_month / {days})"
    return f"max(gross, {formula})" if base.gross[rank] else formula, {
        earned: money.text(base.earned),
        days: str(base.earned_days),
        "days_of_month": str(days_of(base.names[rank])),
    }


def _choices(base: Base, rank: int, method: str, article: str) -> tuple[OptionNote, ...]:
    """The options that a re-established month hangs on."""
    if base.names[rank] in base.before_hire:
        chosen = Options(months_before_hire="as_listed_cause").note("months_before_hire")
        return (chosen,) if article == _RESTORED else ()
    # this option has one choice: that of the options in force, whichever they are
    average = method in ("average", "since") and base.gross[rank]
    return (DEFAULT.note("incomplete_month"),) if average else ()
