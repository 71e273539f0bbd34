"""Arabic and Cyrillic letters in Latin ones, so that a name is found from either script.

Arabic follows ISO 233-2 and ALA-LC as far as plain letters go: short vowels are not written and so
not supplied, ayn and the seats of hamza become `a`, the ta marbuta `h`; the letters that Persian,
Pashto and Urdu add follow BGN/PCGN. Cyrillic follows BGN/PCGN for Russian, with the letters of
Ukrainian, Belarusian, Serbian, Macedonian, Kazakh, Tajik and Chechen by their own romanisations;
the soft and the hard sign are left out, as the press does.

Only letters that are left after compatibility decomposition and case folding are listed: й is и
with a mark by then, and marks are dropped.
"""

_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w",
    "ي": "y", "ى": "a", "ة": "h", "ٱ": "a",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    "ں": "n", "ہ": "h", "ھ": "h", "ے": "e", "ۀ": "h", "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "sh",
    "ږ": "zh", "ڼ": "n", "څ": "ts", "ځ": "dz", "ې": "e", "ۍ": "y", "ە": "a",
}  # fmt: skip

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "є": "ye", "і": "i", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "ѕ": "dz", "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
    "ҳ": "h", "ҷ": "j", "ӏ": "",
}  # fmt: skip

LATIN = _ARABIC | _CYRILLIC
"""What each letter is in Latin ones; "" where it is not heard."""
