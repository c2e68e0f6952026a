"""Points that the texts leave open: one named option each, with its default and the reason."""

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints


@dataclass(frozen=True)
class OptionNote:
    """What an option settles, for the explanation and for who reviews the choice."""

    name: str
    choice: str
    certainty: str
    reason: str


@dataclass(frozen=True)
class Options:
    """The choices in force. The defaults are the recommended policy; change them knowingly."""

    daily_rounding: Literal["truncate", "half_up", "half_up_unrounded_base"] = "truncate"
    all_months_at_cap: Literal["published_maximum", "ordinary"] = "published_maximum"
    deductions_split: Literal["crds_remainder", "separate"] = "crds_remainder"
    prolongation_reference: Literal["initial_stop", "own"] = "initial_stop"
    short_carence: Literal["continues", "ends_with_initial_stop"] = "continues"
    cap_smic_day: Literal["previous_month_end", "stop_start"] = "previous_month_end"
    cap_of_short_pays: Literal["prorated"] = "prorated"
    hours_of_stop_month: Literal["as_given", "unknown"] = "as_given"
    victim_declaration: Literal["two_years", "end_of_second_year"] = "two_years"
    late_notice_sending_day: Literal["excluded", "included"] = "excluded"
    family_rounding: Literal["half_up", "truncate"] = "half_up"
    family_base_given: Literal["before_flat_rate", "after_flat_rate"] = "before_flat_rate"
    unknown_minimum: Literal["not_applied"] = "not_applied"
    children_in_charge: Literal["without_the_newborn", "with_the_newborn"] = "without_the_newborn"
    leave_window: Literal["days_within", "starts_within"] = "days_within"
    affiliation_left_out: Literal["not_judged"] = "not_judged"
    counter_window: Literal["until_the_day_before"] = "until_the_day_before"
    carence_under_maternity: Literal["after_the_leave", "served"] = "after_the_leave"
    ald_years: Literal["from_the_first_day_off"] = "from_the_first_day_off"
    part_time_carence: Literal["none_on_part_time"] = "none_on_part_time"
    part_time_maximum: Literal["applies"] = "applies"
    retired_days: Literal["since_the_rule", "since_the_pension"] = "since_the_rule"
    thirty_days_in_july_2020: Literal["that_day_included", "the_day_before"] = "that_day_included"
    incomplete_month: Literal["average_of_full_months"] = "average_of_full_months"
    months_before_hire: Literal["count_nothing", "as_listed_cause"] = "count_nothing"
    declared_right: Literal["whole_stop", "first_six_months"] = "whole_stop"
    closed_first_months: Literal["close_the_rest"] = "close_the_rest"
    birth_leave_rate: Literal["announced", "refused"] = "announced"
    several_subrogations: Literal["by_wages", "to_person"] = "by_wages"
    injury_daily_rounding: Literal["half_up", "half_up_unrounded_base", "truncate"] = "half_up"
    injury_ceiling_day: Literal["stop_start", "previous_month_end"] = "stop_start"
    injury_net_limit: Literal["uncapped_wage", "capped_wage"] = "uncapped_wage"
    injury_relapse_count: Literal["restarts", "continues"] = "restarts"
    self_employed_rounding: Literal["half_up", "truncate"] = "half_up"
    liberal_days: Literal["eighty_seven_days", "until_the_ninetieth_day"] = "eighty_seven_days"

    def note(self, name: str) -> OptionNote:
        """The choice made for the option `name`, with its certainty and its reason."""
        certainty, reason = REASONS[name]
        return OptionNote(name, str(getattr(self, name)), certainty, reason)

    def digest_text(self) -> str:
        """A canonical text of all choices, for the version of the law."""
        return ";".join(f"{f.name}={getattr(self, f.name)}" for f in fields(self))


