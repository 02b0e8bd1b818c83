"""Which trees speak more than one language."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Tree, Unknown
from tests.builders import a_snapshot


@pytest.mark.parametrize(
    "path",
    [
        "src/locale/fr/LC_MESSAGES/django.po",
        "src-ui/src/locale/messages.de_DE.xlf",
        "api/src/locales/en.json",
        "app/src/main/res/values-pt/strings.xml",
        "lib/l10n/app_it.arb",
        "_locales/ja/messages.json",
        "crates/app/i18n/de/app.ftl",
        "kite-web/src/main/java/org/kites/web/Application_de.properties.xml",
        "main/resources/org/kites/Flight_zh_CN.properties",
        "language/kites.lang-de.php",
        "crowdin.yml",
        ".tx/config",
    ],
)
def test_a_file_of_translations_is_found(path: str) -> None:
    reading = facts_of(a_snapshot({"src/main.py": "", path: ""})).get("localization.files")
    assert isinstance(reading, Value)
    assert reading.value == (path,)


@pytest.mark.parametrize(
    "path",
    [
        "test/configCases/side-effects/locales/a.json",
        "docs/locale/fr/LC_MESSAGES/index.po",
        "node_modules/kit/locale/en.json",
        "src/lang/parser.rs",
        "src/languages/python.c",
        "locale.json",
        "src/test/resources/org/kites/Flight_fr.properties",
        "conf/kite_it_all.properties",
        "src/main/resources/templates/mail.ftl",
        "INSTALL/make.inc.XLF",
    ],
)
def test_translations_of_something_else_are_none(path: str) -> None:
    """Tests, documentation and foreign code have languages of their own; so has a parser of languages."""
    reading = facts_of(a_snapshot({path: ""})).get("localization.files")
    assert isinstance(reading, Value)
    assert reading.value == ()


def test_screens_in_a_submodule_were_not_seen() -> None:
    """A repository that joins a server and a client as submodules holds no screen of its own; other submodules say nothing."""
    joined = a_snapshot(tree=Tree(("compose.yml",), submodules=("server", "client")))
    assert facts_of(joined).get("localization.files") == Unknown(
        "what people see lies in the submodule client, which was not read"
    )
    other = facts_of(a_snapshot(tree=Tree(("main.c",), submodules=("third/zlib",)))).get("localization.files")
    assert isinstance(other, Value)
    assert other.value == ()


def test_a_tree_seen_in_part_may_hold_some() -> None:
    snapshot = a_snapshot(tree=Tree(("main.py",), partial="cut"))
    assert facts_of(snapshot).get("localization.files") == Unknown("cut")
