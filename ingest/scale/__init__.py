"""History in bulk: WARC and WACZ files read on many cores or many machines, by a scheduler of Dask. Needs the extra `scale`."""
