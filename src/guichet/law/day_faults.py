"""Why the facts about the days of a sickness stop cannot be judged."""

from datetime import date

from guichet.law.explanation import Refusal
from guichet.law.parameters import ParameterFault, Parameters
from guichet.law.sickness import SicknessStop
from guichet.law.stop_days import PartTime


def days_fault(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    """The first fault of the facts about the days, if there is one."""
    return (
        _notice_fault(stop, parameters)
        or _part_time_fault(stop, parameters)
        or _retired(stop, parameters)
    )


def _notice_fault(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    notice = stop.days.notice
    if notice is None:
        return None
    prescribed = stop.prescribed_on
    if notice.sent_on < prescribed:
        return Refusal(
            "notice_sent_on",
            f"le {prescribed:%d/%m/%Y} ou après",
            "L'avis d'arrêt est envoyé avant d'être prescrit.",
        )
    key = "stop_start" if stop.days.issued_on is None else "issued_on"
    if refusal := _unknown(key, "notice_sending_days", prescribed, parameters):
        return refusal
    if notice.previous is None:
        return None
    if notice.previous > prescribed:
        return Refusal(
            "previous_late_notice_prescribed_on",
            f"le {prescribed:%d/%m/%Y} ou avant",
            "L'avis tardif précédent est prescrit après celui-ci.",
        )
    return _unknown("notice_sent_on", "late_notice_memory_months", prescribed, parameters)


def _part_time_fault(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    before: PartTime | None = None
    for one in stop.days.part_times:
        if fault := backward_fault(one):
            return fault
        if one.lost_cents < 0:
            return Refusal("lost_gross", "0 ou plus", "Le salaire perdu est négatif.")
        if before and one.first <= before.last:
            return Refusal(
                "part_time",
                f"un début après le {before.last:%d/%m/%Y}",
                "Deux périodes de temps partiel se recouvrent.",
            )
        if fault := _unknown("part_time", "part_time_loss_limit", one.first, parameters):
            return fault
        before = one
    return None


def backward_fault(part_time: PartTime) -> Refusal | None:
    """A period of part-time work that ends before it begins."""
    if part_time.first <= part_time.last:
        return None
    return Refusal(
        "part_time",
        f"une fin le {part_time.first:%d/%m/%Y} ou après",
        "La fin du temps partiel précède son début.",
    )


def _retired(stop: SicknessStop, parameters: Parameters) -> Refusal | None:
    if stop.days.retired_since is None:
        return None
    first = parameters.named("retired_most_days")[0].effective_from
    if stop.stop_start >= first:
        return None
    return Refusal(
        "retired_since",
        f"un arrêt qui commence le {first:%d/%m/%Y} ou après",
        "La règle des soixante jours de qui travaille et touche une pension date du"
        f" {first:%d/%m/%Y} ; celle d'avant n'est pas connue ici, et l'arrêt commence le"
        f" {stop.stop_start:%d/%m/%Y}.",
    )


def _unknown(key: str, name: str, day: date, parameters: Parameters) -> Refusal | None:
    try:
        parameters.on(name, day)
    except ParameterFault as fault:
        return Refusal(key, "une date couverte", str(fault))
    return None
