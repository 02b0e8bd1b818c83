"""Identifiers of the software itself, apart from those of papers; and the files that carry them."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Texts, Unknown
from tests.builders import a_snapshot

BODY = "\n\nCounts birds in pictures.\n"


def listed(name: str, files: dict[str, str]) -> object:
    reading = facts_of(a_snapshot(files)).get(name)
    return reading.value if isinstance(reading, Value) else reading


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"README.md": "# B\n\n[DOI](https://doi.org/10.5281/zenodo.3387139)" + BODY}, ("10.5281/zenodo.3387139",)),
        (
            {"README.md": "# B\n\n[![DOI](https://zenodo.org/badge/DOI/10.5281/ZENODO.7.svg)](https://x.example)" + BODY},
            ("10.5281/zenodo.7",),
        ),
        (
            {"README.md": "# B\n\n[![DOI](https://zenodo.org/badge/1234.svg)](https://zenodo.org/badge/latestdoi/1234)" + BODY},
            ("https://zenodo.org/badge/1234", "https://zenodo.org/badge/latestdoi/1234"),
        ),
        (
            {"README.md": "# B\n\nhttps://archive.softwareheritage.org/swh:1:dir:" + "a" * 40 + BODY},
            ("https://archive.softwareheritage.org/swh:1:dir:" + "a" * 40,),
        ),
        ({"CITATION.cff": "doi: 10.1234/x.5\n", "README.md": "# B" + BODY}, ("10.1234/x.5",)),
        (
            {"codemeta.json": '{"identifier": "10.5281/zenodo.10198748; RRID:SCR_022966"}', "README.md": "# B" + BODY},
            ("10.5281/zenodo.10198748",),
        ),
        ({"codemeta.json": '{"identifier": {"@id": "https://doi.org/10.1/2"}}', "README.md": "# B" + BODY}, ()),
        ({"codemeta.json": '{"@context": "https://doi.org/10.5063/schema/codemeta-2.0"}', "README.md": "# B" + BODY}, ()),
        ({"CITATION.cff": "references: [{doi: 10.1000/paper}]\n", "README.md": "# B" + BODY}, ()),
        ({"README.md": "# B\n\nAs in doi:10.1038/s41586-020-2649-2." + BODY}, ()),
    ],
)  # fmt: skip
def test_only_identifiers_of_the_software_count(files: dict[str, str], found: tuple[str, ...]) -> None:
    assert listed("identifiers.persistent", files) == found


def test_dois_of_papers_are_shown_to_a_person() -> None:
    text = "# B\n\nAs in [1](https://doi.org/10.1038/s41586-020-2649-2) and doi:10.21105/joss.01234." + BODY
    assert listed("identifiers.mentioned", {"README.md": text}) == (
        "10.1038/s41586-020-2649-2",
        "10.21105/joss.01234",
    )


def test_an_unread_readme_is_no_absence() -> None:
    seen = a_snapshot({"README.md": ""}, texts=Texts({}, partial="too much"))
    assert isinstance(facts_of(seen).get("identifiers.persistent"), Unknown)
    assert isinstance(facts_of(seen).get("identifiers.mentioned"), Unknown)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('{"@context": "https://w3id.org/codemeta/3.0", "type": "SoftwareSourceCode"}', "valid"),
        ('{"@context": ["https:\\/\\/doi.org\\/10.5063\\/schema\\/codemeta-2.0"], "@type": "SoftwareSourceCode"}', "valid"),
        ('{"@context": {"@vocab": "https://codemeta.github.io/terms/"}, "@type": "schema:SoftwareSourceCode"}', "valid"),
        ('{"@context": "https://w3id.org/codemeta/3.0", "@type": ["Thing", "SoftwareApplication"]}', "valid"),
        ('{"@context": "https://w3id.org/codemeta/3.0"}', "invalid"),
        ('{"@type": "SoftwareSourceCode"}', "invalid"),
        ('{"@context": "https://schema.org", "@type": "SoftwareSourceCode"}', "invalid"),
        ('{"@context": "https://w3id.org/codemeta/3.0", "@type": "Dataset"}', "invalid"),
        ("[]", "invalid"),
        ('{"a": NaN}', "invalid"),
        ('{"a": 1, "a": 2}', "invalid"),
        ('{"@context": ' + "[" * 50 + '"codemeta"' + "]" * 50 + ', "@type": "SoftwareSourceCode"}', "invalid"),
    ],
)  # fmt: skip
def test_codemeta_says_that_it_is_codemeta(text: str, state: str) -> None:
    assert listed("codemeta.state", {"codemeta.json": text}) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('{"title": "birds", "creators": [{"name": "Example, Ada"}]}', "valid"),
        ('{"license": "MIT"}', "valid"),
        ('{"creators": "Ada Example"}', "invalid"),
        ("{", "invalid"),
    ],
)
def test_zenodo_metadata_is_read(text: str, state: str) -> None:
    assert listed("zenodo.state", {".zenodo.json": text}) == state
