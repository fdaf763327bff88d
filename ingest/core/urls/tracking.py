"""Parameters that say how a reader came, not which document is meant; grouped under the name of who adds them.

A parameter that names documents anywhere (id, p, ItemID, sid, oid, ...) is never listed. Words that do both, such as `ref` and `from`, are
dropped only when their value is a channel's name.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote_plus

_ADDED_BY = {
    "Google": "gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid _ga _gl _gac usqp amp_js_v amp_gsa ved srsltid",
    "Meta": "fbclid fb_ref fb_source action_object_map action_type_map action_ref_map igshid igsh __tn__ __cft__[0] mibextid rdid",
    "Microsoft": "msclkid ocid",
    "Yandex, Baidu": "yclid ymclid ysclid _openstat bd_vid",
    "X": "twclid __twitter_impression",
    "TikTok, LinkedIn, Pinterest, Reddit, Snapchat": "ttclid li_fat_id trk trkcampaign epik rdt_cid sccid",
    "WeChat, Weibo, Alibaba": "isappinstalled clicktime enterid weibo_id spm scm",
    "Zalo": "zarsrc gidzl zlink",
    "Mailchimp, Marketo, Drip, Klaviyo": "mc_cid mc_eid mkt_tok __s ck_subscriber_id _ke _kx",
    "HubSpot": "_hsenc _hsmi hsctatracking",
    "Matomo": "pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid",
    "Adobe": "icid ncid cmpid cmp s_cid s_kwcid ef_id",
    "AT Internet": "xtor xtref at_medium at_campaign at_creation at_format at_link_id at_link_type at_link_origin at_ptr_name",
    "comScore": "ns_mchannel ns_source ns_campaign ns_linkname ns_fee",
    "Webtrekk": "wt_mc wt_zmc wt.mc_id wt.z_cid wt.nav wtmc",
    "Taboola, Outbrain": "tblci tb_cb oborigurl outbrainclickid dicbo",
    "Yahoo": "guccounter guce_referrer guce_referrer_sig",
    "news publishers": "smid smtyp ito iref __source echobox",
    "share buttons": "sr_share sr_share_id share_token sharetoken shared_via",
    "Cloudflare": "__cf_chl_tk __cf_chl_rt_tk",
}
_NAMES = frozenset(" ".join(_ADDED_BY.values()).split())

_FAMILIES = (
    "utm_",  # Google Analytics
    "mtm_", "matomo_", "piwik_",  # Matomo
    "hsa_", "__hs",  # HubSpot
    "at_custom",  # AT Internet
    "itm_", "stm_",  # campaigns inside a site and in social media, named after Google's
    "vero_",  # Vero
    "oly_",  # Omeda
    "fb_action_", "fb_comment_",  # Meta
    "_branch_",  # Branch
)  # fmt: skip

_AMBIGUOUS = frozenset("ref from source src referrer referer via share origin feature cid partner".split())  # noqa: SIM905  a list to read
_CHANNEL = re.compile(
    r"rss|feeds?|atom|newsletters?|e?mail|home(?:page)?|frontpage|index|social|share[ds]?|mobile|desktop|app|web|amp|push|notification|"
    r"facebook|fb|twitter|x|t\.co|telegram|zalo|whatsapp|wechat|weibo|line|linkedin|reddit|instagram|tiktok|youtube|pinterest|"
    r"google(?:news)?|bing|yahoo|search|sitemap|related|most_?(?:read|viewed|popular)|sidebar|menu|header|footer",
    re.IGNORECASE,
)

_SESSION_NAMES = frozenset({"phpsessid", "jsessionid", "cfid", "cftoken", "aspsessionid", "session_id", "sessionid", "zenid"})
_SESSION_VALUE = re.compile(r"[0-9A-Za-z,\-]{16,}")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
_ASPNET_SESSION = re.compile(r"/\((?:[ASF]\([A-Za-z0-9_\-]+\))+\)(?=/)")  # cookieless ASP.NET


def drop_session(path: str) -> str:
    """A path without the session ids that servers write into it."""
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    if "(" in path:
        path = _ASPNET_SESSION.sub("", path)
    return path


def drop_tracking(query: str, keep: Sequence[str] = ()) -> str:
    """A query string without tracking parameters and session ids; `keep` names those that stay whatever they look like."""
    return "&".join([pair for pair in query.split("&") if pair and (pair.partition("=")[0] in keep or not _tracks(pair))])


def tracking_names(query: str) -> tuple[str, ...]:
    """The names of the parameters that `drop_tracking` drops, each once."""
    return tuple(dict.fromkeys(pair.partition("=")[0] for pair in query.split("&") if pair and _tracks(pair)))


def _tracks(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower() if "%" not in name else unquote_plus(name).lower()
    if name in _NAMES or name.startswith(_FAMILIES):
        return True
    if name in _AMBIGUOUS:
        return _CHANNEL.fullmatch(unquote_plus(value)) is not None
    return name in _SESSION_NAMES and _SESSION_VALUE.fullmatch(value) is not None
