"""The encodings that Vietnamese fonts had before Unicode: TCVN3 and VNI.

`tables` holds what each sign stands for, `syllables` how a Vietnamese syllable is built, `fonts` knows an encoding by the name of its
font, `guess` by the text alone.
"""
