"""The scorecard that the README shows: an invented project, judged by the bundled rules and rendered as in a terminal."""

from pathlib import Path

from msgspec.structs import replace

from oshealth.assessment import assess
from oshealth.formats import FORMATS, Style
from oshealth.reference import parse
from oshealth.rulebook import Rulebook
from oshealth.snapshot import Cost, Inherited
from tests.builders import Work, a_snapshot
from tests.cli.running import HEALTHY

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- scorecard -->\n", "<!-- /scorecard -->"


def scorecard() -> str:
    """The card at 80 columns, without colour."""
    files = {
        **HEALTHY,
        "LICENSE": (ROOT / "LICENSE").read_text("utf-8"),
        "pyproject.toml": '[project]\nname = "birds"\nversion = "1.4.0"\n',
        "tests/test_count.py": "",
        ".github/workflows/ci.yml": "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: pytest\n",
        ".github/FUNDING.yml": "open_collective: example-birds\n",
        "MAINTAINERS.md": "# Maintainers\n\n- Ada Example (@ada-example)\n- Ben Example (@ben-example)\n",
    }
    del files["SECURITY.md"]
    work = [
        Work("Ada Example <ada@example.org>", 3, 120, 8),
        Work("Ben Example <ben@example.org>", 9, 50, 12),
        Work("Cy Example <cy@example.org>", 30, 12, 25),
    ]
    tags = {"v1.4.0": 40.0, "v1.3.0": 160.0, "v1.2.0": 300.0}
    snapshot = replace(
        a_snapshot(files, work, tags),
        ref=parse("example/birds"),
        revision="4be1c0ffee" + "0" * 30,
        inherited=Inherited(),
        cost=Cost(git_requests=7, bytes=812_000, seconds=1.4),
    )
    report = assess(snapshot, Rulebook.load())
    return FORMATS["terminal"]([report], Style(width=80))


def readme() -> str:
    """The README with today's card in its place."""
    text = (ROOT / "README.md").read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n```text\n{scorecard()}```\n\n{END}{after}"
