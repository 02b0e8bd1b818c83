"""Addresses that lead to people: where one talks in public, and where one reports in private."""

from typing import Final

from oshealth.facts.late import late

_CHAT: Final = (
    r"(?:discord\.(?:gg|com/invite)|discordapp\.com/invite|(?!(?:api|docs|www|status)\.)[\w-]+\.slack\.com|"
    r"(?:[\w-]+-)?slack\.(?!com(?![\w.]))[\w.-]+|gitter\.im/\w|zulipchat\.com|t\.me/(?!share)|telegram\.me|"
    r"matrix\.to|element\.io|app\.element\.io|(?:chat|zulip)\.(?!openai\.com|readthedocs\.|com/)[\w.-]+|libera\.chat|web\.libera\.chat|kiwiirc\.com|"
    r"webchat\.[\w.-]+|qm\.qq\.com|jq\.qq\.com|mattermost\.[\w.-]+)"
)
_TRACKER: Final = (
    r"^(?!https?://docs\.).*/(?:-/)?(?:issues|discussions|bugs|tickets|work_items)"
    r"(?:/new(?:/choose)?|/categories/.*|/?)(?:[?#]|$)"
)
_LISTS: Final = r"(?:groups\.google\.com|groups\.io|topicbox\.com/groups|lists\.[\w.-]+|mail\.python\.org)"
_HOST: Final = r"^https?://(?:[\w-]+\.)?"
_ROOM: Final = r"^(?:irc|ircs|xmpp|matrix):"
_LIST_PAGE: Final = (
    r"(?:mailman|/listinfo|/lists/(?!\S{0,200}\.(?:xml|csv|tsv|xlsx?|json|txt|pdf|zip|ods)(?:$|[?#]))|"
    r"/mail(?:ing)?-lists?(?:[./?#]|$))"
)

CHAT: Final = late(rf"(?i){_HOST}{_CHAT}|{_ROOM}")
"""A room to chat in."""

TALK: Final = late(
    rf"(?i){_TRACKER}|{_HOST}(?:{_CHAT}|{_LISTS}|discourse\.[\w.-]+|"
    r"discuss\.[\w.-]+|forums?\.[\w.-]+|community\.[\w.-]+|bugs\.[\w.-]+|jira\.[\w.-]+|"
    r"stackoverflow\.com/(?:questions/(?:tagged|ask)|tags)|reddit\.com/r/|answers\.[\w.-]+|"
    r"bugzilla\.[\w.-]+|issues\.[\w.-]+|tracker\.[\w.-]+|sourceforge\.net/p/[^/]+/(?:bugs|tickets|mailman|discussion))"
    rf"|{_ROOM}|{_LIST_PAGE}|/forums?(?:[/?#]|$)|slack-invite|/slack(?:[/?#]|$)|/discord(?:[/?#]|$)|slackin"
    r"|^mailto:[\w.+-]{1,64}@(?:lists|groups|googlegroups)\."
)
"""An issue tracker, forum, mailing list or chat."""

LIST_ADDRESS: Final = late(
    r"(?i)(?<![\w.+-])(?![\w.+-]{0,64}(?:security|private|conduct|request|subscribe|owner|announce))[\w.+-]{1,64}@(?:(?:[\w-]{1,40}\.){0,3}(?:lists?|mailman|mailinglists?)\.(?:[\w-]{1,40}\.){1,4}[a-z]{2,10}|"
    r"googlegroups\.com|freelists\.org|(?:[\w-]{1,40}\.)?groups\.io|vger\.kernel\.org)(?![\w-])"
    r"|(?<![\w.+-])(?:[\w-]{1,40}-)?(?:dev|devel|users?|discuss)@(?:[\w-]{1,40}\.){0,2}apache\.org"
    r"|(?<![\w.+-])(?:(?:bug|help|info)-[\w-]{1,40}@(?:non)?gnu\.org|[\w-]{1,40}-(?:devel|users?|dev)@nongnu\.org)"
)
"""A mailing list by the address that one writes to, where no link leads to it."""

_FORMS: Final = (
    r"^https?://(?:docs\.google\.com/forms|forms\.gle/|forms\.office\.com|forms\.microsoft\.com|[\w-]+\.typeform\.com|"
    r"airtable\.com/(?:app|shr)|framaforms\.org|tidelift\.com/security)|/security/advisories|\.\./security/advisories"
)
_OFFERED: Final = r"^https?://(?!docs\.)[^?#]*/(?:-/)?(?:pulls|merge_requests|compare|fork)/?(?:[?#]|$)"
COUNTER: Final = late(rf"(?i){_TRACKER}|{_OFFERED}|{_HOST}(?:{_CHAT}|{_LISTS})|{_ROOM}|{_LIST_PAGE}|{_FORMS}")
"""Where one goes to say something and finds no text to read: a tracker, the changes offered, a list, a chat, a form."""

REPORT: Final = late(
    rf"(?i){_FORMS}|^https?://(?:hackerone\.com/|bugcrowd\.com/|huntr\.(?:dev|com)|www\.intigriti\.com|"
    r"app\.intigriti\.com|yeswehack\.com|g\.co/vulnz|bughunters\.google\.com|msrc\.microsoft\.com)"
    r"|^https?://[^\s?#]+(?:/report|/contact|vulnerab|/form|whistleblow|/security/policy)"
)
"""A form, or a page where one reports in private."""
