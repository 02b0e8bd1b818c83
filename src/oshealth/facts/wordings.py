"""Wordings: patterns of prose and metadata that no list of words can tell, with names and definitions of their own.

Each is bounded everywhere, so that it runs in linear time; `patterns` lets rules ask for them by name.
"""

from collections.abc import Mapping
from typing import Final

_GAP: Final = r"\s{1,9}"
_WORDS: Final = rf"(?:[^\s.!?]{{1,30}}{_GAP})"
_LETS_IN: Final = (
    r"(?:maintainers?|committers?|core (?:team|developers?|contributors?|members?)|approvers?|code(?: )?owners?|"
    r"project owners?|administrators?|mainteneu\w{1,9}|mantenedor\w{0,9}|betreuer\w{0,3})"
).replace(" ", _GAP)
_LETS_IN_ASIAN: Final = r"(?:维护者|メンテナー?)"
_OTHER: Final = (
    r"(?:contributors?|reviewers?|triagers?|(?:steering|technical|governance|executive) (?:committee|council|board)|TSC|PSC|PMC|"
    r"chairs?|(?:project |tech(?:nical)? |team |lead )?leads?|project leader|BDFL|board|council|release managers?|"
    r"stewards?|emerit\w{1,4}|moderators?|(?:project|team|community) members?|teams|partners?|staff|"
    r"contribut(?:eurs?|rices?|ores?))"
).replace(" ", _GAP)
_OTHER_ASIAN: Final = r"(?:贡献者|コントリビューター?)"
_QUOTE: Final = r"[\"”'’)*_`]{0,3}"
_DUTY: Final = (
    r"(?:[:|–—-]|(?:are|is|can|may|have|has|must|should|will|shall|review|merge|approve|who|make|decides?|hold|act|also|"
    r"of the|for|sont|peuvent|son|pueden|sind|können)\b|[是可が])"
)
_RELATIVE: Final = rf"\(?(?:(?:that|which){_GAP})?"
_TITLED: Final = r"^#{1,6}\s{1,9}(?:\d\S{0,5}\s{1,9})?(?:the\s{1,9})?"
_TEAM: Final = (
    r"(?:maintainers?|committers?|core|teams?|team members?|core developers?|collaborators?|reviewers?|approvers?|"
    r"co-?maintainers?|triagers?|membership|added)\b"
)
_GIVEN: Final = (
    r"(?:giv(?:e|es|en|ing)|grant(?:s|ed|ing)?|gain(?:s|ed|ing)?|gets?|getting|earn(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|"
    r"obtain(?:s|ed|ing)?|award(?:s|ed|ing)?|offer(?:s|ed|ing)?|ask(?:s|ing)?|request(?:s|ed|ing)?|appl(?:y|ies|ying)|"
    r"acquir(?:e|es|ed|ing)|extend(?:s|ed|ing)?|invit(?:e|es|ed|ing))"
)
_ACCESS: Final = r"(?:commit|write|push|merge)[\s-](?:access|rights?|privileges?|permissions?)"
_LISTED: Final = r"(?:maintainers?|committers?|members?|approvers?)"
_WHOLE: Final = r"https?://[^\s<>)]{1,300}"
_WORKING_ON_IT: Final = (
    r"(?:\b(?:from (?:the )?(?:source|code|git|repository)|from (?:the )?(?:source )?code repository|"
    r"build(?:ing)? (?:it|the code|instructions)|"
    r"develop(?:er|ers|ment)?(?:['’]s?)? (?:guide|documentation|docs|manual|handbook|setup|set-up|environment|instructions)|"
    r"(?:set(?:ting)? up|configure) (?:a|your|the) (?:local )?development|contribut(?:ing|or|ors|ion)(?:['’]s?)? "
    r"(?:guide|guidelines|documentation|handbook)|how to (?:build|contribute|develop)|guide du développeur|"
    r"entwicklungsumgebung|guía de desarrollo|guia de desenvolvimento)\b|开发指南|開発者ガイド)"
)
_INSTALLING: Final = r"\b(?:install\w{0,9}|getting started|quick ?start|set ?up|instalasi|pemasangan)\b"
_DOCUMENTATION_HOST: Final = (
    r"[\w-]{1,63}\.(?:readthedocs\.(?:io|org)|rtfd\.(?:io|org)|gitbook\.io|github\.io|gitlab\.io|codeberg\.page|"
    r"netlify\.app|pages\.dev)|(?:docs?|documentation|wiki|manual|guide|handbook|developers?)\.[\w-]{1,63}\.[a-z]{2,}"
    r"(?!/projects/[^\s)]{0,99}badge)|(?:www\.)?(?:docs\.rs|rubydoc\.info|hexdocs\.pm|javadoc\.io|metacpan\.org|"
    r"pkg\.go\.dev|cran\.r-project\.org|hackage\.haskell\.org)/|[\w.-]{1,99}/(?:[\w-]{1,63}/)?"
    r"(?:docs?|documentation|manual|guides?|handbook)(?:[/)\s\"'>#?]|$)|"
    r"(?:github|gitlab)\.com/[\w.-]{1,99}/[\w.-]{1,99}/(?:-/)?wikis?"
)

