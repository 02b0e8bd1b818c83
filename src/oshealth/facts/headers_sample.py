"""How many source files say their license at their head: told from a sample, since reading all of them would cost too much."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.late import late
from oshealth.facts.licensing.reuse import WANTED as REUSE
from oshealth.facts.licensing.reuse import licensed_paths
from oshealth.facts.sampled import SAMPLE, chosen, sample, sources
from oshealth.snapshot import Evidence, Texts, Unknown

FEWEST_READ: Final = 0.8
_HEAD: Final = 4_000
_TAG: Final = late(r"SPDX-License-Identifier:[ \t]{0,9}[\w(]")


def header_share(facts: Facts) -> Reading:
    """The part of the sample that carries an SPDX tag, or to which REUSE.toml, .reuse/dep5 or a .license file gives one."""
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Unknown):
        return tree
    every = sources(tree)
    asked = chosen(every)
    if tree.partial:
        return Unknown(tree.partial)
    if not asked:
        return Unknown("there are no source files")
    licensed = facts.once(licensed_paths)
    covered = frozenset() if isinstance(licensed, Unknown) else licensed
    said = {path: path in covered or _says(texts, path) for path in asked}
    read = [path for path, answer in said.items() if answer is not None]
    if len(read) < FEWEST_READ * len(asked):
        reason = texts.reason if isinstance(texts, Unknown) else texts.partial
        return Unknown(reason or f"only {len(read)} of {len(asked)} sampled source files were read")
    silent = [path for path in read if not said[path]]
    if silent and isinstance(licensed, Unknown):
        return licensed
    size = Evidence("fact", name="sample", value=f"{len(read)} of {len(every)} source files")
    lacking = tuple(Evidence("absence", path, name="SPDX-License-Identifier") for path in silent[:3])
    return Value(round(1 - len(silent) / len(read), 3), (size, *lacking))


def _says(texts: Texts | Unknown, path: str) -> bool | None:
    """Whether a file's head carries a tag; None when it was not read."""
    text = texts if isinstance(texts, Unknown) else texts.by_path.get(path)
    return _TAG().search(text[:_HEAD]) is not None if isinstance(text, str) else None


FACTS: Final = (
    Fact(
        "license.header_share",
        "number",
        "The part of the source files that say their license by an SPDX tag at their head, or to which REUSE.toml, .reuse/dep5 "
        f"or a .license file gives one; told from a sample of at most {SAMPLE}, chosen by the hash of their path.",
        header_share,
        frozenset({"tree", "texts"}),
        "share of files",
        "REUSE 3.3; OpenSSF Best Practices, license_per_file",
        REUSE,
        sample=sample,
    ),
)
