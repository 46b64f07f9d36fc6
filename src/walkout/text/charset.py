"""Bytes to text, for encodings as they are found in the wild.

Labels lie: a page that says GB2312 holds GBK and GB18030, a page that says GBK may be UTF-8, a
saved file says nothing. So every candidate must decode the bytes *and* give text that looks like
text: Han characters that are common, punctuation, letters among letters. Very short texts are
never guessed at, since six Chinese characters are plausible in half a dozen encodings.
"""

from __future__ import annotations

import codecs
import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from walkout.errors import UnreadableError

How = Literal["bom", "valid", "label", "likely", "fallback"]
"""How an encoding was settled: a byte-order mark, valid UTF-8, a label that held, the most
plausible of several, or the rule for texts too short to tell."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text.

    Args:
        text: The text, without a byte-order mark.
        encoding: Python's name of the encoding, such as ``gb18030``.
        how: How the encoding was settled.
        replaced: Number of U+FFFD put where bytes could not be decoded; few, or it raises.
        offset: Offset in bytes of the first of them; None when there are none.
    """

    text: str = field(repr=False)
    encoding: str
    how: How
    replaced: int = 0
    offset: int | None = None


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    # What GB18030 makes of U+FEFF.
    (b"\x84\x31\x95\x33", "gb18030"),
)

# A browser reads these labels as the wider set, and pages rely on it (WHATWG Encoding, 4.2).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}

_ALIASES = {
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "gb18030-2022": "gb18030",
    "x-x-big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "unicode": "utf-16-le",
    "x-sjis": "cp932",
    "utf8mb4": "utf-8",
    "utf_8": "utf-8",
}

