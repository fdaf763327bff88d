"""How a listing goes on to its older pages: what a document shows of it, and how a walk over them goes on and ends. Pure."""
