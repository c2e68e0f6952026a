"""The law over Parquet files: parts of a table answered by one process, several, or a cluster.

`parts` says what a part is and answers one; `engines` and `dask_engine` say who does it; `run`
holds the whole together. The law itself is `guichet.law.batch`, the same for all.
"""
