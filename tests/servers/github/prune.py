"""Cuts GitHub's published schema down to what our queries read: `python -m tests.servers.github.prune SCHEMA.graphql`.

The schema comes with the npm package @octokit/graphql-schema (MIT).
"""

import sys
from pathlib import Path

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    parse,
    validate,
    visit,
)

from oshealth.sources.github import questions

HERE = Path(__file__).parent
HEADER = """\
# A slice of GitHub's public GraphQL schema: only what oshealth's queries read. Made by tests/servers/github/prune.py from
# @octokit/graphql-schema. Copyright (c) GitHub 2025, MIT License.
"""
_BUILT_IN = frozenset({"String", "Int", "Float", "Boolean", "ID"})


class _Used(Visitor):
    """Notes every field, argument and type that a document uses."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.fields: dict[str, dict[str, set[str]]] = {}
        self.types: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent, field = self.info.get_parent_type(), self.info.get_field_def()
        if parent is None or field is None or node.name.value.startswith("__"):
            return
        named = self.fields.setdefault(parent.name, {}).setdefault(node.name.value, set())
        named.update(argument.name.value for argument in node.arguments or ())
        self.types.add(get_named_type(field.type).name)
        self.types.update(get_named_type(field.args[name].type).name for name in named)


def queries() -> dict[str, DocumentNode]:
    """The queries that the package sends, by name."""
    return {
        "query.graphql": parse(questions.audit()),
        "survey of 20": parse(questions.survey(20, 20)),
        "everything further": parse(questions.further(earlier=True, closed=True, labels=5, accounts=4)),
        "one thing further": parse(questions.further(earlier=False, closed=False, labels=0, accounts=1)),
    }


def whole(path: Path) -> GraphQLSchema:
    """The published schema, which is not strictly valid by itself."""
    return build_schema(path.read_text("utf-8"), assume_valid=True, assume_valid_sdl=True)


def pruned(schema: GraphQLSchema) -> str:
    """The slice as text."""
    used = _Used(TypeInfo(schema))
    for document in queries().values():
        if errors := validate(schema, document):
            raise SystemExit("\n".join(str(error) for error in errors))
        visit(document, TypeInfoVisitor(used.info, used))
    wanted = used.types | {*used.fields}
    for name in sorted(wanted):
        kind = schema.type_map[name]
        if isinstance(kind, GraphQLInputObjectType):
            wanted |= {get_named_type(field.type).name for field in kind.fields.values()}
        if isinstance(kind, GraphQLInterfaceType):
            wanted |= {each.name for each in schema.get_possible_types(kind)}
    parts = [_written(schema.type_map[name], used.fields, wanted) for name in sorted(wanted)]
    return HEADER + "".join(f"\n{part}\n" for part in parts if part)


def _written(kind: GraphQLNamedType, used: dict[str, dict[str, set[str]]], wanted: set[str]) -> str:
    if isinstance(kind, GraphQLScalarType):
        return "" if kind.name in _BUILT_IN else f"scalar {kind.name}"
    if isinstance(kind, GraphQLEnumType):
        return f"enum {kind.name} {{ {' '.join(kind.values)} }}"
    if isinstance(kind, GraphQLInputObjectType):
        return f"input {kind.name} {{ {' '.join(f'{n}: {f.type}' for n, f in kind.fields.items())} }}"
    if isinstance(kind, GraphQLUnionType):
        return f"union {kind.name} = {' | '.join(each.name for each in kind.types if each.name in wanted)}"
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        return _composite(kind, used, wanted)
    raise TypeError(kind.name)


def _composite(
    kind: GraphQLObjectType | GraphQLInterfaceType, used: dict[str, dict[str, set[str]]], wanted: set[str]
) -> str:
    above = [each for each in kind.interfaces if each.name in wanted]
    fields = dict(used.get(kind.name, {}))
    for each in above:
        fields.update(
            {name: arguments | fields.get(name, set()) for name, arguments in used.get(each.name, {}).items()}
        )
    lines = [_field(kind, name, fields[name]) for name in sorted(fields)] or ["  _: Boolean"]
    word = "interface" if isinstance(kind, GraphQLInterfaceType) else "type"
    implemented = f" implements {' & '.join(each.name for each in above)}" if above else ""
    return f"{word} {kind.name}{implemented} {{\n" + "\n".join(lines) + "\n}"


def _field(kind: GraphQLObjectType | GraphQLInterfaceType, name: str, arguments: set[str]) -> str:
    field = kind.fields[name]
    taken = ", ".join(f"{argument}: {field.args[argument].type}" for argument in sorted(arguments))
    return f"  {name}{f'({taken})' if taken else ''}: {field.type}"


if __name__ == "__main__":
    (HERE / "schema.graphql").write_text(pruned(whole(Path(sys.argv[1]))), "utf-8")
