"""Two texts of one language, side by side: is one another number of the series of the other?"""
