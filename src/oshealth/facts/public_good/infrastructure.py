"""What of the criteria for digital public infrastructure a tree shows: interfaces, schemas, ways to deploy, disclosure, scale."""

from collections.abc import Mapping
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.globs import select
from oshealth.facts.public_good.own import own_files
from oshealth.snapshot import Evidence, Unknown

_BUILT: Final[Mapping[str, tuple[str, ...]]] = {
    "A1 interface description": ("**/{openapi,swagger,asyncapi}*.{y*ml,json}",),
    "A3 schema": ("{,*/,*/*/}*.{xsd,avsc}", "{,*/,*/*/}*.schema.json", "{,*/,*/*/,*/*/*/}*.proto"),
    "B1 parts deployed apart": (
        "{,*/}{docker-compose,compose}*.y*ml",
        "{,*/,*/*/,*/*/*/}chart.yaml",
        "{,*/,*/*/}kustomization.y*ml",
    ),
    "B3 configuration": ("{,*/}.env{.example,.sample,.dist,.template}", "{,*/,*/*/}values.yaml"),
}
_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "C1 kit or sandbox for integrators": ("{,docs/,doc/}{sdk,sandbox,quickstart}{,s}{/*,*.md,*.rst}",),
    "E1 disclosure process": ("{,.github/,docs/}security.{md,rst,txt,adoc}",),
    "E2 audit report": ("{,*/,*/*/}*{security,audit,pentest,penetration}*{audit,report,test}*.pdf",),
}


def signs(facts: Facts) -> Reading:
    """`criterion: path`, the first path of each criterion for which there is one."""
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    built = {criterion: own_files(tree.paths, globs) for criterion, globs in _BUILT.items()}
    written = {criterion: select(tree.paths, globs) for criterion, globs in _WRITTEN.items()}
    found = {criterion: paths[0] for criterion, paths in (built | written).items() if paths}
    if not found and tree.partial:
        return Unknown(tree.partial)
    evidence = tuple(Evidence("path", path, name=criterion) for criterion, path in found.items())
    nothing = (Evidence("absence", name="signs of infrastructure", path="/"),)
    return Value(tuple(f"{criterion}: {path}" for criterion, path in found.items()), evidence or nothing)
