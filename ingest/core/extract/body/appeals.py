"""What a newsroom asks of its readers in a paragraph of the text: to donate, to subscribe, to know that it earns by its links."""

import re

from ingest.core.extract.page.layout import Block
from ingest.core.patterns import lazy

_LONGEST = 300  # characters
_LEAST_LINKED = 0.15  # share of its characters
# where such a link leads, on the site itself or at those who collect for it
_ASKS = lazy(
    r"(?:^|/)(?:donat(?:e|ion|ions)|faire-un-don|spenden?|support-?us|support-our-\w+|subscri(?:be|ption|ptions)|suscri\w+|assin(?:e|ar|atura)|"
    r"abonn\w+|newsletters?|sign-?up|memberships?|apoya(?:nos)?|apoie|sostieni(?:ci)?|doneer|stod-oss|wesprzyj|podpor(?:te|uj))(?:[/?#.]|$)|"
    r"patreon\.com|ko-fi\.com|steadyhq\.com|buymeacoffee\.com",
    re.IGNORECASE,
)
_EARNS = lazy(
    r"(?:contain|use|include|have)s? (?:\w+ ){0,3}affiliate links?|(?:earn|receive)s?(?: \w+){0,4} commission|"
    r"(?:sind|enthält|enthalten|mit)\b.{0,40}affiliate-?links?|liens? affiliés?|enlaces? de afilia\w+|links? de afiliad\w+|"
    r"link di affiliazione|affiliatelinks?|アフィリエイト",
    re.IGNORECASE,
)
_SAYS_SO = ("filia", "filié", "commission", "アフィリ")  # one is in each of those, in lower case


def is_appeal(block: Block) -> bool:
    """Whether a short paragraph asks for money or a subscription by a link to where they are given, or says that its links earn some."""
    if len(block.text) > _LONGEST:
        return False
    if block.linked >= _LEAST_LINKED * block.size and any(href is not None and _ASKS.search(href) for _, href in block.pieces):
        return True
    return any(map(block.text.lower().__contains__, _SAYS_SO)) and _EARNS.search(block.text) is not None
