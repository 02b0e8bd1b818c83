"""Official translations of licenses, recognised by their titles: their words are not at hand, so that a person must look."""

import re
from typing import Final

from oshealth.compiled import compiled

_HEAD: Final = 500
_EUPL: Final = compiled(
    r"\b(?:open source lizenz fur die europaische union|license publique de l union europeenne|"
    r"licencia publica de la union europea|licenza pubblica dell unione europea|openbare licentie van de europese unie|"
    r"licenca publica da uniao europeia|licencja publiczna unii europejskiej|oppen licens for europeiska unionen|"
    r"euroopan unionin yleinen lisenssi|eupl)\b(?: \w+){0,3}? v?(?:ersion )?(?P<version>1 [012])\b"
)
_CECILL: Final = compiled(
    r"\bcontrat de license de logiciel libre cecill(?P<kind> [bc])?(?: version (?P<version>[12] [01]))?\b"
)
_COMMONS: Final = compiled(
    r"\b(?:namensnennung|atribucion|reconocimiento|attribuzione|naamsvermelding|atribuicao|uznanie autorstwa|erkannande|"
    r"navngivelse|nimea|at.f|attribution)(?P<terms>(?: [^\W\d]+){0,12}) (?P<version>[34] 0)"
    r" (?:interna\w+|miedzynarodow[ae]|uluslararas.|unported|deutschland)\b"
)
_NONCOMMERCIAL: Final = compiled(
    r"nicht kommerziell|pas d utilisation commerciale|no ?comercial|non ?commerciale?|niet ?commercieel|nao ?comercial|"
    r"gayriticari|"
    r"uzycie niekomercyjne|icke ?kommersiell|ikke ?kommersiel|ei ?kaupallinen"
)
_SHARE_ALIKE: Final = compiled(
    r"gleichen bedingungen|memes conditions|compartir ?igual|stesso ?modo|share ?alike|"
    r"ayn.lisanslapaylas|gelijk ?delen|compartilha ?igual|na tych samych|"
    r"dela ?lika|del pa samme|jaasamoin"
)
_NO_DERIVATIVES: Final = compiled(
    r"keine bearbeitungen?|pas de modification|sin ?derivadas|(?:no|non) opere derivate|geen ?afgeleide ?werken|"
    r"sem ?derivacoes|bez utworow zaleznych|inga ?bearbetningar|ingen bearbejdelser|ei ?muutoksia|turetilemez"
)


def translated(words: str) -> str:
    """The SPDX id of the license whose translated title stands at the head of normalised words; empty when none does."""
    head = words[:_HEAD]
    eupl, cecill, commons = _EUPL.search(head), _CECILL.search(head), _COMMONS.search(head)
    if eupl:
        return f"EUPL-{_dotted(eupl['version'])}"
    if cecill and cecill["kind"]:
        return f"CECILL-{cecill['kind'].strip().upper()}"
    if cecill and cecill["version"]:
        return f"CECILL-{_dotted(cecill['version'])}"
    return _commons(commons) if commons and "creative commons" in words else ""


def _commons(title: re.Match[str]) -> str:
    terms = title["terms"]
    marks = (("NC", _NONCOMMERCIAL), ("SA", _SHARE_ALIKE), ("ND", _NO_DERIVATIVES))
    return "-".join(
        ["CC-BY", *(mark for mark, said in marks if said.search(terms)), _dotted(title["version"])]
    )


def _dotted(version: str) -> str:
    return version.replace(" ", ".")
