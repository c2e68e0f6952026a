"""The fund that this installation serves: its names, addresses and accounts.

`GUICHET_FUND` names a YAML file with these keys; without it, the made-up fund of the demonstration.
"""

import os
from dataclasses import dataclass, fields
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Fund:
    name: str
    place: str
    address: tuple[str, ...]
    appeal_address: tuple[str, ...]
    medical_appeal_address: tuple[str, ...]
    court: str
    data_protection: str
    phone: str
    hours: str | Promise
    web: str
    mail: str
    iban: str
    bic: str


MADE_UP = Fund(
    name="CPAM de Vallombre",
    place="Vallombre",
    address=("1 place du Guichet", "93901 VALLOMBRE CEDEX"),
    appeal_address=(
        "Commission de recours amiable",
        "CPAM de Vallombre",
        "1 place du Guichet",
        "93901 VALLOMBRE CEDEX",
    ),
    medical_appeal_address=(
        "Commission médicale de recours amiable",
        "Service médical de Vallombre",
        "2 place du Guichet",
        "93901 VALLOMBRE CEDEX",
    ),
    court="pôle social du tribunal judiciaire de Vallombre",
    data_protection="dpo@guichet.invalid",
    phone="36 46",
    hours=_("du lundi au vendredi, de 8 h 30 à 17 h"),
    web="guichet.invalid",
    mail="ne-pas-repondre@guichet.invalid",
    iban="FR7699999000010000000009718",
    bic="BDFEFRPPCCT",
)


def load() -> Fund:
    """The fund of this installation. Raises SystemExit in words when its file is not complete."""
    path = os.environ.get("GUICHET_FUND")
    if not path:
        return MADE_UP
    try:
        known = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SystemExit(f"GUICHET_FUND : {path} ne se lit pas ({type(error).__name__}).") from None
    names = {field.name for field in fields(Fund)}
    if not isinstance(known, dict) or set(known) != names:
        raise SystemExit(f"GUICHET_FUND : {path} doit donner {', '.join(sorted(names))}.")
    return Fund(**{k: tuple(v) if isinstance(v, list) else str(v) for k, v in known.items()})
