"""Links whose very words name a place to talk: "our Slack", "Join us on Discord", "Mailing list", "Discussions"."""

from collections.abc import Iterator, Set
from typing import Final

from oshealth.facts.addresses import CHAT
from oshealth.facts.documents.words import folded
from oshealth.facts.late import late
from oshealth.facts.markup import Markup
from oshealth.facts.whole_words import Hit

_LONGEST: Final = 120
_PLACE: Final = late(
    r"(?<![a-z0-9_./-])(?:slack|discord|gitter|zulip|mattermost|rocket\.?chat|discourse|telegram|irc|forums?|message boards?|"
    r"mailing[ -]?lists?|google groups?|discussions|discussion (?:forums?|boards?|lists?|groups?)|chat ?rooms?|"
    r"join (?:the|our) (?:chat|discussion|conversation)|chat with us|community chat|chat at$|foros?|"
    r"listas? de (?:correo|discussao|distribucion)|liste de (?:diffusion|discussion)|lista di discussione|mailinglisten?|"
    r"(?:qq ?)?(?:交流)?群组?|论坛|論壇|讨论区|邮件列表|フォーラム|メーリングリスト|포럼|메일링 리스트|форум|рассылка)"
    r"(?![a-z0-9_./-]*[a-z0-9_/])"
)
_ROOM_OF_MATRIX: Final = late(r"(?<![a-z0-9_./-])matrix(?![a-z0-9_./-]*[a-z0-9_/])")
"""The one name that is a common word as well: a "support matrix" is a table."""
_WORDS: Final = late(r"[^\W_]+")
_ADDRESS: Final = late(r"https?://\S+")
_BESIDE_ANY: Final = (
    "join us our the on in at chat room rooms space channel channels community official here via"
)
_BESIDE: Final = (
    "a an and ask connect dev developer developers discuss discussion find for general get github gitlab group groups help "
    "invite invitation link list lists me meet mailing online open page pages please project public questions section "
    "see server servers start status support talk team to use user users visit with workspace your "
    "au canal canale canali communaute de des en equipe le la nos notre rejoignez rejoindre salon serveur sur "
    "al comunidad el equipo grupo grupos nuestra nuestro servidor sala unete comunidade do da entre no na nosso nossa "
    "oficial participe auf beitreten dem der im kanal gruppe unser unsere unserem zum zur comunita gruppo il nel nostro "
    "sul unisciti канал чат группа наш сообщество 加入 加入我们 我们的 频道 社区 官方 交流 参加 参加する "
    "チャンネル コミュニティ サーバー 公式 채널 서버 커뮤니티"
)
_AROUND_MATRIX: Final = frozenset(_BESIDE_ANY.split())
_AROUND: Final = _AROUND_MATRIX.union(_BESIDE.split())
"""What may stand beside the name of such a place, without accents."""
_LEADS_OUT: Final = late(r"(?i)(?:https?|ircs?|xmpp|matrix):|(?:\.\./){2}discussions(?:[/?#]|$)")
_NO_PLACE: Final = late(
    r"(?i)https?://(?:www\.)?(?:(?:slack|discord(?:app)?|zulip(?:chat)?|mattermost|element)\.com|(?:telegram|matrix|discourse|zulip)\.org|"
    r"gitter\.im|t\.me|element\.io|rocket\.chat)/?(?:$|\?|#(?!/))|https?://(?:api|docs?|developers?|help|status)\.|"
    r"https?://(?:[\w-]+\.)?(?:slack|discord)\.com/(?!invite|shared_invite|t/|archives|messages|channels|client|join)|"
    r"https?://(?:[\w-]+\.)*(?:wikipedia\.org|npmjs\.com|pypi\.org|crates\.io|packagist\.org|img\.shields\.io)/|https?://t\.me/share|"
    r"https?://(?:www\.)?(?:github|gitlab|codeberg)\.(?:com|org)/[^/]+/[^/]+"
    r"(?!/(?:-/)?(?:discussions|wiki|issues)(?!/\d))(?:[/?#]|$)|/discussions/\d"
)
"""The makers' own sites, what is told about them, a package or a repository called so, and a single thread."""


def meeting_places(markup: Markup) -> Iterator[Hit]:
    """The links of a text that are called like a place to talk, be it the project's own ("Kite Slack"), as words or badges.

    A link that says more, such as "Slack integration" or "mailing list archive", is none.
    """
    own = _title(markup)
    badges = ((image.alt, image.link, image.line) for image in markup.images if image.link)
    for said, target, line in (*((link.text, link.target, link.line) for link in markup.links), *badges):
        is_named = is_called_so(said, own) or (_is_chat(said) and CHAT().search(target))
        if is_named and _LEADS_OUT().match(target) and not _NO_PLACE().match(target):
            yield Hit(target, line)


def is_called_so(said: str, own: Set[str] = frozenset()) -> bool:
    """Whether words name a place to talk and nothing else; the project's `own` name may stand beside it."""
    if not said or len(said) > _LONGEST:
        return False
    plain = " ".join(_ADDRESS().sub(" ", folded(said)).split())
    if _PLACE().search(plain):
        rest, around = _PLACE().sub(" ", plain), _AROUND | own
    elif _ROOM_OF_MATRIX().search(plain):
        rest, around = _ROOM_OF_MATRIX().sub(" ", plain), _AROUND_MATRIX
    else:
        return False
    return around.issuperset(_WORDS().findall(rest))


def _is_chat(said: str) -> bool:
    """Whether words name a chat and nothing else, which says enough where the address is that of one."""
    words = {*_WORDS().findall(folded(said[:_LONGEST]))}
    return "chat" in words and words <= {*_AROUND, "chat"}


def _title(markup: Markup) -> frozenset[str]:
    """The words of a text's first heading, what the project is called; none where it is itself about such places."""
    heading = folded(markup.sections[0].heading[:_LONGEST]) if markup.sections else ""
    return frozenset() if _PLACE().search(heading) else frozenset(_WORDS().findall(heading))
