"""The catalogue: a file of facts is loaded when one of its families is asked for, and none is forgotten."""

import subprocess
import sys
from pathlib import Path

import pytest

import oshealth.facts
from oshealth.errors import UnknownName
from oshealth.facts import CATALOGUE
from oshealth.facts.catalogue import FILES, facts_in

LOADED = """
import sys
from oshealth.facts import CATALOGUE
CATALOGUE["contributors.active"]
print(*sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("oshealth.facts.")))
"""


def test_every_file_with_facts_is_in_the_table_with_its_families() -> None:
    """A file left out would be facts that nobody can ask for; a family left out, facts that are not found by name."""
    folder = Path(oshealth.facts.__file__).parent
    places = [*folder.glob("*.py"), *folder.glob("*/__init__.py")]
    holding = [place for place in places if "\nFACTS" in place.read_text("utf-8")]
    names = {place.parent.name if place.name == "__init__.py" else place.stem for place in holding}
    assert names == {*FILES}
    families = {file: {name.partition(".")[0] for name in facts_in(file)} for file in FILES}
    assert families == {file: {*its} for file, its in FILES.items()}


def test_the_catalogue_holds_each_fact_once_under_its_own_name() -> None:
    """As many as there are in the files: no name is given twice."""
    assert {name: fact.name for name, fact in CATALOGUE.items()} == {name: name for name in CATALOGUE}
    assert len({*CATALOGUE}) == len(CATALOGUE) == sum(len(facts_in(file)) for file in FILES)


def test_a_figure_on_people_loads_nothing_that_reads_texts() -> None:
    """Python's start is most of what a small history costs."""
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert {"contributors", "identities"} <= {*run.stdout.split()}
    assert {*run.stdout.split()}.isdisjoint({"documents", "licensing", "markup", "governance", "funding"})


def test_facts_are_named_one_by_one_or_by_family() -> None:
    """In the order of the catalogue, each once, however often and in whatever order they are named."""
    named = CATALOGUE.named(["tree", "history.commits", "tree.kind", "history.commits"])
    assert named == ("history.commits", *(name for name in CATALOGUE if name.startswith("tree.")))


def test_a_word_that_names_no_fact_meets_the_nearest_one() -> None:
    """A family or a fact, whichever is nearer."""
    with pytest.raises(UnknownName) as family:
        CATALOGUE.named(["contributor"])
    with pytest.raises(UnknownName) as fact:
        CATALOGUE.named(["contributors.actve"])
    assert (family.value.hint, fact.value.hint) == (
        "did you mean 'contributors'?",
        "did you mean 'contributors.active'?",
    )
