"""What `oshealth import` does: read a file of another tool, write ours into a new folder, and tell what was left."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from oshealth.assessment.examples import try_examples
from oshealth.cli.writing import write
from oshealth.errors import AskedWrongly, UnknownName
from oshealth.formats.escape import clean
from oshealth.formats.phrases import count
from oshealth.rulebook.imports import IMPORTS, Carried
from oshealth.rulebook.packs import bundled_pack, read_pack

MAX_BYTES: Final = 512 * 1024


def run_import(tool: str, file: Path, output: Path) -> int:
    """Writes the files and prints what happened to each entry. Raises AskedWrongly or UnknownName."""
    if tool not in IMPORTS:
        raise UnknownName("tool", tool, IMPORTS)
    carried = IMPORTS[tool](_text(file))
    if carried.files:
        _write(carried.files, output)
        _try(output)
    write("\n".join(_told(carried, output)) + "\n")
    return 0


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise AskedWrongly(
            f"cannot read {file}: {error.strerror}", "give the file of the other tool"
        ) from error
    if len(data) > MAX_BYTES:
        raise AskedWrongly(
            f"{file} is larger than {MAX_BYTES // 1024} KiB", "give the file of the other tool"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AskedWrongly(f"{file} is no UTF-8 text", "save it as UTF-8") from error


def _write(files: Mapping[str, str], output: Path) -> None:
    """Into a new or empty folder only."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise AskedWrongly(f"{output} is there already", "choose an empty or new folder with --output")
    try:
        for name, text in files.items():
            path = output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    except OSError as error:
        raise AskedWrongly(f"cannot write {output}: {error.strerror}", "choose another --output") from error


def _try(output: Path) -> None:
    """What was written is read again and its examples run: a rule that does not hold would be a bug of ours."""
    if not (output / "pack.yaml").is_file():
        return
    pack = read_pack(output)
    rules = {**bundled_pack().rules, **pack.rules}
    wrong = [one for rule in pack.rules.values() for one in try_examples(rule, rules) if not one.holds]
    if wrong:
        raise RuntimeError(f"{wrong[0].rule}: example {wrong[0].number} came to {wrong[0].came}")


def _told(carried: Carried, output: Path) -> list[str]:
    asked = [
        f"  {name}: {', '.join(rules)}" for name, rules in carried.ours.items() if name not in carried.over
    ]
    waived = [f"  {name}: {', '.join(carried.ours[name])}" for name in carried.over if name in carried.ours]
    rules = [f"  {name}" for name in carried.over if name not in carried.ours]
    left = [f"  {clean(name)}: {clean(why)}" for name, why in carried.left.items()]
    wrote = f"wrote {count(len(carried.files), 'file')} into {output}"
    lines = [wrote] if carried.files else ["nothing was written"]
    for title, rows in (
        ("Carried over as rules", rules),
        ("Carried over as waivers", waived),
        ("Asked by oshealth's own rules", asked),
        ("Not carried over", left),
    ):
        lines += ["", f"{title}: {len(rows)}", *rows] if rows else []
    return [*lines, "", f"Next: {carried.use}"] if carried.files and carried.use else lines
