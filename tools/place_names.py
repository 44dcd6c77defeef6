"""How the names of places are spelt: a pinyin sort key and a customary English name."""

from __future__ import annotations

from pypinyin import lazy_pinyin

from carepost.records.places.names import PEOPLE, parts_of

# Readings that a character has in the names of places, where the dictionary would choose another.
_CHARACTERS = {
    "都": "du", "长": "chang", "朝": "chao", "佛": "fo", "勒": "le", "卡": "ka", "什": "shi", "柏": "bai",
    "曾": "zeng", "单": "shan", "蚌": "beng", "乐": "le", "尾": "wei", "覃": "qin", "圩": "xu", "漯": "luo",
    "涌": "chong", "厦": "xia",
}  # fmt: skip
# Readings of one name only: the syllables of its stem. Both tables are from general knowledge of these places.
_NAMES = {
    "长子": "zhang zi", "乐亭": "lao ting", "乐陵": "lao ling", "乐清": "yue qing", "六安": "lu an", "六合": "lu he",
    "涡阳": "guo yang", "浚": "xun", "珲春": "hun chun", "繁峙": "fan shi", "洪洞": "hong tong", "荥经": "ying jing",
    "筠连": "jun lian", "宕昌": "tan chang", "伽师": "jia shi", "闵行": "min hang", "大城": "dai cheng",
    "台州": "tai zhou", "番禺": "pan yu", "东阿": "dong e", "蔚": "yu", "铅山": "yan shan", "黄陂": "huang pi",
    "尉犁": "yu li",
}  # fmt: skip
# Names whose customary English spelling is not pinyin. From memory; they serve English pages, nothing rests on them.
_ENGLISH = {
    "陕西": "Shaanxi", "内蒙古": "Inner Mongolia", "西藏": "Xizang", "香港": "Hong Kong", "澳门": "Macao",
    "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "呼和浩特": "Hohhot", "鄂尔多斯": "Ordos", "呼伦贝尔": "Hulunbuir",
    "巴彦淖尔": "Bayannur", "乌兰察布": "Ulanqab", "锡林郭勒": "Xilingol", "阿拉善": "Alxa", "兴安": "Hinggan",
    "乌鲁木齐": "Urumqi", "克拉玛依": "Karamay", "吐鲁番": "Turpan", "哈密": "Hami", "喀什": "Kashgar", "和田": "Hotan",
    "阿克苏": "Aksu", "伊犁": "Ili", "阿勒泰": "Altay", "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin",
    "克孜勒苏": "Kizilsu", "拉萨": "Lhasa", "日喀则": "Xigaze", "昌都": "Qamdo", "林芝": "Nyingchi", "那曲": "Nagqu",
    "阿里": "Ngari", "甘孜": "Garze", "果洛": "Golog",
}  # fmt: skip
_WHOLE_ENGLISH = {
    "810001": "Central and Western District", "810002": "Wan Chai District", "810003": "Eastern District",
    "810004": "Southern District", "810005": "Yau Tsim Mong District", "810006": "Sham Shui Po District",
    "810007": "Kowloon City District", "810008": "Wong Tai Sin District", "810009": "Kwun Tong District",
    "810010": "Tsuen Wan District", "810011": "Tuen Mun District", "810012": "Yuen Long District",
    "810013": "North District", "810014": "Tai Po District", "810015": "Sai Kung District",
    "810016": "Sha Tin District", "810017": "Kwai Tsing District", "810018": "Islands District",
    "820001": "Nossa Senhora de Fátima", "820002": "Santo António", "820003": "São Lázaro", "820004": "Sé",
    "820005": "São Lourenço", "820006": "Nossa Senhora do Carmo (Taipa)", "820007": "Cotai",
    "820008": "São Francisco Xavier (Coloane)", "441900401": "Songshan Lake", "441900402": "Dongguan Port",
    "441900403": "Dongguan Ecological Park", "441900404": "Dongguan Binhai Bay New Area",
}  # fmt: skip
_PEOPLES = {
    "蒙古": "Mongol", "维吾尔": "Uygur", "哈萨克": "Kazak", "柯尔克孜": "Kirgiz", "达斡尔": "Daur", "锡伯": "Xibe",
    "塔吉克": "Tajik", "鄂伦春": "Oroqen", "鄂温克": "Ewenki", "朝鲜": "Korean", "布依": "Bouyei", "土家": "Tujia",
    "哈尼": "Hani", "傈僳": "Lisu", "拉祜": "Lahu", "东乡": "Dongxiang", "纳西": "Naxi", "景颇": "Jingpo",
    "仫佬": "Mulao", "布朗": "Blang", "撒拉": "Salar", "毛南": "Maonan", "仡佬": "Gelao", "保安": "Bonan",
    "裕固": "Yugur", "普米": "Pumi", "独龙": "Derung", "回": "Hui", "藏": "Tibetan", "苗": "Miao", "彝": "Yi",
    "壮": "Zhuang", "满": "Manchu", "侗": "Dong", "瑶": "Yao", "白": "Bai", "傣": "Dai", "黎": "Li", "佤": "Va",
    "畲": "She", "水": "Sui", "土": "Tu", "羌": "Qiang", "怒": "Nu", "各": "Multi-ethnic",
}  # fmt: skip
_SUFFIXES = {
    "自治州": "Autonomous Prefecture", "自治县": "Autonomous County", "自治旗": "Autonomous Banner",
    "经济开发区": "Economic Development Zone",
    "地区": "Prefecture", "盟": "League", "新区": "New Area", "林区": "Forestry District", "特区": "Special District",
    "区": "District", "县": "County", "旗": "Banner", "镇": "Town", "乡": "Township", "街道": "Subdistrict",
}  # fmt: skip


