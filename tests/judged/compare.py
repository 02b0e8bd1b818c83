"""Holds the tool against what people read: `python -m tests.judged.compare FOLDER` with clones of the judged repositories.

Every `OWNER--NAME@COMMIT.yaml` beside this file was written by reading that repository, before oshealth was run on it.
A clone is found in FOLDER by holding the commit, whatever its name. Differences are printed; exit code 1 when any.
A second folder, `… compare FOLDER JUDGED`, has the files of a hold-out that is not settled yet.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from oshealth import Looking, Question, RepoRef, Rulebook, audit
from oshealth.auditing import look_at
from oshealth.facts import Value, facts_of

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Judged:
    """One repository as a person judged it: rule → accepted outcomes and why, fact → value (or those accepted) and why."""

    name: str
    commit: str
    as_of: date
    findings: Mapping[str, tuple[tuple[str, ...], str]]
    facts: Mapping[str, tuple[Any, str]]


@dataclass(frozen=True)
class Difference:
    """Where the tool and the person do not agree."""

    repository: str
    what: str
    judged: str
    came: str
    because: str
    reason: str

    def __str__(self) -> str:
        return f"{self.repository}  {self.what}\n    judged {self.judged}: {self.because}\n    came   {self.came}: {self.reason}"


def read_judged(path: Path) -> Judged:
    """One judged file."""
    written = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe, in C
    findings = {
        rule: (tuple(_listed(line["outcome"])), str(line["because"]))
        for rule, line in written["findings"].items()
    }
    facts = {name: (line["value"], str(line["because"])) for name, line in written.get("facts", {}).items()}
    day = written["as_of"]
    return Judged(
        name=path.stem.partition("@")[0].replace("--", "/"),
        commit=written["commit"],
        as_of=day if isinstance(day, date) else date.fromisoformat(day),
        findings=findings,
        facts=facts,
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def all_judged(folder: Path = HERE) -> list[Judged]:
    """Every judged repository."""
    return [read_judged(path) for path in sorted(folder.glob("*.yaml"))]


def git_folders(folder: Path, depth: int = 3) -> Iterator[Path]:
    """Git repositories in a folder, bare or not."""
    if (folder / "HEAD").is_file() or (folder / ".git").exists():
        yield folder
    elif depth:
        for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
            yield from git_folders(inner, depth - 1)


def holds(folder: Path, commit: str) -> bool:
    """Whether a repository has that commit."""
    asked = ["git", "-C", str(folder), "cat-file", "-e", f"{commit}^{{commit}}"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def compare(judged: Judged, folder: Path) -> list[Difference]:
    """Runs the audit as of that day and lists what came out differently."""
    day = datetime(judged.as_of.year, judged.as_of.month, judged.as_of.day)
    ref = RepoRef(path=str(folder))
    looking = Looking(revision=judged.commit, as_of=day)
    asked = Question(
        trust="none", select=tuple(judged.findings)
    )  # those of every category, whatever the profile
    report = audit(ref, question=asked, looking=looking)
    found = {finding.rule: finding for finding in report.findings}
    differences = [
        Difference(judged.name, rule, " or ".join(accepted), found[rule].outcome, because, _said(found[rule]))
        for rule, (accepted, because) in judged.findings.items()
        if rule in found and found[rule].outcome not in accepted
    ]
    facts = facts_of(look_at(ref, Rulebook.load(), looking))
    for name, (value, because) in judged.facts.items():
        if name in facts.catalogue:
            reading = facts.get(name)
            came = reading.value if isinstance(reading, Value) else f"unknown: {reading.reason}"
            if came not in (value if isinstance(value, list) else [value]):
                differences.append(Difference(judged.name, name, str(value), str(came), because, ""))
    return differences


def _said(finding: Any) -> str:
    looked = "; ".join(f"{e.kind} {e.path}:{e.line} {e.name} {e.value}" for e in finding.evidence[:3])
    return f"{finding.reason} [{looked}]"


def main(folder: Path, written: Path = HERE) -> int:
    """Prints every difference, then how many lines were compared."""
    clones = list(git_folders(folder))
    differences: list[Difference] = []
    compared = 0
    for judged in all_judged(written):
        clone = next((clone for clone in clones if holds(clone, judged.commit)), None)
        if clone is None:
            print(f"{judged.name}: no clone of {judged.commit[:12]} in {folder}")
            continue
        differences += compare(judged, clone)
        compared += len(judged.findings)
    print("\n".join(str(difference) for difference in differences))
    print(f"{compared} findings compared, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m tests.judged.compare FOLDER_WITH_CLONES [FOLDER_WITH_JUDGED_FILES]")
    sys.exit(main(*map(Path, sys.argv[1:])))