REASONS: dict[str, tuple[str, str]] = {
    "daily_rounding": (
        "U",
        "Aucun texte ne fixe l'arrondi ; l'exemple officiel (3 x 2 000 € donnent 65,75 € puis"
        " 32,87 €) montre un salaire journalier arrondi puis une indemnité tronquée au centime.",
    ),
    "all_months_at_cap": (
        "U",
        "Quand chaque mois atteint le plafond, le maximum publié (valeur non arrondie, arrondie au"
        " plus proche) est versé : il peut dépasser d'un centime le calcul ordinaire.",
    ),
    "deductions_split": (
        "U",
        "Le net est 93,3 % du total de la période ; la CSG est arrondie et la CRDS est le reste,"
        " pour que les lignes du relevé s'additionnent.",
    ),
    "prolongation_reference": (
        "C",
        "Une prolongation garde les mois, le SMIC et le plafond de l'arrêt initial.",
    ),
    "short_carence": (
        "C",
        "La carence commencée dans un arrêt initial plus court qu'elle continue dans sa"
        " prolongation.",
    ),
    "cap_smic_day": (
        "U",
        "Le texte retient le SMIC du dernier jour du mois civil qui précède l'arrêt ; les pages"
        " officielles se contredisent pour les arrêts de juin 2026.",
    ),
    "cap_of_short_pays": (
        "U",
        "Aucun texte ne dit quelle part du plafond mensuel plafonne une paie de semaine ou de"
        " quinzaine : c'est ici 12/52 ou 12/26, comme le SMIC mensuel vient du SMIC horaire.",
    ),
    "victim_declaration": (
        "U",
        "« Jusqu'à l'expiration de la deuxième année qui suit l'accident » se lit deux ans, jour"
        " pour jour, ou jusqu'au 31 décembre de la deuxième année ; la date la plus proche est la"
        " plus sûre pour la victime.",
    ),
    "late_notice_sending_day": (
        "U",
        "Les textes ne disent pas si le jour de l'envoi est réduit ; la période « écoulée entre »"
        " la prescription et l'envoi s'arrête la veille.",
    ),
    "injury_daily_rounding": (
        "U",
        "Aucun texte ne fixe l'arrondi ; les exemples publiés arrondissent au centime le plus"
        " proche le salaire journalier, puis l'indemnité.",
    ),
    "injury_ceiling_day": (
        "U",
        "Le plafond annuel retenu est celui du premier jour de l'arrêt ; aucun texte ne dit si un"
        " arrêt de janvier garde celui de l'année précédente.",
    ),
    "injury_net_limit": (
        "U",
        "Le gain journalier net vient du salaire de référence avant plafonnement : le maximum"
        " publié à 80 % dépasse 79 % du salaire plafonné.",
    ),
    "injury_relapse_count": (
        "C",
        "L'article R.433-7 continue le décompte des 28 jours tant que la guérison ou la"
        " consolidation n'est pas fixée ; une rechute la suit, et le décompte reprend à zéro.",
    ),
    "hours_of_stop_month": (
        "C",
        "Les heures du mois de l'arrêt comptent si elles sont données ; sinon elles comptent pour"
        " zéro dans la fenêtre de 90 jours.",
    ),
    "family_rounding": (
        "A",
        "Aucun texte ne fixe l'arrondi ; les maximums publiés de chaque année sont la valeur non"
        " arrondie, au centime le plus proche.",
    ),
    "family_base_given": (
        "C",
        "Le salaire journalier de base donné est pris avant le taux forfaitaire, comme celui de la"
        " maladie.",
    ),
    "unknown_minimum": (
        "U",
        "Le minimum de ce jour n'a pas été trouvé : aucun n'est appliqué, et aucun n'est deviné.",
    ),
    "children_in_charge": (
        "C",
        "Les enfants à charge sont ceux d'avant la naissance ou l'adoption ; rien de donné compte"
        " pour aucun.",
    ),
    "leave_window": (
        "U",
        "Le congé est « pris dans » le délai : ses jours d'après ne sont pas payés, même s'il a"
        " commencé avant la fin du délai.",
    ),
    "affiliation_left_out": (
        "U",
        "Le jour de l'affiliation n'est pas donné : sa durée reste à vérifier, elle n'est pas jugée"
        " ici.",
    ),
    "counter_window": (
        "C",
        "Pour chaque jour, on compte les indemnités des trois années qui finissent la veille ; les"
        " jours payés d'un arrêt passé, s'ils ne sont pas dits, sont tous ceux d'après sa carence.",
    ),
    "carence_under_maternity": (
        "C",
        "Les jours du congé de maternité ne sont pas ceux de l'arrêt maladie : la carence se compte"
        " après eux ; un autre choix la compte dès le premier jour prescrit.",
    ),
    "ald_years": (
        "C",
        "Les trois ans d'une affection de longue durée vont de date à date depuis son premier jour"
        " d'arrêt ; un an de reprise du travail en ouvre de nouveaux.",
    ),
    "part_time_carence": (
        "B",
        "Depuis 2020, l'indemnité de temps partiel thérapeutique ne porte pas de carence : seuls"
        " les jours d'arrêt complet qui le précèdent en portent.",
    ),
    "part_time_maximum": (
        "U",
        "L'article R.323-3 renvoie à tout L.323-4 : le maximum ordinaire s'applique chaque jour, et"
        " l'indemnité ne dépasse pas la perte de salaire d'un jour.",
    ),
    "retired_days": (
        "C",
        "Les soixante jours sont tous les jours de maladie payés depuis la pension, longue durée"
        " comprise, sauf ceux d'avant la règle (14 avril 2021) ; un autre choix les compte aussi.",
    ),
    "thirty_days_in_july_2020": (
        "C",
        "L'arrêt qui « atteint trente jours » au 1er juillet 2020 a ce jour pour trentième jour, ou"
        " un jour d'avant : il garde les deux tiers jusqu'à sa fin, prolongations comprises.",
    ),
    "incomplete_month": (
        "C",
        "Un mois travaillé en partie, sans salaire rétabli ni salaire d'un mois complet, vaut le"
        " revenu journalier moyen des mois complets, et jamais moins que ce qui y est gagné.",
    ),
    "months_before_hire": (
        "U",
        "L'article R.323-8 ne cite pas l'embauche parmi les causes qui rétablissent un salaire, et"
        " ne dit rien d'un premier emploi.",
    ),
    "declared_right": (
        "C",
        "Les conditions déclarées remplies ou non le sont pour tout l'arrêt, au-delà de six mois"
        " aussi.",
    ),
    "closed_first_months": (
        "U",
        "Le texte ne dit pas si les douze mois, suffisants, ouvrent le droit à partir du septième"
        " mois quand il n'est pas ouvert pour les six premiers : il reste fermé.",
    ),
    "birth_leave_rate": (
        "U",
        "Les taux sont ceux annoncés, appliqués au salaire net du taux forfaitaire ; le décret n'a"
        " pas été lu.",
    ),
    "several_subrogations": (
        "U",
        "Aucun texte ne partage le jour entre des employeurs qui gardent chacun le salaire : chacun"
        " a la part de ses salaires dans le salaire de référence ; celle d'un employeur qui ne le"
        " garde pas est à la personne. Un autre choix laisse un agent décider.",
    ),
    "self_employed_rounding": (
        "U",
        "Aucun texte ne fixe l'arrondi ; les maxima publiés de 2018 à 2026 sont tous 1/730 du"
        " plafond, arrondi au centime le plus proche.",
    ),
    "liberal_days": (
        "B",
        "Le décret 2021-755, cité par la presse, borne à 87 jours consécutifs l'indemnité d'une"
        " même incapacité ; la loi parle du quatrième au quatre-vingt-dixième jour, ce qui revient"
        " au même avec trois jours de carence.",
    ),
}

DEFAULT = Options()


def choices(name: str) -> tuple[str, ...]:
    """All that the option `name` may be set to."""
    return get_args(get_type_hints(Options)[name])
