"""One article in three languages, and another; and an archive that takes them as the pipeline does."""

from archived import T0, keep

from ingest import archive
from ingest.archive.story_index import stories
from ingest.core.model import ADHOC, Article, Source
from ingest.core.story.features.signature import signature
from ingest.core.urls import Owners

ENGLISH = "https://example.com/en/north-bridge-opened-111111"
VIETNAMESE = "https://paper.vn/khanh-thanh-cau-mien-bac-222222"
FRENCH = "https://example.com/fr/pont-du-nord-ouvert-333333"

TEXTS = {
    "en": (
        "President Zoran Zaev opened the bridge over the Vardar on 16 December 2024. It cost 1.5 million euros and is 347 metres long. "
        "Engineer Marta Kovalenko of the company Strabag said that 1,280 people had worked on it since March 2021. "
        "The old bridge, built in 1963, was closed after the flood of 2019. Trains between Skopje and Belgrade will need 95 minutes less. "
        "Minister Goran Petrovski promised 12 more bridges by 2030, for 48 million euros, with a loan from the World Bank."
    ),
    "vi": (
        "Tổng thống Zoran Zaev khánh thành cây cầu bắc qua sông Vardar ngày 16 tháng 12 năm 2024. "
        "Cầu có giá 1,5 triệu euro và dài 347 mét. "
        "Kỹ sư Marta Kovalenko của công ty Strabag cho biết 1.280 người đã làm việc từ tháng 3 năm 2021. "
        "Cây cầu cũ xây năm 1963 đã đóng cửa sau trận lũ năm 2019. Tàu hỏa giữa Skopje và Belgrade sẽ nhanh hơn 95 phút. "
        "Bộ trưởng Goran Petrovski hứa thêm 12 cây cầu đến năm 2030, với 48 triệu euro, bằng khoản vay của Ngân hàng Thế giới."
    ),
    "fr": (
        "Le président Zoran Zaev a inauguré le pont sur le Vardar le 16 décembre 2024. "
        "Il a coûté 1,5 million d'euros et mesure 347 mètres. "
        "L'ingénieure Marta Kovalenko de l'entreprise Strabag a dit que 1 280 personnes y avaient travaillé depuis mars 2021. "
        "L'ancien pont, construit en 1963, était fermé depuis la crue de 2019. "
        "Les trains entre Skopje et Belgrade mettront 95 minutes de moins. "
        "Le ministre Goran Petrovski a promis 12 autres ponts d'ici 2030, pour 48 millions d'euros, avec un prêt de la Banque mondiale."
    ),
}
OTHER = (
    "The museum in Lyon shows 40 paintings by Berthe Morisot until 9 June 2025. "
    "Curator Paul Renard expects 70,000 visitors from Geneva and Turin."
)


def add(opened: archive.Archive, url: str, text: str, language: str, at: str = T0, source: Source = ADHOC, **declared: object) -> int:
    """An article as the pipeline keeps it, its evidence noted."""
    title = text.partition(".")[0]
    kept = keep(opened, title, text, url=url, at=at, language=language, kind="first", source=source, **declared)
    page = Article(url=url, title=title, text=text, language=language, **declared)  # type: ignore[arg-type]
    with opened.batch() as db:
        pictures = tuple(image.url for image in page.images)
        stories.note(db, kept.article, page, source, Owners(), signature(title, text, language, pictures), None, at)
        stories.settle(db, kept.article, at)
    return kept.article
