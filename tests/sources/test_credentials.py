"""Tokens: where they are found, to which host each belongs, and that none is ever shown."""

from pathlib import Path

import pytest

from oshealth.errors import AskedWrongly
from oshealth.sources import Access, Api
from oshealth.sources.github.credentials import Found, apis_in, by_host, tokens_in


def nothing(_host: str) -> str:
    """A machine without GitHub's own command line."""
    return ""


def test_tokens_come_from_the_file_then_the_environment_and_each_has_its_host(tmp_path: Path) -> None:
    """A token of another host is not among them; one that is named twice counts once."""
    file = tmp_path / "tokens"
    file.write_text("one  # mine\n\n# nobody's\nhub.example.org two\n")
    environ = {
        "OSHEALTH_TOKEN": "three,one four",
        "GITHUB_TOKEN": "five",
        "GH_ENTERPRISE_TOKEN": "six",
        "GH_HOST": "hub.example.org",
        "HOME": str(tmp_path),
    }

    found = tokens_in(environ, ("github.com",), file, nothing)

    assert by_host(found) == {"github.com": ("one", "three", "four", "five")}
    assert [one.origin for one in found] == [str(file), "OSHEALTH_TOKEN", "OSHEALTH_TOKEN", "GITHUB_TOKEN"]
    assert by_host(tokens_in(environ, ("hub.example.org",), file, nothing)) == {
        "hub.example.org": ("two", "six")
    }


def test_the_token_of_a_workflow_belongs_to_the_server_that_runs_it(tmp_path: Path) -> None:
    """GITHUB_TOKEN on an enterprise server is not for github.com."""
    environ = {
        "GITHUB_TOKEN": "one",
        "GITHUB_SERVER_URL": "https://hub.example.org",
        "GITHUB_API_URL": "https://hub.example.org/api/v3/",
        "HOME": str(tmp_path),
    }

    assert tokens_in(environ, ("github.com",), None, nothing) == ()
    assert by_host(tokens_in(environ, ("hub.example.org",), None, nothing)) == {"hub.example.org": ("one",)}
    assert apis_in(environ) == {
        **Access().apis,
        "hub.example.org": Api("https://hub.example.org/api/v3", "https://hub.example.org/api/graphql"),
    }
    assert apis_in({"GH_HOST": "birds.ghe.com"})["birds.ghe.com"] == Api(
        "https://api.birds.ghe.com", "https://api.birds.ghe.com/graphql"
    )


def test_without_any_the_ones_that_are_kept_elsewhere_are_taken(tmp_path: Path) -> None:
    """GitHub's own command line first, then netrc; a broken netrc is none."""
    home = {"HOME": str(tmp_path)}
    assert tokens_in(home, ("github.com",), None, lambda host: f"of-{host}\n") == (
        Found("github.com", "gh auth token", "of-github.com"),
    )
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine api.github.com login ada password from-netrc\n")
    netrc.chmod(0o600)
    assert by_host(tokens_in(home, ("github.com",), None, nothing)) == {"github.com": ("from-netrc",)}
    netrc.write_text("machine machine machine")
    assert tokens_in(home, ("github.com",), None, nothing) == ()


@pytest.mark.parametrize("wrong", ["tok\x7fen", "tökén", "x" * 2000])
def test_what_cannot_be_a_token_is_refused_unseen(wrong: str) -> None:
    """A line end in a header would be an injection; the message does not repeat what it refuses."""
    with pytest.raises(AskedWrongly) as refused:
        tokens_in({"GITHUB_TOKEN": wrong}, ("github.com",), None, nothing)
    assert str(refused.value) == "what GITHUB_TOKEN holds is not a token"


def test_a_token_file_that_is_none_is_said(tmp_path: Path) -> None:
    """Missing, or prose."""
    with pytest.raises(AskedWrongly, match="cannot be read"):
        tokens_in({}, ("github.com",), tmp_path / "none", nothing)
    (tmp_path / "prose").write_text("this is my token\n")
    with pytest.raises(AskedWrongly, match="is not a token"):
        tokens_in({}, ("github.com",), tmp_path / "prose", nothing)
    (tmp_path / "long").write_text(f"{'x' * 40}\n" * 2_000)
    with pytest.raises(AskedWrongly, match="larger than any token file"):
        tokens_in({}, ("github.com",), tmp_path / "long", nothing)


def test_a_token_is_not_in_what_python_shows() -> None:
    """Neither of a finding nor of what is handed on."""
    shown = repr((Found("github.com", "GITHUB_TOKEN", "one"), Access(tokens={"github.com": ("one",)})))
    assert "one" not in shown