_DOCUMENTED: Final = (
    r"(?:(?<![/.])\b(?:documentation|documented|docs(?!\.\w)|manual|dokumentation|documentée?s?|documentaci[oó]n|documentado|"
    r"documenta[cç][aã]o|documentazione)|文档|手册|ドキュメント|マニュアル|문서|매뉴얼|가이드)"
)
OF_OTHERS: Final = (
    r"docs\.(?:github|gitlab|docker|microsoft|python|npmjs|oracle|aws\.amazon|google|ansible|travis-ci|djangoproject)\.|"
    r"help\.github|developer\.(?:mozilla|android|apple|chrome)|nodejs\.org|learn\.microsoft|www\.sphinx-doc|guides\.github|"
    r"[\w.-]{1,40}\.(?:wikipedia|wikimedia|wikidata)\.org"
)
"""Hosts of documentation that nearly every project links and none here has written."""
_NO_FORGE: Final = rf"https?://(?!(?:www\.)?(?:github|gitlab)\.com/|img\.|localhost\b|127\.0|{OF_OTHERS})"
WORDINGS: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "list-elsewhere": (
        "address of a list of maintainers elsewhere",
        "the address of a file of maintainers in another repository",
        (r"https?://[^\s<>()\[\]]{3,200}/(?:blob|raw|tree|src|refs|HEAD|main|master)/(?:[^\s<>()\[\]/]{1,80}/){0,8}"
         r"maintainers(?:\.\w{1,8})?(?=[\s<>()\[\].,;#]|$)",),
    ),
    "role-that-lets-changes-in": (
        "role that lets changes in",
        "a role such as maintainer or committer, followed by what it is or may do, or as a heading",
        (
            rf"(?:\b{_LETS_IN}|{_LETS_IN_ASIAN})(?:{_GAP}(?:team|members?))?{_QUOTE}\s{{0,3}}{_RELATIVE}{_DUTY}",
            rf"{_TITLED}(?:maintainers?|committers?|core team|approvers?)\b",
        ),
    ),
    "another-role": (
        "another role",
        "a role such as contributor, reviewer, lead or board, followed by what it is or may do, or as a heading",
        (
            rf"(?:\b{_OTHER}|{_OTHER_ASIAN})(?:{_GAP}(?:team|members?))?{_QUOTE}\s{{0,3}}{_RELATIVE}{_DUTY}",
            rf"{_TITLED}(?:contributors?|reviewers?|(?:steering|technical) committee|project leads?|leads?|chairs?|"
            r"emerit\w{1,4})\b",
        ),
    ),
    "way-to-become-maintainer": (
        "way to become a maintainer",
        "how somebody becomes a maintainer or committer, is invited to the team, or gets the right to merge",
        (
            rf"\bbecom(?:e|ing|es){_GAP}{_WORDS}{{0,4}}{_TEAM}",
            # that somebody has it, or needs it, says nothing of how one gets it
            rf"\b{_GIVEN}{_GAP}{_WORDS}{{0,4}}{_ACCESS}",
            rf"\b{_ACCESS}{_GAP}{_WORDS}{{0,3}}(?:granted|given|awarded|offered|earned|extended)\b",
            rf"\bjoin(?:ing)?{_GAP}(?:the|our){_GAP}(?:(?:core|maintainers?|maintenance|development|project){_GAP})?team\b"
            rf"(?!{_GAP}(?:on|at|in|of|for|meeting|call|chat))",
            rf"\badd(?:s|ing)?{_GAP}(?:you|your name|yourself|themselves){_GAP}to{_GAP}{_WORDS}{{0,3}}maintainers?\b",
            rf"\bdevenir{_GAP}{_WORDS}?(?:mainteneu\w{{1,9}}|contributeu\w{{1,9}} principal)",
            r"\b(?:rejoindre l['’]équipe|unirse al equipo|fazer parte d[ao] equipe)\b",
            r"\b(?:dem|unserem) (?:kern)?team beitreten|\bmaintainer(?:in)? werden\b",
            rf"\b(?:convertirse en|tornar-se){_GAP}{_WORDS}?(?:mantenedor\w{{0,2}}|maintainer|committer)\b",
            r"\b(?:maintainer|committer|contributor) (?:ladder|nomination|onboarding)",
            r"\b(?:added|invited|promoted|elevated|elected|nominat\w{1,6}|"
            r"ask(?:ed)?(?=[^.\n]{0,60}\b(?:to (?:be|join)|to become|as)\b)|apply|invite\w{0,6})"
            rf"{_GAP}{_WORDS}{{0,6}}(?:to|as|be|for|into){_GAP}{_WORDS}{{0,4}}{_TEAM}",
            rf"\b(?:new|adding|add){_GAP}{_WORDS}{{0,2}}(?:maintainers?|committers?|team members?|core developers?)\b",
            r"成为维护者|成为提交者|メンテナーになる",
        ),
    ),
    "removal-of-a-maintainer": (
        "word on the removal of a maintainer",
        "that maintainers, committers or members are removed",
        (
            rf"\bremov(?:e|es|ed|al|ing){_GAP}{_WORDS}{{0,4}}{_LISTED}\b",
            rf"\b{_LISTED}{_GAP}{_WORDS}{{0,5}}remov(?:ed|al)\b",
        ),
    ),
    "sign-off": (
        "a sign-off of commits",
        "that commits are signed off; the sign-off of somebody else, who approves of a change, is none",
        (
            r"\bsign(?:ed|ing)[\s-]{1,9}off\b",
            r"\bsign[\s-]{1,9}offs?\b(?!\s{1,9}(?:of|from|by)\s{1,9}(?:the\s{1,9})?"
            r"(?:at least|one|two|three|\d|an?|another|other|maintainers?|reviewers?)\b)",
        ),
    ),
    "number-of-approvals": (
        "number of approvals",
        "by how many people a change must be approved, or who merges their own",
        (
            r"\b(?:at least|by) (?:one|two|three|\d)(?: or more)?(?: other)? (?:\w{1,20} ){0,3}"
            r"(?:members?|maintainers?|reviewers?|approvals?)",
            r"\bmerges? their own",
        ),
    ),
    "profile-link": (
        "link to the page of a person or team",
        "a link to the page of a person or team on a forge",
        (r"\]\(https://(?:github|gitlab|codeberg)\.(?:com|org)/[\w-]{1,39}/?\)",),
    ),
    "help-label": (
        "label such as **Support** with a link",
        "a label in bold at the start of a line, such as **Support**, with a link or an address after it",
        (
            r"^\s{0,3}(?:[-*+]\s{1,3})?(?:\*\*|__)\[?(?:get(?:ting)? (?:help|support|in touch)|need help\??|support|"
            r"questions\??|help|community|contact)\b[^\n]{0,200}?(?:\]\(|https?://|@)",
        ),
    ),
    "contact-links": (
        "links beside the issue templates",
        "links beside the issue templates (contact_links)",
        (r"^contact_links:[ \t]{0,9}\n\s{0,9}-",),
    ),
    "installation-link": (
        "link on installing",
        "a link to another site whose text speaks of installing or the first steps",
        (
            rf"\[[^\]]{{0,80}}{_INSTALLING}[^\]]{{0,80}}\]\({_WHOLE}\)?",
            rf"`[^`]{{0,80}}{_INSTALLING}[^`<]{{0,80}}<{_WHOLE}>?",
        ),
    ),
    "development-link": (
        "link on developing or contributing",
        "a link to another site whose text speaks of developing, building or running from source, or contributing",
        (
            rf"\[[^\]]{{0,80}}{_WORKING_ON_IT}[^\]]{{0,80}}\]\({_WHOLE}\)?",
            rf"`[^`]{{0,80}}{_WORKING_ON_IT}[^`<]{{0,80}}<{_WHOLE}>?",
        ),
    ),
    "documentation-link": (
        "link to documentation",
        "the word documentation or manual and, after at most four words, an address outside the forge; or a page in a "
        "folder of documentation that is called so",
        (
            rf"{_DOCUMENTED}(?!\.\s{{1,8}}(?!https?:|\s)|[^\[\n]{{0,60}}\]\()(?:\W{{1,4}}|:\s{{1,8}})(?:\w{{1,30}}(?:\W{{1,3}}|:\s{{1,8}})){{0,4}}?{_NO_FORGE}",
            # a link, whose text does not begin with the name of the host: "AWS docs" are those of another
            # and so are those of "ActiveJob's documentation"
            rf"\[(?![\w.`-]{{2,40}}['’]s\s|their\s)(?![^\[\]]{{0,40}}?\b(?P<theirs>[a-z][a-z0-9-]{{2,30}})(?:\.\w{{1,4}})?"
            rf"(?:\s\w{{1,20}}){{0,2}}?\W{{1,3}}{_DOCUMENTED}[^\[\]]{{0,40}}\]\(https?://[^/\s)]{{0,60}}?(?P=theirs))[^\[\]]{{0,60}}?{_DOCUMENTED}(?:\W{{1,3}}\w{{1,30}}){{0,4}}?\W{{0,3}}\]\(\s?"
            rf"{_NO_FORGE}",
            # a manual in the tree, named as a file
            r"\b(?:documentation|docs|(?:reference |user )?manual|dokumentation)\b[^\n.]{0,60}?\s[`'\"(]{0,2}"
            r"(?:docs?|documentation|manual|man)/[\w./-]{1,80}\.(?:html?|pdf|md|rst|adoc|texi|txt)\b",
            r"\s[`'\"(]{0,2}(?:docs?|documentation|manual)/[\w./-]{1,80}\.(?:html?|pdf|md|rst|adoc|texi|txt)[`'\")]{0,2}\s"
            r"for [\w\s-]{0,40}documentation\b",
        ),
    ),
    "documentation-address": (
        "address of documentation",
        "an address at a host of documentation, or one that leads to docs, a manual, a guide or a wiki",
        (rf"https?://(?:{_DOCUMENTATION_HOST})",),
    ),
    "screenshot": (
        "screenshot",
        "an image whose name speaks of a screen, a demonstration or a preview",
        (
            r"(?:!\[[^\]\n]{0,200}\]\(|<img\s[^>\n]{0,200}?src=[\"']|image::\s?)[^)\"'\n]{0,150}?"
            r"(?:screen|demo|preview|capture)",
        ),
    ),
    "funding-address": (
        "address for funding",
        "a key that speaks of funding, sponsors or donations, with a web address",
        (r"(?:funding|sponsor|donat)\w{0,20}[\"'\]]{0,2}\s{0,9}(?:=>|[:=])\s{0,9}[\"']?https?://",),
    ),
    "license-field": (
        "field that names a license",
        "a field or tag that names a license",
        (r"[\"']?(?:licen[cs]es?|SPDX-License-Identifier)[\"']?\s{0,9}(?:[:=]|>)",),
    ),
    "security-contact": (
        "Contact field",
        "the Contact field of a security.txt (RFC 9116)",
        (r"^Contact:[ \t]{0,9}\S",),
    ),
    "used-by-several": (
        "usedBy list of two or more",
        "the usedBy list of a publiccode.yml with two entries or more",
        (r"^usedBy:[ \t]{0,9}\n(?:[ \t]{0,9}-[ \t][^\n]{0,300}(?:\n|\Z)){2,}",),
    ),
    "marked-obsolete": (
        "developmentStatus: obsolete",
        "developmentStatus: obsolete in a publiccode.yml",
        (r"^developmentStatus:\s{0,9}['\"]?obsolete",),
    ),
}  # fmt: skip

OPENINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "way-to-become-maintainer": (
        "becom", "giv", "grant", "gain", "get", "earn", "receiv", "obtain", "award", "offer", "ask", "request", "appl", "acquir",
        "extend", "invit", "commit", "write", "push", "merge", "join", "add", "devenir", "rejoindre", "unirse", "fazer", "dem",
        "unserem", "maintainer", "convertirse", "tornar-se", "contributor", "promoted", "elevated", "elected", "nominat", "new",
        "成为维护者", "成为提交者", "メンテナーになる",
    ),
}  # fmt: skip
"""With what every match of a costly wording begins, in lower case: it is tried there alone."""
