"""How far the examples of the rules speak as real projects do: `python -m tests.judged.wording FOLDER [RULE …]`.

FOLDER holds clones, bare or not; their documents are read and none is named. An example with sentences is *real-worded*
when enough of its runs of four words stand in those documents too; one with other files, when their names and keys do.
What it has of neither (a history, answers of a forge, what was not seen) is counted apart. A rule falls short when fewer
than half of its examples in sentences, or of all worded ones, are real-worded; the program then ends with 1. With rules
named, their sentences are shown instead of the table.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from oshealth.rulebook.given import Example
from oshealth.rulebook.packs import corpus_folder, read_pack
from oshealth.rulebook.rule import Rule
from tests.judged.compare import git_folders
from tests.judged.documents import KEYED, PROSE, documents

Words = tuple[str, ...]

RUN: Final = 4
"""Words in a run. A shorter sentence, such as a heading, is one run, and counts only where there is no longer sentence."""
NEEDED: Final = {"prose": 0.2, "data": 0.5}
"""The share of an example's runs, or keys, that must be real. Of excerpts from documents of a repository that was left out,
45 % reach a fifth, as each project speaks of its own matter; of our own README and the reasons of the rules, 12 %. Counted
over 550 repositories on excerpts of 35 words."""
INVENTED: Final = frozenset(
    {
        "ada",
        "beispiel",
        "ben",
        "bird",
        "birds",
        "cantine",
        "cerf-volant",
        "clara",
        "cosa",
        "crvs",
        "ejemplo",
        "example",
    }
    | {"examples", "exemple", "exemplo", "kite", "kites", "sportello", "thing", "things", "vögel", "zaken"}
)
"""What the things and people in our examples are called: a run with such a word tells nothing, and is left out."""

_FENCE: Final = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1|\Z)", re.M | re.S)
_MARKUP: Final = (
    (re.compile(r"<[a-zA-Z/!][^>\n]{0,300}>"), " "),
    (re.compile(r"\]\([^)\n]{0,500}\)|\]\[[^\]\n]{0,100}\]|\s?<https?://[^>\s]{0,500}>`?_*"), " "),
    (re.compile(r"[^\s(<]{0,300}(?:://|@)[^\s)>]{1,500}"), " § "),
    (re.compile(r"[`*_\[\]]+"), " "),
)
_BREAK: Final = re.compile(
    r"\n\s*\n|\n\s*(?:[-*+>#|=~]|\d+[.)])[^\S\n]*|[.!?:;|](?=\s|$)|[\u3002\uff01\uff1f\uff1b\uff1a\u3001\uff0c]|\|"
)
_WORD: Final = re.compile(r"§|[\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u4e00-\u9fff]+(?:['-][^\W_]+)*")
_KEY: Final = re.compile(r"""^[\s-]*["']?([\w.@$/-]{2,40})["']?\s*[:=]""", re.M)


def sentences(text: str) -> Iterator[Words]:
    """The sentences, headings and list items of a document as lower-case words.

    Code in fences is left out, a number is 0, an address is one sign, and in Chinese and Japanese a character is a word.
    """
    text = _FENCE.sub("\n\n", text)
    for markup, instead in _MARKUP:
        text = markup.sub(instead, text)
    for sentence in _BREAK.split(text.casefold().replace("\u2019", "'")):
        words = tuple("0" if word.isdigit() else word for word in _WORD.findall(sentence))
        if words:
            yield words


def runs(words: Words) -> Iterator[Words]:
    """The runs of a sentence that can be looked for: those without invented names."""
    for start in range(max(1, len(words) - RUN + 1)):
        run = words[start : start + RUN]
        if not INVENTED.intersection(run):
            yield run


def keys(text: str) -> frozenset[str]:
    """What stands before a colon or an equals sign at the beginning of a line."""
    return frozenset(key.casefold() for key in _KEY.findall(text))


@dataclass(slots=True)
class Real:
    """What stands in real repositories, of what was looked for: runs of words, keys by kind of file, names of files."""

    runs: set[Words] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


Kind = Literal["prose", "data", "record"]


@dataclass(frozen=True, slots=True)
class Told:
    """One example: what it is made of, and how many of its runs or keys are real."""

    kind: Kind
    real: int
    of: int

    @property
    def real_worded(self) -> bool:
        """Whether it speaks as real projects do."""
        return self.kind != "record" and self.real >= NEEDED[self.kind] * self.of


def measure(example: Example, real: Real) -> Told:
    """Sentences are what counts when there are any, headings when there is no sentence; else names of files and keys."""
    files = {path: text for path, text in example.given.files.items() if text.strip()}
    said = [words for path, text in files.items() if PROSE.search(path) for words in sentences(text)]
    looked = [run for words in said if len(words) >= RUN for run in runs(words)]
    looked = looked or [run for words in said for run in runs(words)]
    if looked:
        return Told("prose", sum(run in real.runs for run in looked), len(looked))
    parts = [part for path, text in files.items() for part in ({_name(path)} | keys(text))]
    known = real.names | real.keys
    return Told("data" if parts else "record", sum(part in known for part in parts), len(parts))


def _name(path: str) -> str:
    return PurePosixPath(path).name.casefold()


def look(folders: Iterable[Path], examples: Iterable[Example]) -> Real:
    """Reads the repositories once for what the examples are made of."""
    files = [item for example in examples for item in example.given.files.items()]
    wanted = {run for _, text in files for words in sentences(text) for run in runs(words)}
    real = Real()
    for folder in folders:
        for path, text in documents(folder):
            real.names.add(_name(path))
            if PROSE.search(path):
                real.runs |= wanted.intersection(run for words in sentences(text) for run in _all_runs(words))
            elif KEYED.search(path):
                real.keys |= keys(text)
    return real


def _all_runs(words: Words) -> Iterator[Words]:
    return (words[start : start + RUN] for start in range(max(1, len(words) - RUN + 1)))


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its examples, those with sentences or files, and those of these that are real-worded."""

    rule: str
    examples: tuple[Told, ...]

    def count(self, kind: Kind) -> int:
        """How many examples are of that kind."""
        return sum(told.kind == kind for told in self.examples)

    def real(self, kind: Kind) -> int:
        """How many of that kind are real-worded."""
        return sum(told.kind == kind and told.real_worded for told in self.examples)

    @property
    def falls_short(self) -> bool:
        """Whether fewer than half of its examples in sentences, or of those in sentences or files, are real-worded."""
        said, kept = self.count("prose"), self.count("data")
        return 2 * self.real("prose") < said or 2 * (self.real("prose") + self.real("data")) < said + kept


def table(rows: Iterable[Row]) -> Iterator[str]:
    """A line a rule, then the sum, as Markdown."""
    yield "| rule | examples | in sentences | real-worded | in files | real-worded | neither | |"
    yield "|---|--:|--:|--:|--:|--:|--:|---|"
    together: tuple[Told, ...] = ()
    for row in rows:
        yield _line(row, "falls short" if row.falls_short else "")
        together += row.examples
    yield _line(Row("all", together), "")


def _line(row: Row, said: str) -> str:
    numbers = (
        row.count("prose"),
        row.real("prose"),
        row.count("data"),
        row.real("data"),
        row.count("record"),
    )
    return f"| {row.rule} | {len(row.examples)} | {' | '.join(map(str, numbers))} | {said} |"


def unreal(rule: Rule, real: Real) -> Iterator[str]:
    """The sentences of a rule's examples with the share of their runs that are real."""
    for number, example in enumerate(rule.text.examples, 1):
        told = measure(example, real)
        yield f"{rule.id}#{number} {example.expect} {told.kind} {told.real}/{told.of}"
        for path, text in example.given.files.items():
            for words in sentences(text) if PROSE.search(path) else ():
                looked = list(runs(words))
                if looked:
                    yield f"    {sum(run in real.runs for run in looked)}/{len(looked)} {' '.join(words)}"


def main(folder: Path, shown: Iterable[str]) -> int:
    """Prints the table of all rules, or the sentences of those that are named."""
    rules: Mapping[str, Rule] = bundled_rules()
    real = look(git_folders(folder), (example for rule in rules.values() for example in rule.text.examples))
    lines = [line for name in shown for line in unreal(rules[name], real)]
    rows = [
        Row(rule.id, tuple(measure(example, real) for example in rule.text.examples))
        for rule in rules.values()
    ]
    print("\n".join(lines or table(rows)))
    return int(any(row.falls_short for row in rows))


def bundled_rules() -> dict[str, Rule]:
    """The rules of the corpus with their examples, by name."""
    return dict(sorted(read_pack(corpus_folder()).rules.items()))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m tests.judged.wording FOLDER_WITH_CLONES [RULE …]")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