# Python's codecs that no page is written in; UTF-7 and escapes would make other words of ASCII.
_NO_PAGE = frozenset(
    {"charmap", "idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "raw_unicode_escape"}
    | {"undefined", "unicode-escape", "unicode_escape", "utf-7"}
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp1252", "cp932", "cp949")

# Fewer non-ASCII characters than this are never guessed at: six Chinese characters of GBK were
# misread by every detector that was tried.
_SHORT = 12

_ASCII = bytes(range(0x80))

# Enough for a judgement; validity is still checked over all bytes.
_SAMPLE = 65_536

# A text may lose a few characters and one in this many to bad bytes (a page cut in the middle of
# a character, an advertisement in another encoding) and still be read, with a note.
_LOSS = 100
_LOST_ANYWAY = 5

# The most frequent characters of modern Chinese in both scripts, and of labour news; they cover
# about three quarters of any Chinese text and 3 to 5 % of one decoded by the wrong table.
_COMMON = frozenset(
    "的一是在不了有和人这這中大为爲上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可"
    "主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家"
    "电電力里裏如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开"
    "開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反"
    "你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立"
    "代想已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資"
    "边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放"
    "决決西被干幹做必战戰先回则則任取据據处處队隊南给給色光门門即保治北造百规規热熱领領七海口东東"
    "导導器压壓志世金增争爭济濟阶階油思术術极極交受联聯什认認六共权權收证證改清己美再采採转轉更单"
    "單风風切打白教速花带帶安场場身车車例真务務具万萬每目至达達走积積示议議声聲报報斗鬥完类類八离"
    "離华華名确確才科张張信马馬节節话話米整空元况況今集温溫传傳土许許步群羣广廣石记記需段研界拉林"
    "律叫且究观觀越织織装裝影算低持音众衆书書布复復容儿兒须須际際商非验驗连連断斷深难難近矿礦千周"
    "委素技备備半办辦青省列习習响響约約支般史感劳勞便团團往酸历歷市克何除消构構府称稱太准準精值号"
    "號率族维維划劃选選标標写寫存候毛亲親快效斯院查江型眼王按格养養易置派层層片始却卻专專状狀育厂"
    "廠京识識适適属屬圆圓包火住调調满滿县縣局照参參红紅细細引听聽该該铁鐵价價严嚴首底液官德随隨病"
    "苏蘇失尔爾死讲講配女黄黃推显顯谈談罪神艺藝呢席含企望密批营營项項防举舉球英氧势勢告李台臺落木"
    "帮幫轮輪破亚亞师師围圍注远遠字材排供河态態封另施减減树樹溶怎止案言士均武固叶葉鱼魚波视視仅僅"
    "费費紧緊爱愛左章早朝害续續轻輕服试試食充兵源判护護司足某练練差致板田降黑犯负負击擊范範继繼兴"
    "興似余餘坚堅曲输輸修故城夫够夠送笔筆船占佔右财財吃喫富春职職觉覺汉漢画畫功巴跟虽雖杂雜飞飛检"
    "檢吸助升阳陽讨討薪罢罷警镇鎮捕拘协協访訪欠裁补補偿償闻聞网網微博帖聚稳穩"
)

_PUNCTUATION = frozenset("，。、！？：；“”‘’（）《》〈〉「」『』【】—…·～　％￥〔〕／")
_LATIN = frozenset("“”‘’–—…•·£€©®°«»§´¡¿±×½¼¾™\xa0")


def codec_of(label: str) -> str | None:
    """Return Python's codec for a label found in a page or a header; None when there is none.

    ``gb2312`` and ``gbk`` mean GB18030, ``big5`` means Big5-HKSCS and Latin-1 means
    Windows-1252, as browsers have it.

    Example:
        >>> codec_of("GB2312"), codec_of("no such thing")
        ('gb18030', None)
    """
    name = label.strip().strip("'\"").lower()
    if name in _ALIASES:
        return _ALIASES[name]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_PAGE:
        return None
    return _WIDER.get(info.name, info.name)


def decode(data: bytes, labels: Iterable[str] = ()) -> Decoded:
    """Return bytes as text, with the encoding that holds.

    Args:
        data: The bytes of a text.
        labels: What a header, a page or a person says the encoding is, strongest first. A label
            is believed when it decodes the bytes into plausible text.

    Raises:
        UnreadableError: No encoding holds; ``where`` has the offset of the first bad byte.

    Example:
        >>> decode("工人罢工".encode("gb18030"), ["gb2312"]).text
        '工人罢工'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _settle(data[len(bom) :], encoding, "bom", len(bom))
    named = [codec for label in labels if (codec := codec_of(label))]
    if data.isascii() and b"\0" not in data:
        return Decoded(data.decode("ascii"), "utf-8", "valid")
    wide = _utf16(data)
    if wide:
        return _settle(data, wide, "likely", 0)
    # UTF-8 that is valid is hardly ever anything else, and a label says so less surely.
    short = _foreign(data) < _SHORT
    if not short:
        try:
            return Decoded(data.decode("utf-8"), "utf-8", "valid")
        except UnicodeDecodeError:
            scores: dict[str, float | None] = {"utf-8": None}
    else:
        scores = {"utf-8": _score(data, "utf-8")}
        if (scores["utf-8"] or 0.0) >= 0.3:
            return _settle(data, "utf-8", "valid", 0)
    for encoding in (*named, *_CANDIDATES):
        if encoding not in scores:
            scores[encoding] = _score(data, encoding)
    valid = {encoding: score for encoding, score in scores.items() if score is not None}
    top = max(valid.values(), default=0.0)
    if short:
        for encoding in named:
            if valid.get(encoding, -1.0) >= max(0.0, top - 0.4):
                return _settle(data, encoding, "label", 0)
        for encoding in ("utf-8", "gb18030", "cp1252"):
            if valid.get(encoding, -1.0) >= 0.0:
                return _settle(data, encoding, "fallback", 0)
    best = max(valid, key=lambda encoding: (valid[encoding], encoding in named), default=None)
    for encoding in named:
        # A label that holds wins unless another encoding reads much better.
        if encoding in valid and valid[encoding] >= max(0.5, top - 0.15):
            return _settle(data, encoding, "label", 0)
    if best is not None and valid[best] >= 0.4:
        return _settle(data, best, "likely", 0)
    if "utf-8" in valid:
        # Odd characters, and still far likelier UTF-8 than anything else.
        return _settle(data, "utf-8", "fallback", 0)
    # Nothing decodes it whole: the encoding that loses least, if that is very little.
    return _nearly(data, tuple(dict.fromkeys((*named, "utf-8", "gb18030", "big5hkscs"))))


def _settle(data: bytes, encoding: str, how: How, skipped: int) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, how)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        if lost > _LOST_ANYWAY + len(text) // _LOSS or lost * 4 > len(text):
            raise _undecodable(encoding, error.start + skipped) from None
        return Decoded(text, encoding, how, lost, error.start + skipped)


def _nearly(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    best: tuple[float, str, int] | None = None
    for encoding in encodings:
        try:
            data.decode(encoding)
            continue
        except UnicodeDecodeError as error:
            offset = error.start
        text = data[:_SAMPLE].decode(encoding, "replace")
        score = plausibility(text) - 4.0 * text.count("\ufffd") / max(1, len(text))
        if best is None or score > best[0]:
            best = (score, encoding, offset)
    if best is None or best[0] < 0.4:
        raise _undecodable(best[1] if best else "utf-8", best[2] if best else 0)
    return _settle(data, best[1], "likely", 0)


def _undecodable(encoding: str, offset: int) -> UnreadableError:
    return UnreadableError(
        "The bytes are not text in any known encoding",
        fix="Save the file as UTF-8 in the program that shows it right, and add it again.",
        byte=offset,
        nearest=encoding,
    )


def _foreign(data: bytes) -> int:
    """Count the characters that are not ASCII, two bytes to one."""
    return len(data[:_SAMPLE].translate(None, _ASCII)) // 2


def _sample(data: bytes) -> bytes:
    """Return the part of long data that a judgement is based on, from a line to a line."""
    if len(data) <= _SAMPLE:
        return data
    # From the first byte that tells something, and up to a line's end where there is one.
    start = next((i for i, byte in enumerate(data[: _SAMPLE * 16]) if byte >= 0x80), 0)
    start = data.rfind(b"\n", 0, start) + 1
    part = data[start : start + _SAMPLE]
    end = part.rfind(b"\n")
    return part[: end + 1] if end > _SAMPLE // 2 else part


def _score(data: bytes, encoding: str) -> float | None:
    """Return how plausible the data are in an encoding; None when it cannot decode them."""
    sample = _sample(data)
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if len(sample) == len(data) or error.start < len(sample) - 4:
            return None
        text = sample.decode(encoding, "ignore")
    if len(sample) < len(data):
        try:
            codecs.decode(data, encoding)
        except UnicodeDecodeError:
            return None
    return plausibility(text)


@functools.cache
def _kind(char: str) -> float:
    """Weigh one non-ASCII character without its neighbours; 9 means that they must tell."""
    if char in _COMMON or char in _PUNCTUATION:
        return 1.0
    if char in _LATIN:
        return 0.5
    code = ord(char)
    if 0x3040 <= code <= 0x30FF or 0xFF00 <= code <= 0xFFEF:
        return 0.9
    if 0xAC00 <= code <= 0xD7A3:
        return 0.6
    if 0x4E00 <= code <= 0x9FFF:
        return 0.0
    category = unicodedata.category(char)
    if category in {"Cn", "Co", "Cs", "Cc"} or char == "\ufffd":
        return -3.0
    if code < 0x250 or 0x370 <= code < 0x530:
        return 9.0 if category[0] == "L" else -0.5
    if category in {"So", "Sm", "Sc", "No"} or code >= 0x1F000 or 0x2000 <= code <= 0x206F:
        return 0.5
    return -0.2


def plausibility(text: str) -> float:
    """Return how much a text looks like Chinese or a European language, from about -3 to 1.

    Only characters outside ASCII count: common Han characters and punctuation speak for it,
    rare Han characters are neutral, private, unassigned and control characters and letters that
    stand alone speak against it. A text of ASCII alone gives 1.

    Example:
        >>> plausibility("工人罢工三天")
        1.0
    """
    total = 0.0
    seen = 0
    last = len(text) - 1
    for i, char in enumerate(text):
        if char < "\x80":
            if char < " " and char not in "\t\n\r\f":
                total -= 3.0
                seen += 1
            continue
        seen += 1
        weight = _kind(char)
        if weight == 9.0:
            # A letter such as é or ж is at home beside letters of its own alphabet.
            near = (text[i - 1] if i else " ", text[i + 1] if i < last else " ")
            if ord(char) < 0x250:
                weight = 0.8 if any(c.isascii() and c.isalpha() for c in near) else -1.0
            else:
                weight = 0.5 if any(c > "\u036f" and c.isalpha() for c in near) else -1.0
        total += weight
    return total / seen if seen else 1.0


def _utf16(data: bytes) -> str | None:
    """Return which UTF-16 the data are in without a byte-order mark; None when they are not."""
    if len(data) % 2 or b"\0" not in data:
        return None
    sample = data[:_SAMPLE]
    scores: dict[str, float] = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if text.count("\0") or len(text) < 2:
            continue
        letters = sum(1 for c in text if c in _COMMON or " " <= c < "\x7f" or c in "\t\r\n")
        scores[encoding] = letters / len(text)
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return best if best and scores[best] >= 0.5 else None
