"""The slices of GitHub's contract in this repository are what is cut from the published ones, where npm brought them."""

import json
import tarfile

import pytest
from graphql import validate

from tests.servers.from_npm import DESCRIPTION, SCHEMA
from tests.servers.github import prune, prune_rest


@pytest.mark.skipif(not SCHEMA.exists(), reason="GitHub's schema was not brought from npm")
def test_the_queries_are_valid_by_the_whole_schema_and_the_slice_is_cut_from_it() -> None:
    schema = prune.whole(SCHEMA)
    assert [validate(schema, query) for query in prune.queries().values()] == [[]] * len(prune.queries())
    assert (prune.HERE / "schema.graphql").read_text("utf-8") == prune.pruned(schema)


@pytest.mark.skipif(not DESCRIPTION.exists(), reason="GitHub's REST description was not brought from npm")
def test_the_answers_of_the_stand_in_are_checked_against_what_is_published() -> None:
    with tarfile.open(DESCRIPTION) as packed:
        member = packed.extractfile("package/generated/api.github.com.json")
        assert member is not None
        published = json.load(member)
    assert json.loads((prune_rest.HERE / "rest.json").read_text("utf-8")) == prune_rest.sliced(published)
