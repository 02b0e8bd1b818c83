"""What `oshealth fix` does: find what is missing in a work tree, fill in documents, show them, and write on request."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from oshealth.assessment import Report
from oshealth.auditing import Looking, Question, audit
from oshealth.cli.scaffolding import FACTS, SCAFFOLDS, checked, document
from oshealth.cli.targets import reference
from oshealth.cli.writing import tell
from oshealth.errors import AskedWrongly, UnknownName

Ask = Callable[[str, str], str]


def run(
    target: str, said: Sequence[str], only: Sequence[str], looking: Looking, ask: Ask | None
) -> dict[str, str]:
    """The missing documents of a work tree, by file name, filled in.

    `said` holds `key=value`; what is not said is asked by `ask`, which gets the question and a default. Raises
    AskedWrongly where there is nobody to ask, or the target is no work tree of ours.
    """
    folder = work_tree(target)
    given = facts_said(said)
    wanted = missing(audit(reference(target), question=Question(), looking=looking), folder, only)
    needed = dict.fromkeys(name for rule in wanted for name in SCAFFOLDS[rule][1])
    known = {"project": folder.resolve().name, **given}
    silent = [name for name in needed if name not in known and not FACTS[name].default]
    if silent and ask is None:
        questions = "; ".join(f"{name}: {FACTS[name].question}" for name in silent)
        raise AskedWrongly(
            f"nobody is here to ask: {questions}", " ".join(f"--set {name}=…" for name in silent)
        )
    for name in needed:
        if name not in given:
            known[name] = _answer(name, known.get(name) or FACTS[name].default, ask)
    return {SCAFFOLDS[rule][0]: document(rule, known) for rule in wanted}


def _answer(name: str, default: str, ask: Ask | None) -> str:
    """A person is asked until the answer is one; what they said before is not lost over it."""
    if ask is None:
        return checked(name, default)
    while True:
        try:
            return checked(name, ask(FACTS[name].question, default))
        except AskedWrongly as error:
            tell(str(error))


def work_tree(target: str) -> Path:
    """The folder of a work tree, at its top. Raises AskedWrongly for anything else."""
    ref = reference(target)
    if ref.path and not Path(ref.path).exists():
        raise AskedWrongly(f"{target} does not exist", "name the folder that holds .git")
    if not ref.path or ref.revision or not (Path(ref.path) / ".git").exists():
        raise AskedWrongly(f"{target} is not the top of a work tree", "name the folder that holds .git")
    return Path(ref.path)


def facts_said(said: Sequence[str]) -> dict[str, str]:
    """The facts of `--set key=value`. Raises UnknownName and AskedWrongly."""
    facts = {}
    for word in said:
        name, _, value = word.partition("=")
        if name not in FACTS:
            raise UnknownName("fact", name, FACTS)
        facts[name] = checked(name, value)
    return facts


def missing(report: Report, folder: Path, only: Sequence[str]) -> list[str]:
    """The rules that fail and for which we have a document, unless a file of that name lies there already."""
    for name in only:
        if name not in SCAFFOLDS:
            raise UnknownName("rule with a document to write", name, SCAFFOLDS)
    lying = {entry.name.partition(".")[0].lower().replace("-", "_") for entry in os.scandir(folder)}
    failed = {finding.rule for finding in report.findings if finding.outcome == "fail"}
    return [
        rule
        for rule, (file, _) in SCAFFOLDS.items()
        if rule in failed and (not only or rule in only) and file.partition(".")[0].lower() not in lying
    ]


def diff(texts: Mapping[str, str]) -> str:
    """New files as a patch that git could apply."""
    parts = []
    for file, text in texts.items():
        lines = text.splitlines()
        parts += [
            "--- /dev/null",
            f"+++ b/{file}",
            f"@@ -0,0 +1,{len(lines)} @@",
            *(f"+{line}" for line in lines),
        ]
    return "".join(f"{part}\n" for part in parts)


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes new files into a folder; never over one, and never through a link. Raises AskedWrongly."""
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for file, text in texts.items():
            new = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=top)
            with os.fdopen(new, "w", encoding="utf-8") as stream:
                stream.write(text)
            tell(f"wrote {file}")
    except OSError as error:
        raise AskedWrongly(
            f"cannot write {file}: {error.strerror}", "move it away, or write it yourself"
        ) from error
    finally:
        os.close(top)
