"""Bots by exact lists and the `[bot]` suffix; people whose names merely look alike stay people."""

import pytest

from oshealth.facts.bots import Account, known_bots, private_account
from tests.builders import identity


@pytest.mark.parametrize(
    ("raw", "calling"),
    [
        ("dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>", "dependency-updates"),
        ("Renovate Bot <bot@renovateapp.com>", "dependency-updates"),
        ("renovate[bot] <ada@example.org>", "dependency-updates"),
        ("GitHub Actions <41898282+github-actions[bot]@users.noreply.github.com>", "automation"),
        ("github-actions <github-actions@github.com>", "automation"),
        ("Example Translation [bot] <7+example-l10n@users.noreply.github.com>", "automation"),
        ("semantic-release-bot <semantic-release-bot@martynus.net>", "automation"),
        ("some name <project_12_bot_0af3@noreply.gitlab.example.org>", "automation"),
        ("Claude Opus 4.6 (1M context) <noreply@anthropic.com>", "agents"),
        ("Copilot <198982749+Copilot@users.noreply.github.com>", "agents"),
        ("Cursor Agent <cursoragent@cursor.com>", "agents"),
        ("GitHub <noreply@github.com>", "automation"),
        ("Travis CI <builds@travis-ci.org>", "automation"),
        ("Knative Automation <someone@example.org>", "automation"),
        ("The Example Foundation <root-asf-gitbox-commits@apache.org>", "automation"),
    ],
)
def test_programs_are_told_by_list_and_suffix(raw: str, calling: str) -> None:
    assert known_bots().calling(identity(raw)) == calling


@pytest.mark.parametrize(
    "raw",
    [
        "Travis Example <travis@example.org>",
        "Claude Example <claude@example.org>",
        "Claude <claude@example.org>",
        "Mary Abbot <abbot@example.org>",
        "Talbot <talbot@example.org>",
        "robot fan <ada+bot@example.org>",
        "Ada of Home Automation <ada@example.org>",
        "Ada Automation <ada@automation.example.org>",
        "Ada Example <automation@example.org>",
        "Jenkins Example <7+jenkins-example@users.noreply.github.com>",
        "Ada Example <noreply@github.com>",
        " < >",
    ],
)
def test_people_who_sound_like_programs_stay_people(raw: str) -> None:
    assert known_bots().calling(identity(raw)) is None


def test_the_lists_are_case_folded_and_parted() -> None:
    """No entry is written in a way that could never match, and each stands in one list."""
    bots = known_bots()
    words = [*bots.logins, *bots.names, *bots.addresses]
    assert words == [word.casefold().strip() for word in words]
    assert [word for word in bots.addresses if "@" not in word] == []
    assert sorted(set(bots.logins) & set(bots.names)) == []


@pytest.mark.parametrize(
    ("email", "account"),
    [
        ("7+Ada@users.noreply.github.com", Account("ada", "7", "users.noreply.github.com")),
        ("ada-b@users.noreply.github.com", Account("ada-b", "", "users.noreply.github.com")),
        ("12-ada@users.noreply.gitlab.com", Account("ada", "12", "users.noreply.gitlab.com")),
        ("ada@noreply.codeberg.org", Account("ada", "", "noreply.codeberg.org")),
        ("ada@example.org", None),
    ],
)
def test_accounts_behind_private_addresses(email: str, account: Account | None) -> None:
    assert private_account(email) == account
