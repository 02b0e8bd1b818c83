"""What kind of good a repository is (software, content, data or an AI model), and the cards that describe data and models."""

import re
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import Document, document
from oshealth.facts.globs import select
from oshealth.facts.late import late
from oshealth.snapshot import Evidence, Unknown

KIND: Final = "project.kind"
CARDS: Final = (
    "{,docs/,doc/,*/}{model,dataset,data}{_,-,}card*.{md,rst,txt,json,yaml,yml}",
    "{,docs/,doc/,*/}{datasheet,data-sheet,data_sheet,data-dictionary,data_dictionary,datadictionary,codebook,data-statement,data_statement}*.{md,rst,txt,csv,pdf}",
    "{,data/,*/}datapackage.{json,y*ml}",
    "{,data/,*/}{dataset_info,croissant}.json",
    "{,data/,*/}*croissant*.json",
    "{,data/,*/}metadata.jsonld",
)
_WEIGHTS: Final = (
    "{,*/,*/*/}*.{safetensors,gguf,onnx,tflite,ckpt,pt,pth,mlmodel,keras}",
    "{,*/}{adapter_config,generation_config,model_index}.json",
    "{,*/}pytorch_model*.bin",
)
_PACKAGES: Final = ("datapackage.{json,y*ml}", "{croissant,dataset_info}.json")
_FRONT: Final = late(r"\A\s*---\n(.{0,4000}?)\n---", re.DOTALL)
_OF_MODEL: Final = late(r"^(?:pipeline_tag|library_name|base_model):", re.MULTILINE)
_OF_DATA: Final = late(r"^(?:task_categories|size_categories|dataset_info|pretty_name):", re.MULTILINE)
_CONTENT: Final = frozenset({"documentation", "list", "site"})
_LITTLE_CODE: Final = 40


def kind(facts: Facts) -> Reading:
    """software, content, data or model."""
    tree, told = facts.snapshot.tree, facts.get(KIND)
    if isinstance(tree, Unknown):
        return tree
    front, path = _front_matter(facts)
    for pattern, answer in ((_OF_MODEL, "model"), (_OF_DATA, "data")):
        if pattern().search(front):
            return Value(answer, (Evidence("path", path, name="front matter"),))
    weights = select(tree.paths, _WEIGHTS)
    models = [path for path in select(tree.paths, CARDS[:1]) if "model" in path.rpartition("/")[2].lower()]
    packages = select(tree.paths, _PACKAGES)
    code = facts.get("tree.code_files")
    is_little_code = isinstance(code, Value) and int(str(code.value)) <= _LITTLE_CODE
    if packages and is_little_code:
        return Value("data", (Evidence("path", packages[0]),))
    if (weights or models) and is_little_code:
        return Value("model", tuple(Evidence("path", path) for path in (*models, *weights)[:3]))
    possible = told.among if isinstance(told, Unknown) else (str(told.value),)
    answers = {_nature_of(named) for named in possible}
    if isinstance(told, Unknown) and len(answers) != 1:
        return Unknown(told.reason, tuple(sorted(answers)))
    shown = () if isinstance(told, Unknown) else told.evidence[:2]
    return Value(answers.pop(), (Evidence("fact", name=KIND, value=" or ".join(possible)), *shown))


def _nature_of(named: str) -> str:
    return "content" if named in _CONTENT else "data" if named == "data" else "software"


def cards(facts: Facts) -> Reading:
    """Model cards, dataset cards, datasheets and data dictionaries; a README with the front matter of one is one."""
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    front, readme = _front_matter(facts)
    found = list(select(tree.paths, CARDS))
    if _OF_MODEL().search(front) or _OF_DATA().search(front):
        found.insert(0, readme)
    if not found and tree.partial:
        return Unknown(tree.partial)
    nothing = (Evidence("absence", name="model card or datasheet", path="/, docs/"),)
    return Value(tuple(found[:50]), tuple(Evidence("path", path) for path in found[:3]) or nothing)


def _front_matter(facts: Facts) -> tuple[str, str]:
    readme = document(facts, "readme")
    if not isinstance(readme, Document) or not isinstance(readme.text, str):
        return "", ""
    found = _FRONT().match(readme.text[:8_000].replace("\r\n", "\n"))
    return (found[1] if found else ""), readme.path
