"""Two archives become one: the rows of the other are appended to ours, as they were kept, whatever the order in which archives come.

`merging` goes through the other archive, an article a transaction's step; `history` makes one history of both; `pages`, `proofs` and
`addresses` bring what belongs to it.
"""
