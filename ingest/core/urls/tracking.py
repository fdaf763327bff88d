"""Parameters that say how a reader came, not which document is meant; grouped under the name of who adds them.

A parameter that names documents anywhere (id, p, ItemID, sid, oid, ...) is never listed. Words that do both, such as `ref` and `from`, are
dropped only when their value is a channel's name.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote_plus

# Whole families: every parameter that begins so.
_PREFIXES = (
    "utm_",  # Google Analytics (Urchin)
    "mtm_", "matomo_", "pk_", "piwik_",  # Matomo
    "at_",  # AT Internet, Piano
    "hsa_", "__hs",  # HubSpot
    "vero_",  # Vero
    "oly_",  # Omeda
    "itm_",  # internal campaigns of Urchin users
    "stm_",  # social campaigns, the same
    "sc_",  # Sitecore campaigns
    "fb_action_", "fb_comment_",  # Facebook
    "_branch_",  # Branch
    "wt_", "wt.",  # Webtrekk, Mapp, WebTrends
    "ns_",  # comScore
    "zlink", "zarsrc",  # Zalo
)  # fmt: skip

_NAMES = frozenset(
    (
        # Google: Ads, Analytics, Search, News, AMP
        "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid _ga _gl _gac usqp amp_js_v amp_gsa ved ei sa usg "
        # Meta: Facebook, Instagram
        "fbclid fb_ref fb_source action_object_map action_type_map action_ref_map igshid igsh __tn__ __cft__[0] __xts__[0] mibextid rdid share_url "
        # Microsoft, Yandex, Baidu, Naver
        "msclkid yclid ymclid ysclid _openstat bd_vid "
        # X, TikTok, LinkedIn, Pinterest, Reddit, Snapchat
        "twclid __twitter_impression s_cid ttclid li_fat_id trk trkcampaign epik rdt_cid sccid "
        # WeChat, Weibo, Alibaba, Zalo
        "isappinstalled scene clicktime enterid weibo_id spm scm gidzl "
        # Mailing: Mailchimp, HubSpot, Marketo, Drip, ConvertKit, Klaviyo
        "mc_cid mc_eid _hsenc _hsmi hsctatracking mkt_tok __s ck_subscriber_id _ke _kx "
        # Analytics: Adobe, AT Internet, Webtrekk, Parse.ly, Chartbeat
        "icid ncid cmpid cmp s_kwcid ef_id xtor xtref xts wtmc "
        # Taboola, Outbrain, dianomi
        "tblci tb_cb obOrigUrl outbrainclickid dicbo "
        # Publishers' own: NYT, BBC, CNN, Daily Mail, Asahi, Guardian, Washington Post, Reuters, Le Monde
        "smid smtyp ocid ito iref __source __twitter_impression echobox guccounter guce_referrer guce_referrer_sig "
        # Share buttons: AddThis, AddToAny, ShareThis, Echobox
        "sr_share sr_share_id share_token sharetoken shared_via __cf_chl_tk __cf_chl_rt_tk"
    ).lower().split()
)  # fmt: skip

# Words that name documents at one publisher and channels at another: dropped when the value is a channel.
_CHANNEL_NAMES = frozenset({"ref", "from", "source", "src", "referrer", "referer", "via", "share", "origin", "feature", "cid", "partner"})
_CHANNEL = re.compile(
    r"(?:rss|feeds?|atom|newsletters?|e?mail|home(?:page)?|frontpage|index|social|share[ds]?|mobile|desktop|app|web|amp|push|notification|"
    r"facebook|fb|twitter|x|t\.co|telegram|tg|zalo|whatsapp|wechat|weibo|line|linkedin|reddit|instagram|tiktok|youtube|pinterest|"
    r"google(?:news)?|bing|yahoo|news_?google|search|sitemap|related|most_?(?:read|viewed|popular)|sidebar|menu|header|footer)",
    re.IGNORECASE,
)

_PHP_SESSION = re.compile(r"[0-9a-zA-Z,\-]{16,}")
_SESSION_NAMES = frozenset({"phpsessid", "jsessionid", "cfid", "cftoken", "aspsessionid", "session_id", "sessionid", "zenid"})
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
_ASPNET_SESSION = re.compile(r"/(?:\([ASF]\([A-Za-z0-9_\-]+\)\))+(?=/)")  # cookieless ASP.NET


def drop_session(path: str) -> str:
    """A path without the session ids that servers write into it."""
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    if "(" in path:
        path = _ASPNET_SESSION.sub("", path)
    return path


def drop_tracking(query: str, keep: Sequence[str] = ()) -> str:
    """A query string without tracking parameters and session ids; `keep` names those that stay whatever they look like."""
    return "&".join([pair for pair in query.split("&") if pair and (pair.partition("=")[0] in keep or not _tracks(pair))])


def _tracks(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower() if "%" not in name else unquote_plus(name).lower()
    if name in _NAMES or name.startswith(_PREFIXES):
        return True
    if name in _CHANNEL_NAMES:
        return _CHANNEL.fullmatch(unquote_plus(value)) is not None
    return name in _SESSION_NAMES and _PHP_SESSION.fullmatch(value) is not None
