"""A page whose scripts fill it, drawn by Chromium in a process that cannot reach the network.

`renderer` starts the process and answers what its pages ask for, through the fetcher alone; `process` is that process; `drawing` draws one
page in it; `launch` says how Chromium is started; `wanted` which of a page's requests are let through. Playwright is known here alone.
"""
