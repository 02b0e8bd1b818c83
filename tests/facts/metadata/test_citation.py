"""CITATION.cff: the mistakes that make validators refuse it, and how far behind the releases it lies."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.facts.metadata.citation import citation
from oshealth.facts.metadata.sheet import Sheet
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot

HEAD = "cff-version: 1.2.0\nmessage: Please cite this.\ntitle: birds\n"
AUTHORS = "authors:\n  - given-names: Ada\n    family-names: Example\n"


def checked(text: str) -> Sheet:
    found = citation(facts_of(a_snapshot({"CITATION.cff": text})))
    assert isinstance(found, Sheet)
    return found


@pytest.mark.parametrize(
    "more",
    [
        "",
        "version: 1.0\n",
        "version: 2\ndate-released: '2021-11-27'\n",
        "date-released: 2021-11-27\n",
        "license: MIT\n",
        "license: [Apache-2.0, GPL-3.0]\n",
        "type: dataset\nkeywords: [a, b]\n",
        "identifiers:\n  - type: doi\n    value: 10.5281/zenodo.5725301\n",
        "preferred-citation:\n  type: article\n  title: A\n  authors: [{family-names: B}]\n",
        "repository-artifact: https://pypi.org/project/birds/\ncommit: 1ff847d81f29c45a3a1a5ce73d38e45c2f319bba\n",
    ],
)
def test_what_the_format_knows_is_valid(more: str) -> None:
    assert checked(HEAD + AUTHORS + more).state == "valid"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("cff-version: 1.2.0\ntitle: birds\n" + AUTHORS, "message is missing"),
        (HEAD, "authors is missing"),
        (HEAD + "authors: []\n", "authors is missing"),
        (HEAD + "authors: Ada Example\n", "authors is no list"),
        (HEAD + "authors: [Ada Example]\n", "author 1 holds no keys and values"),
        (
            HEAD + "authors: [{name: Ada, affiliation: X}]\n",
            "author 1 is neither a person nor an entity: affiliation, name",
        ),
        (
            HEAD + "authors: [{family-names: A, orcid: 0000-0002-1825-0097}]\n",
            "the orcid of author 1 is no https://orcid.org/… address",
        ),
        (
            HEAD.replace("1.2.0", "1.3.0") + AUTHORS,
            "cff-version '1.3.0' is no published version of the format",
        ),
        (HEAD + AUTHORS + "year: 2020\n", "year is no key of the format"),
        (
            HEAD + AUTHORS + "date-released: 2021-1-5\n",
            "date-released is not a date such as 2026-01-31",
        ),
        (
            HEAD + AUTHORS + "doi: https://doi.org/10.5281/zenodo.1\n",
            "doi is not a DOI such as 10.5281/zenodo.1003150, without an address before it",
        ),
        (HEAD + AUTHORS + "url: example.org\n", "url is not a web address"),
        (HEAD + AUTHORS + "type: paper\n", "type is neither software nor dataset"),
        (HEAD + AUTHORS + "license: GPL\n", "license 'GPL' is no SPDX id"),
    ],
)
def test_a_common_mistake_is_said(text: str, problem: str) -> None:
    found = checked(text)
    assert (found.state, found.wrong) == ("invalid", (problem,))


def test_an_older_version_of_the_format_is_dated() -> None:
    found = checked(HEAD.replace("1.2.0", "1.0.3") + AUTHORS + "version: 1.0\n")
    assert (found.state, found.dated) == ("dated", ("cff-version 1.0.3 was replaced by 1.2.0",))


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "title: !!python/name:os.system x\n"])
def test_what_is_no_such_file_is_invalid(text: str) -> None:
    assert checked(text).state == "invalid"


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({"CITATION.cff": HEAD + AUTHORS}, "valid"),
        ({"CITATION.bib": "@software{birds, author = {Example}}, citation"}, "other"),
        ({"README.md": "# Birds\n\n## How to cite\n\nPlease cite the paper of 2020.\n"}, "other"),
        ({"README.md": "# Birds\n\nCounts birds.\n"}, "missing"),
    ],
)
def test_the_state_tells_the_form(files: dict[str, str], state: str) -> None:
    reading = facts_of(a_snapshot(files)).get("citation.state")
    assert isinstance(reading, Value)
    assert reading.value == state


@pytest.mark.parametrize(
    ("cited", "tags", "days"),
    [
        ("version: 2.0.0\n", {"v2.0.0": 30}, 0),
        ("version: v2.0\n", {"v2.0.0": 30, "v1.0": 90}, 0),
        ("version: 1.0\n", {"v2.0.0": 30, "v1.0.0": 90}, 60),
        ("version: 1.0\ndate-released: 2026-04-01\n", {"v2.0.0": 30, "v1.0.0": 400}, 60),
        ("date-released: 2026-06-25\n", {"v2.0.0": 30}, 0),
        ("version: 2.0.0\n", {"v2.1.0rc1": 5, "v2.0.0": 30}, 0),
        ("version: 2.1.0rc1\ndate-released: 2026-06-25\n", {"v2.1.0rc1": 5, "v2.1.0.dev2": 9}, 0),
    ],
)
def test_the_lag_is_counted_to_the_newest_release(cited: str, tags: dict[str, float], days: int) -> None:
    reading = facts_of(a_snapshot({"CITATION.cff": HEAD + AUTHORS + cited}, tags=tags)).get(
        "citation.lag_days"
    )
    assert isinstance(reading, Value)
    assert reading.value == days


@pytest.mark.parametrize(
    ("cited", "tags", "reason"),
    [
        ("version: main\n", {"v2.0.0": 30}, "no tag is called like the version main that CITATION.cff names"),
        ("", {"v2.0.0": 30}, "CITATION.cff names neither a version nor a date"),
        ("version: 1.0\n", {}, "no tag names a version"),
        ("version: 1.0\n", {"latest": 3}, "no tag names a version"),
    ],
)
def test_a_lag_that_cannot_be_told_is_unknown(cited: str, tags: dict[str, float], reason: str) -> None:
    facts = facts_of(a_snapshot({"CITATION.cff": HEAD + AUTHORS + cited}, tags=tags))
    assert facts.get("citation.lag_days") == Unknown(reason)


@pytest.mark.parametrize(
    ("cited", "named"),
    [
        ("version: 1.10\ndate-released: 2021-11-27\n", "1.10, 2021-11-27"),
        ("version: 2\n", "2"),
        ("version: {a: b}\n", ""),
        ("", ""),
    ],
)
def test_what_is_cited_is_named_as_written(cited: str, named: str) -> None:
    reading = facts_of(a_snapshot({"CITATION.cff": HEAD + AUTHORS + cited})).get("citation.release")
    assert isinstance(reading, Value)
    assert reading.value == named
