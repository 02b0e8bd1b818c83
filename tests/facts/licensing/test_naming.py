"""What people write in license fields, as SPDX."""

import pytest

from oshealth.facts.licensing.naming import named


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MIT", "MIT"),
        ("The MIT License (MIT)", "MIT"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("License :: OSI Approved :: Apache Software License", "Apache-2.0"),
        ("Mulan Permissive Software License，Version 2", "MulanPSL-2.0"),
        ("3-Clause BSD License", "BSD-3-Clause"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("GPLv3", "GPL-3.0-only"),
        ("GPLv3+", "GPL-3.0-or-later"),
        ("GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", "LGPL-2.0-or-later"),
        ("License :: OSI Approved :: GNU Affero General Public License v3", "AGPL-3.0-only"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("GPL-2 | GPL-3", "GPL-2.0-only OR GPL-3.0-only"),
        ("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
        ("European Union Public Licence 1.2 (EUPL 1.2)", "EUPL-1.2"),
        ("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("CC-BY-ND 3.0 Unported", "CC-BY-ND-3.0"),
        ("Creative Commons BY SA 4.0 International", "CC-BY-SA-4.0"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("LicenseRef-Ours AND MIT", "LicenseRef-Ours AND MIT"),
    ],
)
def test_a_name_is_understood(written: str, meant: str) -> None:
    assert str(named(written).expression) == meant


@pytest.mark.parametrize(
    ("written", "family"),
    [
        ("BSD", "BSD-"),
        ("License :: OSI Approved :: BSD License", "BSD-"),
        ("GPL", "GPL-"),
        ("GNU LGPL", "LGPL-"),
        ("Mozilla Public License 2.0 with Healthcare Disclaimer", "MPL-2.0"),
    ],
)
def test_a_family_is_not_made_into_one_of_its_members(written: str, family: str) -> None:
    meant = named(written)
    assert (meant.expression, meant.family) == (None, family)


@pytest.mark.parametrize(
    "written", ["", "Dual License", "Public Domain", "MIT, mostly", "x" * 10_000, "our own terms"]
)
def test_what_is_not_known_is_not_guessed(written: str) -> None:
    meant = named(written)
    assert (meant.expression, meant.family) == (None, "")
