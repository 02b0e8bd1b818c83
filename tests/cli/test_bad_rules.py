"""Rules, settings and options that are wrong or made to harm: one clear line with its place, what to do, and exit code 2."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import Ran, oshealth
from tests.git_repos import Link, Made, a_repository

SMALL: Final = Path(__file__).parents[1] / "packs" / "small"
RULE: Final = (
    "title: The README is well behaved\nwhy: Because this test has to ask for something.\nsince: '2026.1'\n"
    "weight: 3\ncheck: {check}\nfix: Write it anew, and better.\neffort: hours\nexamples: [{given: {}, expect: fail}]\n"
)
ALIASES: Final = "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{n}: &c{n} [*b, *b]\n" for n in range(20))
QUOTE: Final = "look at the indentation there; text with a colon, # or [ in it needs quotes"
OVERRIDE: Final = "mend the file, or audit with --ignore-project-settings"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small repository in it."""
    folder = tmp_path_factory.mktemp("around") / "work"
    a_repository(folder / "repo", [Made({"README.md": "# Birds\n\n" + "a" * 4000 + "!\n"})])
    return folder


def a_pack(work: Path, rule: bytes) -> Path:
    """The small pack with one more rule."""
    pack = work / "pack"
    shutil.rmtree(pack, ignore_errors=True)
    shutil.copytree(SMALL, pack)
    (pack / "community" / "bomb.yaml").write_bytes(rule)
    return pack


def refused(ran: Ran, message: str, hint: str) -> None:
    """Two lines on stderr, nothing on stdout, exit code 2."""
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"oshealth: error: {message}\noshealth: hint: {hint}\n"


@pytest.mark.parametrize(
    ("rule", "message", "hint"),
    [
        ("[" * 200_000, "bomb.yaml:1:41: too deeply nested", "40 levels are allowed"),
        ("- " * 100_000, "bomb.yaml:1:81: too deeply nested", "40 levels are allowed"),
        (ALIASES, "bomb.yaml:2:8: aliases are not allowed", "write the value out"),
        (
            "title: a\ntitle: b\n",
            "bomb.yaml:2:1: 'title' stands twice (first in line 1)",
            "keep one of them",
        ),
        (
            'title: !!python/object/apply:os.system ["exit"]\n',
            "bomb.yaml:1:8: tags such as tag:yaml.org,2002:python/object/apply:os.system are not allowed",
            "write the plain value",
        ),
        ("- x\n" * 300_000, "bomb.yaml: larger than 1,000,000 characters", "split the file"),
        ("title: \xff\x00", "bomb.yaml: cannot be read as UTF-8 text", "save it as UTF-8"),
        ('title: "open\n', "bomb.yaml:2:1: not valid YAML: found unexpected end of stream", QUOTE),
        (
            RULE.replace("{check}", f'{{file: "{"{a,b}" * 40}"}}'),
            f"bomb.yaml:5:9: check.file: glob '{'{a,b}' * 12}' is too long or has too many wildcards",
            "see `oshealth rules show` for an example",
        ),
        (
            RULE.replace("{check}", f"{{text: {{in: readme, says: '{'(' * 499}{')' * 499}'}}}}"),
            "bomb.yaml:5:28: check.text.says: the pattern is too deeply nested",
            "see `oshealth rules show` for an example",
        ),
    ],
)
def test_a_rule_that_is_a_bomb_is_refused(work: Path, rule: str, message: str, hint: str) -> None:
    """Before it costs time or memory, with file, line and column."""
    pack = a_pack(work, rule.encode("latin-1"))

    ran = oshealth("audit", "repo", "--pack", "pack", cwd=work, memory=1 << 29)

    refused(ran, f"{pack.relative_to(work)}/community/{message}", hint)


