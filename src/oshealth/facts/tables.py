"""The tables that are shipped beside the facts, in `data/`: lists from elsewhere, each with its source and date."""

from pathlib import Path
from typing import Any

from msgspec import json


def shipped(name: str) -> Any:
    """What stands in data/NAME.json."""
    return json.decode(Path(__file__).with_name("data").joinpath(f"{name}.json").read_bytes())
