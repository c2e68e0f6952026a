"""Made-up cases of the contract, drawn from a seed, biased to where the law turns."""

from random import Random

from tests.law.made_up import accident, parenthood, self_employed, sickness

DRAWN = {
    "maladie": sickness.draw,
    "at": accident.draw,
    "trajet": accident.draw,
    "mp": accident.draw,
    "maternite": parenthood.draw,
    "paternite": parenthood.draw,
    "adoption": parenthood.draw,
    "deuil_enfant": parenthood.draw,
    "naissance": parenthood.draw,
    "maladie_ti": self_employed.draw_sickness,
    "maternite_ti": self_employed.draw_birth,
    "paternite_ti": self_employed.draw_birth,
    "check": sickness.draw_check,
}


def draw(benefit: str, random: Random) -> dict:
    """The `input` of one case of a benefit (or of a `check`)."""
    return DRAWN[benefit](benefit, random)
