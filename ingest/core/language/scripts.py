"""The scripts that a language is written in, where its list of small words does not show it: a text in no other is in the language.

The names are those of `identify`. What is named in neither is not judged by its script.
"""

_ONE = (
    ("am", "am ti"),
    ("arabic", "prs bal lrc glk mzn arz azb khw skr"),
    ("bengali", "bpy mni"),
    ("bo", "bo dz"),
    ("cyrillic", "ba cv ce os ab av udm sah kv mhr mrj bxr tyv krc kbd ady inh lez dar nog alt xal cu rue"),
    ("devanagari", "mai bho sa gom dty new"),
    ("el", "el"),
    ("gu", "gu"),
    ("hebrew", "iw ji lad"),
    ("hy", "hy"),
    ("ja", "ja"),
    ("ka", "ka"),
    ("km", "km"),
    ("kn", "kn"),
    ("ko", "ko"),
    ("lo", "lo"),
    ("ml", "ml"),
    ("my", "my shn mnw"),
    ("or", "or"),
    ("si", "si"),
    ("ta", "ta"),
    ("te", "te"),
    ("th", "th"),
    ("zh", "zh yue wuu"),
)
_SEVERAL = (
    ("latin cyrillic", "sr bs uz az tk crh ro mo kaa sh"),
    ("latin cyrillic arabic", "kk ky tg mn ug ku tt"),
    ("latin arabic", "ms ha tr ckb"),
    ("pa arabic", "pa"),
    ("arabic devanagari", "ks sd"),
)
WRITTEN_IN: dict[str, tuple[str, ...]] = {
    language: tuple(scripts.split()) for scripts, line in (*_ONE, *_SEVERAL) for language in line.split()
}