def test_a_pattern_that_would_run_for_ever_is_given_up(work: Path) -> None:
    """What it would have found is unknown; the other rules are judged."""
    a_pack(work, RULE.replace("{check}", "{text: {in: 'README*', says: '^(a|aa)+$'}}").encode())

    asked = ("--pack", "pack", "--select", "small/bomb", "--select", "small/readme")
    ran = oshealth("audit", "repo", *asked, "--format", "json", cwd=work)

    found = {
        one["rule"]: (one["outcome"], one["reason"]) for one in json.loads(ran.out)["results"][0]["findings"]
    }
    assert found == {
        "small/bomb": ("unknown", "the pattern took longer than 0.2 s"),
        "small/readme": ("pass", ""),
    }


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (
            ("--select", "bus-facter"),
            "unknown rule or category 'bus-facter'",
            "did you mean 'bus-factor'?",
        ),
        (("--ignore", "zzz"), "unknown rule or category 'zzz'", "see: oshealth rules list"),
        (("--profile", "comunity"), "unknown profile 'comunity'", "did you mean 'community'?"),
        (("--pack", "nowhere"), "no pack at 'nowhere'", "give a folder that holds a pack.yaml"),
        (("--pack", "repo"), "repo holds no pack.yaml", "see `oshealth rules new --pack`"),
        (("--format", "jsn"), "unknown format 'jsn'", "did you mean 'json'?"),
        (("--select", "\x1b[31m"), "unknown rule or category '\\x1b[31m'", "see: oshealth rules list"),
    ],
)
def test_what_does_not_exist_gets_the_nearest_word(
    work: Path, options: tuple[str, ...], message: str, hint: str
) -> None:
    """Or where all the words are shown; never only that it is wrong."""
    refused(oshealth("audit", "repo", *options, cwd=work), message, hint)


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        (
            "fail-under: 5\nprofile: comunity\n",
            ".oshealth.yml:2:1: unknown profile 'comunity'",
            "did you mean 'community'?",
        ),
        (
            "packs: [no-such-pack]\n",
            ".oshealth.yml:1:1: no pack at 'no-such-pack'",
            "give a folder that holds a pack.yaml",
        ),
        (
            "\npacks: [../other]\n",
            ".oshealth.yml:2:1: the pack '../other' lies outside the repository",
            "add it with --pack instead",
        ),
        (
            "waivers:\n  - {rule: roadmap, reason: nobody asks for it}\n  - {rule: reamde, reason: nobody reads it}\n",
            ".oshealth.yml:3:6: unknown rule 'reamde'",
            "did you mean 'readme'?",
        ),
        ("fail-on:\n  - gate\n  - reamde\n", ".oshealth.yml:3:5: unknown rule or category 'reamde'", "did you mean 'readme'?"),
    ],
)  # fmt: skip
def test_a_wrong_name_in_settings_is_said_with_their_file_and_line(
    tmp_path: Path, settings: str, message: str, hint: str
) -> None:
    """Nobody who ran `audit .` typed it."""
    a_repository(tmp_path / "own", [Made({"README.md": "# Birds\n", ".oshealth.yml": settings})])
    refused(oshealth("audit", "own", cwd=tmp_path), message, hint)


def test_a_wrong_name_in_pyproject_is_said_with_its_line_too(tmp_path: Path) -> None:
    table = '[project]\nname = "birds"\n\n[tool.oshealth]\nprofile = "comunity"\n'
    a_repository(tmp_path / "own", [Made({"pyproject.toml": table})])
    refused(
        oshealth("audit", "own", cwd=tmp_path),
        "pyproject.toml:5:1: unknown profile 'comunity'",
        "did you mean 'community'?",
    )


@pytest.mark.parametrize("targets", [("repo", "repo"), ("https://127.0.0.1:9/example/widgets",)])
def test_settings_of_another_revision_need_one_local_repository(work: Path, targets: tuple[str, ...]) -> None:
    """Elsewhere they would have no say, and the option none either."""
    refused(
        oshealth("audit", *targets, "--settings-from", "main", cwd=work),
        "--settings-from is for one local repository: the settings of others choose no rules",
        "audit it alone, by its path",
    )


