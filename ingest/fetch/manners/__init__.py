"""What a site may expect of us: robots.txt, the pace, holds and repeats."""
