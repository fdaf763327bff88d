"""What a site offers: a page into places where listings may be, listings that were tried into an order, articles into what a file says.

Nothing here asks for anything; `pipeline/site` does.
"""
