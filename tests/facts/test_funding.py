"""Every way to give money is found, and a template left empty is none."""

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot


def fact(files: dict[str, str | Unknown], name: str) -> FactValue:
    reading = facts_of(a_snapshot(files)).get(name)
    assert isinstance(reading, Value)
    return reading.value


@pytest.mark.parametrize(
    ("text", "state", "channels"),
    [
        ("github: ada-example\n", "valid", ("https://github.com/sponsors/ada-example",)),
        ("github: [ada-example, bob]\nko_fi: kite\n", "valid",
         ("https://github.com/sponsors/ada-example", "https://github.com/sponsors/bob", "https://ko-fi.com/kite")),
        ("github: # Replace with up to 4 usernames\npatreon:\ncustom: []\n", "empty", ()),
        ("", "empty", ()),
        ("open_collective: kite\notechie: kite\n", "partial", ("https://opencollective.com/kite", "https://otechie.com/kite")),
        ("tidelift: npm/kite\nbitcoin: abc\n", "partial", ("https://tidelift.com/funding/github/npm/kite",)),
        ("tidelift: kite\n", "invalid", ()),
        ("thanks_dev: u/gh/ada-example\npolar: ada\nissuehunt: ada/kite\nbuy_me_a_coffee: ada\n", "valid",
         ("https://thanks.dev/u/gh/ada-example", "https://polar.sh/ada", "https://issuehunt.io/r/ada/kite",
          "https://buymeacoffee.com/ada")),
        ("community_bridge: kite\nliberapay: ada\npatreon: ada\n", "valid",
         ("https://funding.communitybridge.org/projects/kite", "https://liberapay.com/ada", "https://patreon.com/ada")),
        ("open_collective: https://opencollective.com/kite\n", "partial", ("https://opencollective.com/kite",)),
        ("github: ada example\n", "invalid", ()),
        ("custom: ['https://example.org/give', example.org/x]\n", "valid", ("https://example.org/give", "https://example.org/x")),
        ("github: [a, b, c, d, e, f]\n", "partial", tuple(f"https://github.com/sponsors/{name}" for name in "abcde")),
        ("- github\n", "invalid", ()),
        ("github: a\ngithub: b\n", "invalid", ()),
    ],
)  # fmt: skip
def test_the_states_of_a_funding_file(text: str, state: str, channels: tuple[str, ...]) -> None:
    files: dict[str, str | Unknown] = {".github/FUNDING.yml": text}
    assert fact(files, "funding.file_state") == state
    assert fact(files, "funding.channels") == channels


@pytest.mark.parametrize(
    ("path", "text", "channel"),
    [
        ("package.json", '{"funding": "https://example.org/give"}', "https://example.org/give"),
        ("package.json", '{"funding": [{"type": "x", "url": "https://example.org/a"}]}', "https://example.org/a"),
        ("composer.json", '{"funding": [{"type": "x", "url": "https://example.org/a"}]}', "https://example.org/a"),
        ("pyproject.toml", '[project.urls]\n"Donate!" = "https://example.org/d"\n', "https://example.org/d"),
        ("README.md", "# Kite\n\n[Give](https://opencollective.com/kite/donate)\n", "https://opencollective.com/kite"),
        ("README.md", "# Kite\n\n## Donating\n\nThen [donate back to the foundation](https://example.org/foundation/give).\n",
         "https://example.org/foundation/give"),
        ("README.md", "# Cerf\n\n[Faire un don](https://example.org/don)\n", "https://example.org/don"),
        ("README.md", "# Kite\n\n## Donation\n\nPlease read [this wiki page](https://github.com/example/kite/wiki/Donation).\n",
         "https://github.com/example/kite/wiki/Donation"),
        ("funding.json", '{"entity": {}, "funding": {"plans": [], "channels": [{"type": "bank", "address": "https://example.org/b"}]}}',
         "https://example.org/b"),
    ],
)  # fmt: skip
def test_channels_outside_of_funding_yml(path: str, text: str, channel: str) -> None:
    assert fact({path: text}, "funding.channels") == (channel,)
    assert fact({path: text}, "funding.in_manifests") == (
        path in {"package.json", "composer.json", "pyproject.toml"}
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("funding.json", '{"drips": {"ethereum": {"ownedBy": "0x0"}}}'),
        ("pyproject.toml", '[project.urls]\nHomepage = "https://example.org"\n'),
        ("README.md", "# Kite\n\n[a](https://example.org/opencollective.com/) [b](https://ko-fi.com/)\n"),
        (
            "README.md",
            "# Kite\n\n[Donate to Ukraine](https://example.org/help) [Our sponsors](https://example.org/s)\n",
        ),
        (
            "README.md",
            "# Kite\n\n[Donate your data](https://example.org/data) [Donated](https://example.org/list)\n",
        ),
        (
            "README.md",
            "# Kite\n\n## Donations\n\nWe thank [Ada](https://example.org/ada)" + " and more" * 90 + ".\n",
        ),
        ("package.json", '{"funding": "javascript:alert(1)"}'),
    ],
)
def test_what_looks_like_a_channel_and_is_none(path: str, text: str) -> None:
    assert fact({path: text}, "funding.channels") == ()


def test_the_missing_file_says_where_it_was_looked_for() -> None:
    reading = facts_of(a_snapshot({})).get("funding.file_state")
    assert isinstance(reading, Value)
    assert reading.value == "missing"
    assert [each.path for each in reading.evidence] == [
        ".github/FUNDING.yml",
        "FUNDING.yml",
        "docs/FUNDING.yml",
    ]


def test_the_case_of_the_file_name_does_not_matter() -> None:
    """GitHub shows the button for `.github/funding.yml` too, as hundreds of small packages have it."""
    files: dict[str, str | Unknown] = {".github/funding.yml": "tidelift: npm/@ada/kite\ngithub: ada\n"}
    assert fact(files, "funding.file_state") == "valid"
    assert fact(files, "funding.channels") == (
        "https://tidelift.com/funding/github/npm/@ada/kite",
        "https://github.com/sponsors/ada",
    )


def test_a_fiscal_host_is_told_by_words_or_by_its_address() -> None:
    words = (
        "# Governance\n\nThe council decides.\nOur fiscal host is the Kite Foundation, the treasurer pays.\n"
    )
    assert fact({"GOVERNANCE.md": words}, "funding.fiscal_host") == "fiscal host"
    assert (
        fact({".github/FUNDING.yml": "open_collective: kite"}, "funding.fiscal_host")
        == "https://opencollective.com/kite"
    )
    assert fact({".github/FUNDING.yml": "patreon: kite"}, "funding.fiscal_host") == ""


def test_a_page_on_sponsoring_that_the_readme_links_is_a_channel() -> None:
    """With prices and an address it does what a platform does; a page of the same name that nobody links is not found."""
    page = "# Sponsorship\n\nA place in the list for a month: write to money@example.org.\n"
    linked: dict[str, str | Unknown] = {
        "README.md": "# Kite\n\n[Sponsor us](SPONSORSHIP.md)\n",
        "SPONSORSHIP.md": page,
    }
    assert fact(linked, "funding.channels") == ("SPONSORSHIP.md",)
    assert fact({**linked, "README.md": "# Kite\n\n[Our users](USERS.md)\n"}, "funding.channels") == ()
