"""How what the employers declare of a stop is told: by the first of the file, or by another one."""

from django.utils.translation import gettext as _

from guichet.benefits.sick_leave.saying import Sentence, day
from guichet.declarations.service import StopNature
from guichet.ledger.service import euros

OF_STOPS: dict[str, Sentence] = {
    "sick_leave.stop_declared": lambda d: (
        _("Un autre employeur a déclaré l'arrêt ({nature}) : dernier jour travaillé le {day}.")
        if d.get("other")
        else _("L'employeur a déclaré l'arrêt ({nature}) : dernier jour travaillé le {day}.")
    ).format(nature=StopNature(d["nature"]).label, day=day(d["last_day_worked"])),
    "sick_leave.return_declared": lambda d: (
        _("L'autre employeur a déclaré une reprise du travail le {day}.")
        if d.get("other")
        else _("L'employeur a déclaré une reprise du travail le {day}.")
    ).format(day=day(d["returned_on"])),
    "sick_leave.part_time_declared": lambda d: _(
        "L'employeur a déclaré le salaire perdu en temps partiel du {first} au {last} : {amount}."
    ).format(first=day(d["first"]), last=day(d["last"]), amount=euros(d["cents"])),
    "sick_leave.part_time_begins": lambda d: _(
        "L'employeur a déclaré une reprise à temps partiel thérapeutique le {day}."
    ).format(day=day(d["returned_on"])),
    "sick_leave.stop_annulled": lambda d: (
        _("L'autre employeur a annulé l'arrêt qu'il avait déclaré.")
        if d.get("other")
        else _("L'employeur a annulé l'arrêt qu'il avait déclaré.")
    ),
}
OF_STOPS_TO_INSURED: dict[str, Sentence] = {
    "sick_leave.stop_declared": lambda d: (
        _("Votre autre employeur a déclaré votre arrêt : dernier jour travaillé le {day}.")
        if d.get("other")
        else _("Votre employeur a déclaré votre arrêt : dernier jour travaillé le {day}.")
    ).format(day=day(d["last_day_worked"])),
    "sick_leave.return_declared": lambda d: (
        _("Votre autre employeur a déclaré votre reprise du travail le {day}.")
        if d.get("other")
        else _("Votre employeur a déclaré votre reprise du travail le {day}.")
    ).format(day=day(d["returned_on"])),
    "sick_leave.part_time_declared": lambda d: _(
        "Votre employeur a déclaré le salaire que vous avez perdu du {first} au {last} : {amount}."
    ).format(first=day(d["first"]), last=day(d["last"]), amount=euros(d["cents"])),
    "sick_leave.part_time_begins": lambda d: _(
        "Votre employeur a déclaré votre reprise à temps partiel le {day}."
    ).format(day=day(d["returned_on"])),
    "sick_leave.stop_annulled": lambda d: (
        _("Votre autre employeur a annulé l'arrêt qu'il avait déclaré.")
        if d.get("other")
        else _("Votre employeur a annulé l'arrêt qu'il avait déclaré.")
    ),
}
