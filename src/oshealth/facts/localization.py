"""Whether a program speaks more than one language: files of translations, and settings of translation platforms."""

from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.globs import select
from oshealth.snapshot import Evidence, Unknown

MOST_SHOWN: Final = 3
MOST_LISTED: Final = 500

_GLOBS: Final = (
    "**/*.{po,pot,xlf,xliff,arb,lproj/*.strings,xcstrings}",
    "**/{locale,locales,i18n,l10n,lang,translations,fluent,messages}/**/*.ftl",
    "**/values-*/strings.xml",
    "**/{locale,locales,_locales,i18n,l10n}/**/*.{json,json5,yml,yaml,properties,toml,php,ts,js}",
    "**/{translations,translation}/**/*.{json,yml,yaml,properties,ts,qm,php}",
    "**/{lang,langs}/**/*.{json,ini,php,yml,lang}",
    "**/messages_*.properties",
    "**/conf/messages.{??,??-??,??_??}",  # as the Play framework keeps them
    "**/{language,languages}/**/*{-,_,.}{de,es,fr,it,ja,ko,nl,pl,ru,tr}.{php,ini,json,lang}",
    "**/*_{de,es,fr,it,ja,ko,nl,pl,pt_BR,ru,zh_CN}.properties{,.xml}",  # bundles of Java beside the code that shows them
    "{crowdin.yml,crowdin.yaml,.crowdin.yml,lokalise.yml,.lokalise.yml,.weblate,.weblate.ini,phrase.yml,.phrase.yml,.tx/config,i18n.json}",
)
_ELSEWHERE: Final = compiled(
    r"(?i)(?:^|/)(?:[\w-]{0,40}tests?|spec|specs|fixtures?|testdata|[\w-]{0,40}cases|__tests__|e2e|examples?|samples?|node_modules|"
    r"bower_components|vendor|third[-_]party|docs?|documentation|website|dist)/|(?:^|/)make\.inc|"
    r"(?:^|/)(?:package(?:-lock)?|tsconfig[\w.-]{0,20}|composer|project)\.json$|\.config\.\w{1,4}$"
)


_SCREENS: Final = compiled(
    r"(?i)(?:^|[/_-])(?:clients?|front-?end|web(?:app|ui|client|site)?|ui|gui|dashboard|portal|mobile)$"
)
"""Names of submodules that hold the part of a program that people see."""


def _signs(facts: Facts) -> Reading:
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    found = [path for path in select(tree.paths, _GLOBS) if not _ELSEWHERE.search(path)]
    if not found and tree.partial:
        return Unknown(tree.partial)
    parts = [path for path in tree.submodules if _SCREENS.search(path)]
    if not found and parts:
        return Unknown(f"what people see lies in the submodule {parts[0]}, which was not read")
    evidence = tuple(Evidence("path", path) for path in found[:MOST_SHOWN])
    return Value(tuple(found[:MOST_LISTED]), evidence or (Evidence("absence", name="files of translations"),))


FACTS: Final = (
    Fact(
        name="localization.files",
        kind="list",
        definition="Files of translations and settings of translation platforms, at most 500; those of tests, examples, "
        "documentation and foreign code are left out.",
        read=_signs,
        needs=frozenset({"tree"}),
        unit="files",
        source="OpenSSF Best Practices, internationalization",
    ),
)
