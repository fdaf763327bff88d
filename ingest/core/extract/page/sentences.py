"""Where sentences end, in any script."""

_ENDS = ".?!…。！？।؟۔"
_AFTER_END = "\"”»’')]」』"


def ends_sentence(text: str) -> bool:
    """Whether the last character, quotation marks and brackets left out, ends a sentence."""
    return text.rstrip(_AFTER_END)[-1:] in _ENDS
