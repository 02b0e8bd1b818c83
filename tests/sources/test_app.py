"""A GitHub App asks with tokens that its key makes; the key is shown to nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from oshealth.errors import AskedWrongly, NotAdmitted
from oshealth.sources.github.app import App, Lease, app_in
from tests.servers.github.hub import Hub, a_hub


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        yield served


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    """The key of an App."""
    return rsa.generate_private_key(65537, 2048)


def private(key: rsa.RSAPrivateKey) -> str:
    """Its secret half in PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()


def public(key: rsa.RSAPrivateKey) -> str:
    """What the server knows of it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_a_key_makes_a_token_for_an_installation(hub: Hub, key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(private(key))
    hub.apps.keys["42"] = public(key)
    app = app_in({
        "OSHEALTH_APP_ID": "42", "OSHEALTH_APP_KEY_FILE": str(file), "OSHEALTH_APP_INSTALLATION": "7"
    })  # fmt: skip

    assert app is not None
    assert app.token(hub.api) == "ghs_invented_7_1"
    assert hub.log == ["POST /api/v3/app/installations/7/access_tokens"]
    assert "PRIVATE" not in repr(app)


def test_a_token_is_renewed_when_it_is_refused_and_not_fresh(hub: Hub, key: rsa.RSAPrivateKey) -> None:
    hub.apps.keys["42"] = public(key)
    lease = Lease.of(App("42", 7, private(key)), hub.api)
    assert lease.renew(lease.token) == ""
    lease.taken -= 3600
    assert lease.renew("another") == ""
    assert lease.renew("ghs_invented_7_1") == "ghs_invented_7_2"
    lease.taken -= 3600
    hub.apps.keys.clear()
    assert lease.renew("ghs_invented_7_2") == ""


def test_a_key_of_another_app_is_refused_in_words(hub: Hub, key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(NotAdmitted, match="no token for the App: the forge does not accept the token"):
        App("42", 7, private(key)).token(hub.api)


def test_what_is_no_app_is_said_without_showing_the_key(hub: Hub, tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text("-----BEGIN RSA PRIVATE KEY-----\nsecret\n-----END RSA PRIVATE KEY-----\n")
    whole = {"OSHEALTH_APP_ID": "42", "OSHEALTH_APP_KEY_FILE": str(file), "OSHEALTH_APP_INSTALLATION": "7"}
    assert app_in({}) is None
    for changed, said in (
        ({"OSHEALTH_APP_ID": ""}, "an App needs OSHEALTH_APP_ID too"),
        ({"OSHEALTH_APP_INSTALLATION": "mine"}, "OSHEALTH_APP_INSTALLATION is not a number"),
        ({"OSHEALTH_APP_KEY_FILE": str(tmp_path)}, "names a file that cannot be read"),
    ):
        with pytest.raises(AskedWrongly, match=said):
            app_in({**whole, **changed})
    app = app_in(whole)
    assert app is not None
    with pytest.raises(AskedWrongly) as refused:
        app.token(hub.api)
    assert str(refused.value) == "what OSHEALTH_APP_KEY_FILE names is no private key in PEM"
