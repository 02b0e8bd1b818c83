"""The program as a GitHub App: a token for its installation, made when it starts, for the forge and for git."""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.cli.running import HEALTHY, a_repository, oshealth
from tests.servers.git_http import GitServer, git_server
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub that knows one repository."""
    with a_hub() as served:
        served.add(a_project())
        yield served


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """The same repository, served by git."""
    a_repository(tmp_path / "served/example/birds", HEALTHY)
    with git_server(tmp_path / "served") as served:
        yield served


@pytest.fixture
def app(server: GitServer, hub: Hub, tmp_path: Path) -> Mapping[str, str]:
    """The variables of an App that is installed there."""
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    hub.apps.keys["42"] = public.decode()
    (tmp_path / "here").mkdir()
    return {
        "GITHUB_SERVER_URL": server.address,
        "GITHUB_API_URL": hub.api.rest,
        "GITHUB_GRAPHQL_URL": hub.api.graphql,
        "OSHEALTH_APP_ID": "42",
        "OSHEALTH_APP_KEY_FILE": str(tmp_path / "key.pem"),
        "OSHEALTH_APP_INSTALLATION": "7",
    }


def test_an_app_audits_with_the_token_of_its_installation(
    app: Mapping[str, str], server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """Its key makes one token; that goes to the API and to git, and is not shown."""
    ran = oshealth("audit", f"{server.address}/example/birds", cwd=tmp_path / "here", environ=app)

    assert (ran.code, ran.err) == (0, "")
    assert hub.log == ["POST /api/v3/app/installations/7/access_tokens", "POST /api/graphql"]
    assert hub.authorizations[1] == "Bearer ghs_invented_7_1"
    shown = {base64.b64decode(one.removeprefix("Basic ")).decode() for one in server.authorizations}
    assert shown == {"x-access-token:ghs_invented_7_1"}
    assert "ghs_invented" not in ran.out


def test_the_doctor_knows_an_app(app: Mapping[str, str], hub: Hub, tmp_path: Path) -> None:
    """And says when it gets no token."""
    ran = oshealth("doctor", cwd=tmp_path / "here", environ=app)
    assert ran.code == 0
    assert " ✓ token           token of an App or a workflow from OSHEALTH_APP_ID" in ran.out

    hub.apps.keys.clear()
    ran = oshealth("doctor", cwd=tmp_path / "here", environ={**app, "COLUMNS": "120"})
    assert ran.code == 3
    assert " ✗ App             no token for the App: the forge does not accept the token" in ran.out


def test_an_app_without_a_token_is_no_silent_stranger(
    app: Mapping[str, str], server: GitServer, hub: Hub, tmp_path: Path
) -> None:
    """Who set an App wants it used: the audit ends with the reason."""
    hub.apps.keys.clear()
    ran = oshealth("audit", f"{server.address}/example/birds", cwd=tmp_path / "here", environ=app)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[0].startswith(
        "oshealth: error: no token for the App: the forge does not accept"
    )
