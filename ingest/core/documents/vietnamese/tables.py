"""What the signs of TCVN3 (TCVN 5712:1993, VN3, also called ABC) and VNI for Windows stand for, as windows-1252 shows their bytes.

TCVN3 has a byte for each small letter and none for capitals with a tone: those stand in fonts of their own, which draw capitals alone.
VNI writes a vowel and, after it, a byte for what stands above or below.
"""

_TCVN3_SIGNS = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
TCVN3 = dict(zip(_TCVN3_SIGNS, _TCVN3_LETTERS, strict=True))

_VNI_MARKS = {
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõ", "ýỳỷỹ"),
}
_VNI_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_SMALL = {
    **{vowel + mark: letter for vowel, (marks, letters) in _VNI_MARKS.items() for mark, letter in zip(marks, letters, strict=True)},
    **_VNI_ALONE,
}
# a capital may have the mark of either case
VNI = {
    **_VNI_SMALL,
    **{signs[0].upper() + signs[1:]: letter.upper() for signs, letter in _VNI_SMALL.items()},
    **{signs.upper(): letter.upper() for signs, letter in _VNI_SMALL.items()},
}
