"""What is assumed where a profile says nothing: declared, with its source (assumptions.yaml)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def assumptions() -> Mapping[str, Mapping[str, Any]]:
    """Each assumption by its name: its `value`, of whole numbers and words, and its `source`."""
    text = Path(__file__).with_name("assumptions.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return found


def assumed(name: str) -> Any:
    """The value of an assumption."""
    return assumptions()[name]["value"]
