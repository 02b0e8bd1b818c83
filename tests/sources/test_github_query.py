"""What is asked of GitHub: valid by its published schema, and within the price that was promised."""

from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    validate,
)

from tests.servers.github.graph import schema
from tests.servers.github.prune import queries

CONNECTIONS = 249
POINTS = 2


def _cut(field: FieldNode) -> int | None:
    """How many nodes a connection gives at most; None for a field that is none."""
    for argument in field.arguments or ():
        if argument.name.value in {"first", "last"} and isinstance(argument.value, IntValueNode):
            return int(argument.value.value)
    return None


def requests(selections: SelectionSetNode | None, fragments: dict[str, Any], parents: int = 1) -> int:
    """Requests by GitHub's formula: each connection once for every node of those around it."""
    total = 0
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            cut = _cut(node)
            total += (parents if cut else 0) + requests(node.selection_set, fragments, parents * (cut or 1))
        elif isinstance(node, FragmentSpreadNode):
            total += requests(fragments[node.name.value].selection_set, fragments, parents)
        elif isinstance(node, InlineFragmentNode):
            total += requests(node.selection_set, fragments, parents)
    return total


def test_the_price_is_counted_as_github_counts() -> None:
    """GitHub's own example: 100 repositories, 50 pull requests each, 10 labels each are 5 101 requests."""
    from graphql import parse  # noqa: PLC0415 - beside the example that it reads

    example = parse("{v{r(first:100){n{p(first:50){n{l(first:60){n}}}i(first:20){n}}}}}")
    operation = example.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert requests(operation.selection_set, {}) == 1 + 100 + 5_000 + 100


@pytest.mark.parametrize("name", queries())
def test_a_query_is_valid_by_the_published_schema(name: str) -> None:
    """The slice in this repository was cut from it."""
    assert validate(schema(), queries()[name]) == []


def asked(name: str) -> int:
    """How many requests a query is, by GitHub's formula."""
    document = queries()[name]
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return requests(operation.selection_set, fragments)


def test_one_audit_costs_two_points_at_most() -> None:
    """The sum of all requests over a hundred, rounded; at most 249 of them."""
    count = asked("query.graphql")
    assert count <= CONNECTIONS
    assert max(1, round(count / 100)) <= POINTS


def test_a_survey_of_twenty_costs_one_point() -> None:
    """Seven connections of each repository, none within another."""
    assert asked("survey of 20") == 7 * 20
    assert round(asked("survey of 20") / 100) == 1


def test_what_is_asked_further_costs_one_point_at_most() -> None:
    """Older issues with what was said in them, a count, labels; accounts are no connections."""
    assert asked("everything further") == 50 + 1 + 1 + 5
    assert max(1, round(asked("everything further") / 100)) == 1
