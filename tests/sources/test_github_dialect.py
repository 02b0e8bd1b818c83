"""A server whose schema lacks fields: an Enterprise Server has no sponsors, and is asked again without them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import build_schema, parse, validate
from msgspec.structs import replace

from oshealth.snapshot import Conversation, Project, Unknown
from oshealth.sources import Access, Look
from oshealth.sources.github import questions
from oshealth.sources.github.dialect import unknown_fields, without
from tests.servers.git_http import GitServer
from tests.servers.github import faults
from tests.servers.github.graph import HERE
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project
from tests.sources.test_github_faults import told

GOOD = "ghp_invented0000000000000000000000000000"
SPONSORS = ("fundingLinks", "hasSponsorshipsEnabled", "hasSponsorsListing")
NOT_GIVEN = Unknown("not given by the forge")


def undefined(field: str, kind: str = "Repository") -> dict[str, Any]:
    """What GitHub says of a field that its schema has not."""
    return {
        "path": ["fragment State", field],
        "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field},
        "locations": [{"line": 30, "column": 3}],
        "message": f"Field '{field}' doesn't exist on type '{kind}'",
    }


OLDER = faults.says(200, {"errors": [undefined(field) for field in SPONSORS]})


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        served.add(a_project(fundingLinks=[{"url": "https://github.com/ada"}]))
        yield served


@pytest.fixture
def look(look: Look, server: GitServer, hub: Hub) -> Look:
    """A look with a token."""
    return replace(
        look, access=Access(tokens={server.host: (GOOD,)}, apis={server.host: hub.api}, max_wait=1)
    )


def test_the_question_is_put_again_without_what_the_server_does_not_know(
    server: GitServer, hub: Hub, look: Look
) -> None:
    """The rest is answered; the cost says that it took two requests."""
    hub.faults = [OLDER]

    project, conversation = told(server, look)

    assert isinstance(project, Project)
    assert isinstance(conversation, Conversation)
    assert (project.funding_links, project.has_sponsors, project.sponsored) == (
        NOT_GIVEN,
        NOT_GIVEN,
        NOT_GIVEN,
    )
    assert (project.archived, project.full_name) == (False, "example/birds")
    assert hub.log == ["POST /api/graphql"] * 2


def test_a_server_that_knows_nothing_is_not_asked_for_ever(server: GitServer, hub: Hub, look: Look) -> None:
    """Twice, and then it is unknown."""
    hub.fault = OLDER

    assert told(server, look)[0] == Unknown("the forge does not know what it was asked for")
    assert len(hub.log) == 2


@pytest.mark.parametrize("question", [questions.audit(), questions.survey(3, 2)], ids=["audit", "survey"])
def test_without_sponsors_a_question_is_valid_on_an_enterprise_server(question: str) -> None:
    """By the published schema less the fields that the one of an Enterprise Server has not."""
    text = (HERE / "schema.graphql").read_text("utf-8")
    older = build_schema(re.sub(rf"(?m)^  (?:{'|'.join(SPONSORS)}).*\n", "", text))

    assert validate(older, parse(question)) != []
    assert validate(older, parse(without(question, {*SPONSORS}))) == []


def test_a_block_goes_with_its_field() -> None:
    """To its closing brace, and no further."""
    question = "query {\n  a\n  b(first: 1) {\n    c { d }\n  }\n  bc\n  e\n}"

    assert without(question, {"b", "e"}) == "query {\n  a\n  bc\n}"


@pytest.mark.parametrize(
    "errors",
    [
        [],
        [undefined("a b")],
        [undefined("fundingLinks"), {"message": "Something else"}],
        [{"extensions": {"code": "argumentLiteralsIncompatible", "fieldName": "issues"}}],
        [undefined(f"field{n}") for n in range(31)],
    ],
    ids=["none", "no name", "another error", "another code", "too many"],
)
def test_other_errors_are_not_taken_for_unknown_fields(errors: list[dict[str, Any]]) -> None:
    """Only an answer that is nothing but unknown fields is worth a second question."""
    assert unknown_fields(errors) == frozenset()
