"""Chances, counts and times in words."""


def often(chance: float) -> str:
    """How often a sound source looks so, from the chance that it does in a year."""
    if chance >= 0.5:
        return "as likely as not in a year"
    years = 1 / max(chance, 1e-9)
    return f"by its past once in {years:.0f} years" if years <= 1000 else "by its past not once in 1000 years"


def counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def lasted(seconds: float) -> str:
    """A minute at least; hours from two on."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return counted(minutes, "minute", "minutes")
    return f"{minutes // 60} h {minutes % 60} min"


def usual(share: float) -> str:
    return f"usually {100 * share:.0f} %" if share >= 0.01 else "usually none"
