"""What became of a document, appended in one transaction of the archive's writer.

`core.judgement` judges, the archive stores, and this room says what is written for each verdict. Its functions take the connection first.
"""

from ingest.pipeline.keep.article import page as page
from ingest.pipeline.keep.looked import Look as Look
from ingest.pipeline.keep.looked import Written as Written
from ingest.pipeline.keep.without_text import missing as missing
from ingest.pipeline.keep.without_text import robots as robots
from ingest.pipeline.keep.without_text import trouble as trouble
from ingest.pipeline.keep.without_text import unchanged as unchanged