def syllables(name: str) -> list[str]:
    """The pinyin of a division's name, tone-less, one syllable per character."""
    parts = parts_of(name)
    stem = _NAMES[parts.stem].split() if parts.stem in _NAMES else _read(parts.stem)
    return stem + _read(name[len(parts.stem) :])


def _read(words: str) -> list[str]:
    said: list[str] = lazy_pinyin(words)
    if len(said) != len(words):
        return said
    return [_CHARACTERS.get(character, syllable) for character, syllable in zip(words, said, strict=True)]


def sort_key(name: str) -> str:
    """`qingdaoshi` for 青岛市: sorts as a reader of pinyin expects; ü is written v."""
    return "".join(syllables(name)).lower()


def english(code: str, name: str) -> str:
    """`Qingdao`, `Shinan District`, `Yanbian Korean Autonomous Prefecture`; cities and provinces take no suffix."""
    if code in _WHOLE_ENGLISH:
        return _WHOLE_ENGLISH[code]
    parts = parts_of(name)
    stem = _english_stem(code, parts.stem)
    if code[2:] == "0000" or parts.suffix not in _SUFFIXES:
        return stem
    peoples = [_PEOPLES[found["people"] or found["one"]] for found in PEOPLE.finditer(parts.peoples)]
    return " ".join(filter(None, (stem, _listed(peoples), _SUFFIXES[parts.suffix])))


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _english_stem(code: str, stem: str) -> str:
    # A county that shares its name with the prefecture above keeps the plain pinyin: Kashgar, but the city of Kashi.
    if len(code) == len("370000") and code.endswith("00") and stem in _ENGLISH:
        return _ENGLISH[stem]
    return _PEOPLES.get(stem) or joined(syllables(stem))


def joined(said: list[str]) -> str:
    """Syllables as one word, with the apostrophe of standard pinyin: Xi'an, Dong'e; ü where the key has v."""
    word = ""
    for syllable in said:
        apart = "'" if word and syllable[0] in "aeo" else ""
        word += apart + (syllable.replace("v", "ü") if syllable[0] in "ln" else syllable)
    return word[:1].upper() + word[1:]
