"""Which names are license files, and what each is for."""

import pytest

from oshealth.facts.globs import select
from oshealth.facts.licensing.files import WANTED, license_files, target_of


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("LICENSE", "project"),
        ("license.md", "project"),
        ("Licence.txt", "project"),
        ("COPYING", "project"),
        ("LICENSE.rst", "project"),
        ("UNLICENSE", "choice"),
        ("LICENSE-MIT", "choice"),
        ("MIT-LICENSE.txt", "choice"),
        ("LICENSE.APACHE", "choice"),
        ("COPYING.LESSER", "choice"),
        ("epl-v10.html", "choice"),
        ("gpl-3.0.txt", "choice"),
        ("gpl-3.0", "choice"),
        ("edl-v10", "choice"),
        ("lgpl_v2.1", "choice"),
        ("gpl3", "choice"),
        ("EUPLv1.2", "choice"),
        ("LICENSE_1_0.txt", "choice"),
        ("LICENSE_MIT", "choice"),
        ("LICENSE_AFL.txt", "choice"),
        ("Licence_CeCILL_V2.1-en.txt", "choice"),
        ("LICENSE_core", "choice"),
        ("BSD_LICENSE", "choice"),
        ("MIT License.txt", "choice"),
        ("GNU-AGPL-3.0.txt", "choice"),
        ("GNU AFFERO GENERAL PUBLIC LICENSE.md", "choice"),
        ("Mozilla Public License v2.0.txt", "choice"),
        ("Open Font License.markdown", "choice"),
        ("Licenses.txt", "project"),
        ("LICENSE-docs", "content"),
        ("LICENSE-DATA.md", "content"),
        ("LICENSE-3RD-PARTY.txt", "third-party"),
        ("LICENSES/MIT.txt", "folder"),
        ("LICENCES/CC0-1.0.txt", "folder"),
        ("legal/LICENSE", "project"),
        ("LEGAL/LICENCE.md", "project"),
        ("LICENSE/COPYING", "project"),
        ("license/LICENSE-MIT", "choice"),
    ],
)
def test_names_that_are_licenses(path: str, role: str) -> None:
    assert [(file.path, file.role) for file in license_files([path])] == [(path, role)]
    assert select([path], WANTED) == (path,)


@pytest.mark.parametrize(
    "path",
    [
        "license_check.py",
        "license_check",
        "driving license.md",
        "Open Font License FAQ.markdown",
        "webpack_license",
        "LICENSE_HEADER.txt",
        "LICENSE,",
        ".github/workflows/license.yml",
        "licensing.md",
        "license.js",
        "LICENSE-header.txt",
        "src/LICENSE",
        "vendor/x/LICENSE",
        "licenses.json",
        "unlicensed.md",
        "COPYINGS",
        "LICENSE.sha256",
        "license/license.go",
        "license/README.md",
        "legal/privacy.md",
        "legal/old/LICENSE",
    ],
)
def test_names_that_are_not(path: str) -> None:
    assert license_files([path]) == ()


def test_the_plainest_name_comes_first() -> None:
    found = license_files(["LICENSES/MIT.txt", "LICENSE-APACHE", "LICENSE", "COPYING.LIB"])
    assert [file.path for file in found] == ["LICENSE", "COPYING.LIB", "LICENSE-APACHE", "LICENSES/MIT.txt"]


def test_a_license_in_a_folder_counts_where_none_lies_at_the_root() -> None:
    """Beside one at the root it is of a part, or of somebody else."""
    assert [file.path for file in license_files(["legal/LICENSE", "LICENSE"])] == ["LICENSE"]
    assert [file.path for file in license_files(["legal/LICENSE", "src/a.c"])] == ["legal/LICENSE"]


@pytest.mark.parametrize(
    ("links", "target"),
    [
        ({}, "LICENSE"),
        ({"LICENSE": "legal/COPYING"}, "legal/COPYING"),
        ({"LICENSE": "/etc/passwd"}, ""),
        ({"LICENSE": "../../secret"}, ""),
        ({"LICENSE": "b", "b": "LICENSE"}, ""),
    ],
)
def test_a_link_is_followed_once_and_never_out_of_the_tree(links: dict[str, str], target: str) -> None:
    assert target_of("LICENSE", links) == target
