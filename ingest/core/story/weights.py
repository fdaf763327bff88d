"""All that the judging of translations has learned, in one readable place."""

BIAS = -9.0
WEIGHTS = {
    "numbers": 0.3,
    "names": 0.3,
    "concepts": 0.1,
    "together": 0.8,
    "of the lesser": 2.0,
    "of the greater": 2.0,
    "of both": 6.0,
    "chain": 1.0,
    "chain of both": 6.0,
    "apart": -3.0,
    "lengths": -0.8,
    "lesser": 0.0,
    "one language": -1.0,
    "resemblance": 8.0,
}

# Characters that a language takes for what English says in one.
LENGTHS = {"ja": 0.45, "ko": 0.52, "zh": 0.34}
