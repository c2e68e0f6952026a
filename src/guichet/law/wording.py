"""Steps in plain words, French and English: sentences, formatting (the words are in `names`)."""

import re
from datetime import date
from decimal import Decimal

from guichet.law.explanation import ParameterUse, Step
from guichet.law.family_words import FAMILY_OPTIONS_EN
from guichet.law.injury_words import INJURY_OPTIONS_EN
from guichet.law.names import NAMES
from guichet.law.self_employed_words import SELF_EMPLOYED_OPTIONS_EN

LANGUAGES = ("fr", "en")
_TOKEN = re.compile(r"\d{4}-\d{2}\b|[a-z_0-9]*[a-z_][a-z_0-9]*|>=|<=|\*|/|<|>|-")
_AMOUNT = re.compile(r"-?\d+\.\d\d\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MONTH = re.compile(r"\d{4}-\d{2}\Z")
_RANKED = re.compile(r"(.+)_(\d+)\Z")
_FIRST_STOP = "first_stop_"  # begins the names of what was worked out for the accident's first stop
_MONTHS = {
    "fr": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_MONTH_NAMES = {lang: names.split(",") for lang, names in _MONTHS.items()}

_COUNTS = frozenset(
    {"hours_3_months", "hours_90_days", "hours_needed"}
    | {"hours_12_months", "hours_365_days", "hours_needed_12_months"}
)

OPTION_TEXTS_EN: dict[str, str] = {
    **FAMILY_OPTIONS_EN,
    **INJURY_OPTIONS_EN,
    **SELF_EMPLOYED_OPTIONS_EN,
    "victim_declaration": '"Until the end of the second year that follows the accident" reads two'
    " years day for day, or until 31 December of the second year; the nearer date is the safer for"
    " the victim.",
    "late_notice_sending_day": "The texts do not say whether the day of sending is reduced; the"
    " period between prescription and sending stops the day before.",
    "daily_rounding": "No text fixes the rounding; the official example (3 x €2,000 gives €65.75"
    " then €32.87) shows a rounded daily base, then an allowance cut to the cent.",
    "all_months_at_cap": "When every month reaches the cap, the published maximum (unrounded value,"
    " rounded to the nearest) is paid: it may exceed the ordinary sum by one cent.",
    "deductions_split": "The net is 93.3% of the total of the period; CSG is rounded and CRDS is"
    " the remainder, so that the lines of the statement add up.",
    "prolongation_reference": "A prolongation keeps the months, the minimum wage and the cap of"
    " the initial stop.",
    "short_carence": "The waiting days begun in an initial stop shorter than they are continue in"
    " its prolongation.",
    "cap_smic_day": "The text uses the minimum wage of the last day of the civil month before the"
    " stop; official pages disagree for the stops of June 2026.",
    "cap_of_short_pays": "No text says what part of the monthly cap applies to a weekly or"
    " fortnightly pay; here 12/52 or 12/26, as the monthly minimum wage comes from the hourly one.",
    "counter_window": "For each day, the allowances of the three years that end the day before are"
    " counted; the paid days of a past stop, where they are not told, are all those after its"
    " waiting days.",
    "carence_under_maternity": "The days of maternity leave are not those of the sickness stop: the"
    " waiting days are counted after them; another choice counts them from the first day"
    " prescribed.",
    "ald_years": "The three years of a long-term illness run from date to date from its first day"
    " off work; a year of resumed work opens new ones.",
    "part_time_carence": "Since 2020 the allowance of therapeutic part-time bears no waiting day:"
    " only the days of full stop before it do.",
    "part_time_maximum": "Article R.323-3 refers to the whole of L.323-4: the ordinary maximum"
    " applies each day, and the allowance does not exceed the pay lost in a day.",
    "retired_days": "The sixty days are all the sickness days paid since the pension, long-term"
    " illness included, but those before the rule, of 14 April 2021; another choice counts these.",
    "thirty_days_in_july_2020": 'A stop that "has reached thirty days" on 1 July 2020 has that day'
    " as its thirtieth, or an earlier one: it keeps two thirds until its end, prolongations"
    " included.",
    "several_subrogations": "No text shares a day between employers that each keep the wage: each"
    " has the part of its wages in the reference wages; that of an employer that does not keep it"
    " is the person's. Another choice leaves it to an agent.",
    "incomplete_month": "A month worked in part, with no re-established wage and no wage of a full"
    " month, is worth the average daily income of the full months, and never less than was earned"
    " in it.",
    "months_before_hire": "Article R.323-8 does not name the hire among the causes that"
    " re-establish a wage, and says nothing of a first job.",
    "declared_right": "The conditions declared met or not are so for the whole stop, past six"
    " months too.",
    "closed_first_months": "The text does not say whether twelve months that are enough open the"
    " right from the seventh month when it is not open for the first six: it stays closed.",
    "hours_of_stop_month": "Hours of the month of the stop count when given; otherwise they count"
    " for nothing in the window of 90 days.",
}


def pick(lang: str, french: str, english: str) -> str:
    """The one of two texts that is in the language."""
    return french if lang == "fr" else english


def word(name: str, lang: str) -> str:
    """The plain words for the name of a value; a month is written in full."""
    if _MONTH.match(name):
        return month_name(name, lang)
    if name.startswith(_FIRST_STOP) and name not in NAMES:
        same = word(name.removeprefix(_FIRST_STOP), lang)
        return f"{same} {pick(lang, 'du premier arrêt', 'of the first stop')}"
    ranked = unranked(name)
    if ranked != name:
        return f"{NAMES[ranked][LANGUAGES.index(lang)]} {name.removeprefix(ranked)[1:]}"
    return NAMES.get(name, (name, name))[LANGUAGES.index(lang)]


def unranked(name: str) -> str:
    """The name of a value less its rank, where it is one of several: `period_2`."""
    found = _RANKED.match(name)
    return found[1] if found and name not in NAMES and found[1] in NAMES else name


def shown(name: str, value: str, lang: str) -> str:
    """A value for a reader: amounts, dates and months in the usual form of the language."""
    if _AMOUNT.match(value):
        return _hours(value, lang) if name in _COUNTS else euros(value, lang)
    if _DAY.match(value):
        return day_name(value, lang)
    if _MONTH.match(value.split(", ", maxsplit=1)[0]):
        return listed([month_name(m, lang) for m in value.split(", ")], lang)
    return NAMES[value][LANGUAGES.index(lang)] if value in NAMES else value


def percent(rate: str, lang: str) -> str:
    """A rate, "0.5", as the number before a sign of percent."""
    return number(str(Decimal(rate) * 100), lang)


def euros(value: str, lang: str) -> str:
    """An amount: "1234.50" is "1 234,50 €" in French and "€1,234.50" in English."""
    sign, digits = ("−", value[1:]) if value.startswith("-") else ("", value)
    whole, cents = digits.split(".")
    if lang == "en":
        return f"{sign}€{int(whole):,}.{cents}"
    return f"{sign}{int(whole):,}".replace(",", "\u202f") + f",{cents}\u00a0€"


def number(value: str, lang: str) -> str:
    """A number without useless zeros, with the decimal mark of the language."""
    short = value.rstrip("0").rstrip(".") if "." in value else value
    return short.replace(".", ",") if lang == "fr" else short


def day_name(value: str, lang: str) -> str:
    """A date in full."""
    day = date.fromisoformat(value)
    if lang == "en":
        return f"{day.day} {_MONTH_NAMES[lang][day.month - 1]} {day.year}"
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first} {_MONTH_NAMES[lang][day.month - 1]} {day.year}"


def month_name(value: str, lang: str) -> str:
    """A month in full."""
    year, month = value.split("-")
    return f"{_MONTH_NAMES[lang][int(month) - 1]} {year}"


def listed(items: list[str], lang: str) -> str:
    """A list in a sentence: "a, b et c"."""
    if len(items) == 1:
        return items[0]
    return ", ".join(items[:-1]) + (" and " if lang == "en" else " et ") + items[-1]


def full_sentence(step: Step, lang: str) -> str:
    """Everything about a step in one paragraph."""
    fr = lang == "fr"
    value = shown(step.key, step.value, lang)
    colon = "\u00a0: " if fr else ": "
    text = f"{word(step.key, lang)}{colon}{value}"
    text = f"{text[0].upper()}{text[1:]}"
    spaced = step.formula.replace("(", " (").replace("( (", "((")
    formula = _TOKEN.sub(lambda m: word(m.group(), lang), spaced).replace(", ", " ; ")
    text += f"{' ; calcul' if fr else '; computed as'}{colon}{formula}"
    if step.inputs:
        given = ", ".join(f"{word(k, lang)} = {shown(k, v, lang)}" for k, v in step.inputs.items())
        text += f"{', avec' if fr else ', with'} {given}"
    text += f". {step.article}." if step.article else "."
    for use in step.parameters:
        text += " " + _parameter_sentence(use, lang)
    for option in step.options:
        reason = option.reason if fr else OPTION_TEXTS_EN[option.name]
        text += f" {'Choix retenu' if fr else 'Choice made'} ({option.certainty}){colon}{reason}"
    return text


def _parameter_sentence(use: ParameterUse, lang: str) -> str:
    name = word(use.name, lang)
    name = f"{name[0].upper()}{name[1:]}"
    value = number(use.value, lang)
    since = day_name(use.in_force_from, lang)
    if lang == "fr":
        return f"{name}\u00a0: {value}, en vigueur depuis le {since} ({use.source})."
    return f"{name}: {value}, in force since {since} ({use.source})."


def _hours(value: str, lang: str) -> str:
    return f"{number(value, lang)} {'heures' if lang == 'fr' else 'hours'}"
