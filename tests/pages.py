"""Self-written article pages for end-to-end tests."""

SENTENCES = (
    "The ministry opened the railway bridge over the river on Monday after three years of work.",
    "Trains will cross it from Tuesday, at first at half speed, and at full speed once the tests have ended in May.",
    "The bridge is 640 metres long, carries two tracks and cost 212 million euros, nine less than was planned.",
    "Residents of both banks had waited for it since the ferry was given up in 2019 for want of a boat.",
    "The minister said that a second bridge would follow by 2031 if parliament agreed to the budget in autumn.",
)


def article(title: str = "Bridge opened", text: tuple[str, ...] = SENTENCES, *, head: str = "", language: str = "en") -> bytes:
    """An article page with some chrome, in UTF-8."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in text)
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - The Ministry</title>
<meta property="og:title" content="{title}"><meta property="article:published_time" content="2026-03-02T09:00:00+00:00">{head}</head>
<body><header><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/contact">Contact</a></nav></header>
<main><article><h1>{title}</h1>{paragraphs}</article></main>
<aside><h2>More news</h2><ul><li><a href="/news/a">Ferry given up</a></li><li><a href="/news/b">Budget agreed</a></li></ul></aside>
<footer><p>Copyright The Ministry. <a href="/imprint">Imprint</a></p></footer></body></html>""".encode()


def feed(*urls: str) -> bytes:
    entries = "".join(f"<item><title>Number {n}</title><link>{url}</link></item>" for n, url in enumerate(urls))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()
