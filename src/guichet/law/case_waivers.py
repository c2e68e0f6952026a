"""The reasons for which a sickness stop bears no waiting day (CSS L.323-1-1, L.323-1-2)."""

from datetime import date, timedelta

from guichet.law.case_reading import Reader
from guichet.law.parameters import Parameters, load

CHILD_DEATH = "deces_enfant_moins_25_ans"
# The parameter whose dated value says whether, or for how long, the reason counts.
WAIVERS = {
    CHILD_DEATH: "child_death_waiver_weeks",
    "interruption_spontanee_grossesse_avant_22_sa": "miscarriage_waiver",
    "interruption_medicale_grossesse": "medical_interruption_waiver",
}


def read_waiver(reader: Reader, start: date) -> str:
    """The name of the parameter that lifts the waiting days of this stop, or nothing."""
    if not reader.has("reason"):
        return ""
    reason = reader.choice("reason", tuple(WAIVERS))
    name, parameters = WAIVERS[reason], load()
    if reason == CHILD_DEATH:
        return name if _first_after_death(reader, start, parameters) else ""
    return name if parameters.on(name, start).value else ""


def _first_after_death(reader: Reader, start: date, parameters: Parameters) -> bool:
    """The first stop within thirteen weeks of the death, for the deaths since July 2020.

    The day of the death does not count (code de procédure civile art. 641): a death on a Monday
    reaches to the thirteenth Monday after it.
    """
    death = reader.required_day("death_date")
    if death > start:
        reader.fault("death_date", f"le {start:%d/%m/%Y} ou avant", "Le décès suit l'arrêt.")
    rank = reader.number("rank_of_stop_since_death")
    weeks = int(parameters.on(WAIVERS[CHILD_DEATH], death).value)
    within = start <= death + timedelta(weeks=weeks)
    return bool(weeks) and within and (rank is None or rank == 1)
