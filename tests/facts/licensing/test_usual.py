"""Forms of a license that many projects ship are known by their words, with the same answer that comparing gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from oshealth.facts.licensing import usual
from oshealth.facts.licensing.build_usual import FEWEST_OWNERS, build
from oshealth.facts.licensing.comparing import compared
from oshealth.facts.licensing.exact import same
from oshealth.facts.licensing.identify import identify
from oshealth.facts.licensing.words import words_of
from tests.facts.licensing.texts import MIT

NO_TITLE = MIT.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("text", "words_added"),
    [(NO_TITLE, []), (f"The {MIT}", []), (MIT.replace("MIT License", "The MIT License (MIT)", 1), ["mit"])],
    ids=["no title", "another title", "both titles"],
)
def test_a_usual_form_is_known_by_its_words_as_comparing_knows_it(text: str, words_added: list[str]) -> None:
    words = words_of(text)
    known = usual.usual(words)
    assert known is not None
    assert not same(words.words)
    assert known == compared(text, words, is_license_file=True) == identify(text, is_license_file=True)
    assert (known.expression, [change.added for change in known.changes]) == ("MIT", words_added)


def test_a_form_that_nobody_else_ships_is_compared() -> None:
    assert usual.usual(words_of(MIT.replace("publish", "print"))) is None


def test_what_is_usual_in_a_license_file_says_nothing_of_other_files() -> None:
    """The same words in a file of another name may be its smaller part."""
    text = f"{NO_TITLE}\n# Install\n\n```sh\nnpm install kite\n```\n"
    assert identify(text).expression == "" != identify(NO_TITLE, is_license_file=True).expression


def projects(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "LICENSE").write_text(text, encoding="utf-8")
    return folder


def test_the_table_holds_what_several_owners_ship_and_what_is_sure(tmp_path: Path) -> None:
    rare, unclear = NO_TITLE.replace("publish", "print"), NO_TITLE.replace("without", "with no")
    texts = {f"{owner}+kite": NO_TITLE.replace("Ada", owner) for owner in ("ada", "ben", "cleo")}
    texts |= {f"ada+{number}": rare for number in range(FEWEST_OWNERS)}
    texts |= {f"{owner}+exact": MIT for owner in ("ada", "ben", "cleo")}
    texts |= {f"{owner}+odd": f"{unclear}\nNot for commercial use." for owner in ("ada", "ben", "cleo")}
    folder = projects(tmp_path / "files", texts)
    assert build(folder, tmp_path / "one.json") == 1
    assert build(folder, tmp_path / "two.json") == 1
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_usual_form_is_named_without_the_index() -> None:
    program = (
        "import sys; from oshealth.facts.licensing.identify import identify_file\n"
        "print(identify_file(sys.stdin.read()).expression, 'oshealth.facts.licensing.index' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], input=NO_TITLE, capture_output=True, text=True, check=True
    )
    assert told.stdout == "MIT False\n"
