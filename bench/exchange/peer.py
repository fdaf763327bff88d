"""The plain loop: every HTML response of a WARC through trafilatura, the texts into one SQLite table. Needs warcio and trafilatura."""

import sqlite3
import sys
from pathlib import Path

import trafilatura
from warcio.archiveiterator import ArchiveIterator

kept = sqlite3.connect(Path(sys.argv[1]).with_suffix(".peer.db"))
kept.execute("CREATE TABLE articles (url, at, title, text)")
with open(sys.argv[1], "rb") as stream:
    for part in ArchiveIterator(stream):
        if part.rec_type == "response" and part.http_headers.get_statuscode() == "200":
            found = trafilatura.bare_extraction(part.content_stream().read(), url=part.rec_headers.get_header("WARC-Target-URI"))
            if found is not None:
                row = (part.rec_headers.get_header("WARC-Target-URI"), part.rec_headers.get_header("WARC-Date"), found.title, found.text)
                kept.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", row)
                kept.commit()