def test_settings_of_another_revision_cannot_be_taken_and_refused_at_once(work: Path) -> None:
    refused(
        oshealth("audit", "repo", "--settings-from", "main", "--ignore-project-settings", cwd=work),
        "--settings-from names settings that --ignore-project-settings refuses",
        "leave one of them out",
    )


def test_a_promise_on_a_rule_that_does_not_exist_is_no_promise_kept(work: Path) -> None:
    """Said before the look; one with a pack's name only after it, since a pack that the project names could hold it."""
    bundled = oshealth("audit", "repo", "--fail-on", "secruity-policy", "--quiet", cwd=work)
    packed = oshealth("audit", "repo", "--fail-on", "acme/kind-words", "--quiet", cwd=work)

    assert (bundled.code, bundled.out) == (2, "")
    assert bundled.err == (
        "oshealth: error: unknown rule or category 'secruity-policy'\n"
        "oshealth: hint: did you mean 'security-policy'?\n"
    )
    assert (packed.code, len(packed.out.splitlines())) == (2, 1)
    assert "unknown rule or category 'acme/kind-words'" in packed.err


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        ("[" * 200_000, ".oshealth.yml:1:41: too deeply nested", "40 levels are allowed"),
        (ALIASES, ".oshealth.yml:2:8: aliases are not allowed", "write the value out"),
        (
            "profile: ci\nprofile: ci\n",
            ".oshealth.yml:2:1: 'profile' stands twice (first in line 1)",
            "keep one of them",
        ),
        (
            "profile: ci\n" + "#" * (1 << 20),
            ".oshealth.yml cannot be read: too large: 1048588 bytes, at most 1048576 are read",
            OVERRIDE,
        ),
        ("profile: ci\0\n", ".oshealth.yml cannot be read: binary", OVERRIDE),
        (
            Link("/etc/passwd"),
            ".oshealth.yml cannot be read: a symbolic link out of the repository, not followed",
            OVERRIDE,
        ),
        (
            "packs: [../pack]\n",
            ".oshealth.yml:1:1: the pack '../pack' lies outside the repository",
            "add it with --pack instead",
        ),
        (
            "waivers: [{rule: redme, reason: It is written on the wall.}]\n",
            ".oshealth.yml:1:12: unknown rule 'redme'",
            "did you mean 'readme'?",
        ),
    ],
)
def test_settings_that_are_wrong_are_never_taken_for_none(
    tmp_path: Path, settings: str | Link, message: str, hint: str
) -> None:
    """A project that keeps settings is judged by them or not at all."""
    a_repository(tmp_path / "work" / "repo", [Made({"README.md": "# Birds\n", ".oshealth.yml": settings})])

    refused(oshealth("audit", "repo", cwd=tmp_path / "work", memory=1 << 29), message, hint)


def test_settings_in_a_hostile_pyproject_are_said_or_none(tmp_path: Path) -> None:
    """A number or a key without end in somebody's pyproject.toml takes no time; in our own table it is a mistake."""
    number, key = f"x = {'1' * 100_000}\n", f"{'a.' * 100_000}a = 1\n"
    made = {
        "number": number,
        "key": key,
        "ours": f"{number}[tool.oshealth]\n",
    }
    for name, text in made.items():
        a_repository(tmp_path / "work" / name, [Made({"README.md": "# Birds\n", "pyproject.toml": text})])

    ran = oshealth("audit", "number", "key", "--quiet", cwd=tmp_path / "work", memory=1 << 29)
    ours = oshealth("audit", "ours", cwd=tmp_path / "work")

    assert (ran.code, len(ran.out.splitlines()), ran.err) == (0, 2, "")
    assert (ours.code, "pyproject.toml cannot be read: not valid TOML" in ours.err) == (2, True)
