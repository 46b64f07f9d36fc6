"""Counts in Chinese: numeral, bounding words, measure word, counted noun."""

from __future__ import annotations

import re

from walkout.extract.counts import UNITS, Bound, FoundCount, NounClass, bounded, is_whole
from walkout.model.values import Count
from walkout.text.numerals import Numeral, Spot, find_zh
from walkout.text.patterns import alternation

_CLASSES: dict[NounClass, str] = {
    "worker": "工人 员工 职工 工友 劳动者 女工 民工 农民工 打工者 打工仔 打工妹 外来工 临时工 "
              "派遣工 合同工 "
    "阿姨 大姐 大妈 大爷 大叔 大哥 叔叔 师傅 老师傅 老工人 男工 姐妹 兄弟 同事 室友 伙计 "
    "哥们 工人师傅 老职工 女职工 女员工 保洁 环卫 码头工 搬运工 外劳 童工 短工 同工 职员 "
    "从业人员 雇员 劳工 移工 环卫工 清洁工 保洁员 操作工 技工 普工 "
    "工会会员 工会成员 工作人员 店员 服务员 "
    "营业员 空姐 空乘 船员 海员 机师 飞行员 程序员 保姆 工程师 打工人 工人代表 员工代表 职工代表",
    "construction": "瓦工 架子工 焊工 电工 塔吊司机 扎铁工人 扎铁工 地盘工人 泥工 "
    "装修工人 建筑工人 建筑工 泥水工 钢筋工 木工 工地工人 施工人员",
    "driver": "司机 的哥 的姐 驾驶员 车夫 卡车司机 出租车司机 货车司机 网约车司机 车主",
    "courier": "外卖员 骑手 快递员 外卖骑手 送餐员 配送员 快递小哥 外卖小哥 邮递员",
    "miner": "矿工 煤矿工人",
    "teacher": "教师 老师 民办教师 代课教师 教职工 教职员 教职员工 教员 讲师 幼师",
    "medical": "医生 护士 医护 医护人员 医务人员 医师 护工 乡村医生 村医",
    "student": "学生 大学生 学生工 实习生 同学 毕业生 研究生",
    "retiree": "退休工人 退休职工 退休人员 退休教师 离退休人员 退休员工",
    "laid_off": "下岗工人 下岗职工 下岗人员 失业者 失业工人 买断职工",
    "striker": "罢工者 罢工工人",
    "protester": "抗议者 示威者 上访者 访民 抗议人士 示威人士 维权者 上访人员 参与者 参加者",
    "detainee": "被捕者 被捕人士 被拘者 被抓者 在押人员 被捕工人 被拘工人",
    "casualty": "死者 伤者 遇难者 死难者 伤员 遇难矿工 尘肺病人 患者 受害者",
    "police": "警察 民警 特警 武警 公安 防暴警察 警员 干警 警务人员 便衣 便衣警察 防暴警",
    "guard": "保安 保安员 城管 辅警 联防 协警",
    "thug": "打手 黑社会 流氓 不明身份人员 不明身份的人 黑衣人 社会人员",
    "official": "官员 干部 公务员 领导",
    "manager": "高管 经理 管理人员 管理层 老板 主管",
    "supporter": "声援者 声援团成员 声援团 声援人士 志愿者 支持者 活动人士 网友 网民 积极分子 "
                 "活跃分子",
    "family": "家属 亲属 遗属 工人家属 职工家属 矿工家属 子女 妻子 家长",
    "villager": "村民 农民 渔民 牧民 菜农",
    "resident": "居民 市民 业主 群众 民众 商户 商贩 小贩 摊贩 租户 店主 投资者 储户 百姓 围观者 "
                "围观群众",
    "veteran": "老兵 退伍军人 退役军人 复员军人 转业军人 战友",
    "journalist": "记者",
    "lawyer": "律师",
    "person": "人 人士 人员 男子 女子 男人 女人 妇女 儿童 孩子 小孩 代表 成员 会员 嫌疑人 "
              "犯罪嫌疑人 男性 女性 "
    "青年 老人 老年人 乘客 旅客 选手 消防员 消防官兵 官兵 左翼青年 男 女",
    "household": "家庭 农户 居民户",
    "vehicle": "出租车 的士 公交车 公交 客车 货车 卡车 车辆 警车 大巴 大巴车 中巴 巴士 三轮车 "
               "摩的 摩托车 "
    "面包车 救护车 消防车 轿车 私家车 渔船 船 船只 汽车 车 吊车 塔吊 渣土车 水泥车 "
    "大挂 挂车 半挂 后八轮 砂石车 泥头车 货柜车 集卡 罐车 网约车 电三轮 大车 拖车 计程车",
    "company": "工厂 企业 公司 厂 厂家 店 店铺 门店 商店 医院 学校 单位 酒店 餐馆 餐厅 银行 机构 "
               "工地 车间 煤矿 "
    "矿山 幼儿园 供应商 分店 超市 厂商 工会",
}  # fmt: skip
_CLASS = {word: noun for noun, words in _CLASSES.items() for word in words.split()}
_NOT_DIRECT = {"人", "男", "女", "车", "厂", "店", "船", "公安", "领导", "代表", "公交"}
"""Nouns that need a measure word before them."""


def _of(*classes: NounClass) -> list[str]:
    return [word for word, noun in _CLASS.items() if noun in classes]


_THINGS: tuple[NounClass, ...] = ("household", "vehicle", "company")
_PERSONS = [word for word, noun in _CLASS.items() if noun not in _THINGS]
_ANY = r"[^,。!?;:、\n\"()《》\[\]0-9]"
_CALM = r"[^,。!?;:、\n\"()《》\[\]0-9被遭由与和向对将把在]"
"""Without words that bring in another party: 3名被警察带走 counts no police."""

_LONG = [word for word in _PERSONS if len(word) > 1]
_AS_CLASS = {
    "名": [*_LONG, "男", "女"],
    "户": _of("household"),
    "家": _of("company"),
    "辆": _of("vehicle"),
}


def _ahead(words: list[str], reach: int) -> re.Pattern[str]:
    """Pattern for the nearest noun ahead, behind attributes of at most `reach` characters."""
    return re.compile(
        rf"(?:{_CALM}{{0,{reach}}}?|{_ANY}{{1,{reach}}}?的{_CALM}{{0,4}}?)"
        rf"(?P<noun>{alternation(words)})(?:的?(?P<on>{alternation(_LONG)}))?"
    )


_NEXT = {measure: _ahead(words, 15) for measure, words in _AS_CLASS.items()}
_NEXT["号"] = _NEXT["名"]
_NEXT["个"] = _ahead([*_LONG, "人", *_of("household", "company")], 7)
_NEXT["台"] = _ahead(_of("vehicle"), 5)
_NEXT["间"] = _NEXT["所"] = _ahead(_of("company"), 8)
_BEFORE = re.compile(rf"(?P<noun>{alternation(_LONG + _of('household', 'vehicle', 'company'))})$")

_OWNER = re.compile(rf"(?P<noun>{alternation(_LONG)})们?(?:一共|共|有|总共|来了|大约|大概)?$")
"""Who is counted, told before: 工人们200多个."""

_OURS = re.compile(
    r"(?:[我俺咱你他她]们|俺|老乡|乡亲|群演|工友们?|兄弟们?|姐妹们?|同事们?|老师们|师傅们|阿姨们|大伙|大伙儿|一共|总共|足足"
    r"|(?:坐|站|来|去|蹲|围|聚|挤|跪|睡|躺|剩|到|走)了|剩下|只剩)$"
)
"""Who is counted, or what a crowd did, before a number alone: 俺们二十一个, 坐了五十来个."""
_PARKED = re.compile(r"(?:趴|停|聚|堵|排|开来|来|开走)(?:了|着)(?:有)?$")
_TRADE = re.compile(
    r"(?:做|干|开|跑|送|新来|当|卖|扫|修|烧|搞|打)[^,。!?;:、\n的]{0,4}的(?=[,。!?;:、在跟和与把都全一罢停堵围聚要坐蹲站])"
)
"""People named by their work alone: 一千来个做电脑的."""
_APART = re.compile(
    r"(?:^|[,。!?;:、\n(])(?:大约|大概|约|近|少说|足有|足足|一共|总共|共|有|得有|估计|差不多|不下|上)*$"
)
_STOPS = re.compile(r"[,。!?;:、\n)]|$")

_PERSON_WORD = (
    r"人(?!民|大(?!约|概|规|型|部|多)|次(?!日)|社[局部厅]|力|身(?![分份亡])|事[部局厅处科]|行道"
    r"|格|质|寿|命|类|间|生(?![命还死病])|道|工[费湖智]|物|气)"
)
_AFTER = re.compile(
    rf"(?P<more>多|余|来(?!自|到)|把(?=[人号个名千百])|\+|以上)?(?P<scale>[十百千万亿]{{1,2}})?"
    rf"(?P<more2>多|余|来(?!自|到)|把(?=[人号个名])|\+|以上)?"
    rf" ?(?:(?P<head>号人|人员|{_PERSON_WORD})|(?P<many>号(?=[\u4e00-\u9fff]))"
    r"|(?P<name>名(?!单|额|义|称|字|次|牌|列|为|叫|誉))|(?P<polite>位(?!于|置|数|列))"
    r"|(?P<house>户(?!籍|口|型|外))"
    r"|(?P<firm>家(?!长|人|属|庭|里|中|乡|具|电(?!脑|子|器厂)|园|境|[两三四五六几]口))|(?P<car>辆|艘)|(?P<machine>[台部])|(?P<room>间)"
    r"|(?P<mouth>口(?:子|人)?(?![井钟气水锅袋岸罩号径味述头服才令碑供罩感腔]))"
    rf"|(?P<school>所)|(?P<piece>个(?!月|小时|星期|礼拜|多月|季度|半月|亿|钟|百分点|头))"
    rf"|(?P<harm>[死伤](?![亡者难员害]))"
    rf"|(?P<direct>{alternation([w for w in _CLASS if w not in _NOT_DIRECT])})"
    r"|(?P<gap>(?=[\u4e00-\u9fff])))"
)
_LONE = re.compile(r"[0-9多余来+ 人名位户家辆艘台部间所个死伤号十百千万]|以上")
"""What follows a numeral of one character that counts; 一 is a word by itself otherwise."""

_MEASURES = {
    "name": "名", "polite": "名", "many": "号",
    "house": "户", "firm": "家", "car": "辆", "machine": "台",
    "room": "间", "school": "所", "piece": "个", "mouth": "口",
}  # fmt: skip
_DEFAULT: dict[str, NounClass] = {
    "户": "household",
    "家": "company",
    "辆": "vehicle",
    "名": "person",
}
"""Measure words that say by themselves what they count."""

_UNITS = frozenset(
    "年月日号元块斤吨米公里克岁点分秒小天周度%时钟次件届期条页平倍例起项宗架批回字级层楼路栋亩强星后股份篇封张支套箱种类英美港"
    ".:-/是不的了在和与及或把被将也都到着地样般切直定共同样旦向边面方式致律半"
)
"""What may not follow a number that counts a noun further on: other measures, and characters that
make a word with 一. First, since most numbers in a report are no counts."""

_FAR = re.compile(rf"(?!多[年月天次元块]|余[年元]){_CALM}{{0,6}}?(?P<noun>{alternation(_LONG)})")
_TO = re.compile(r"(?:多|余)?(?:名|人|辆|户|家|个)? ?(?:-{1,2}|~|至|到|或) ?")

_BOUNDS: dict[Bound, str] = {
    # They bound nothing: the count is approximate.
    "exact": "大约 约 大概 约有 约为 估计 估计有 约莫 大致 差不多 据估计 目测 估计约",
    "near": "近 将近 接近 几近 几乎 近乎 差不多有",
    "over": "超过 逾 愈 超 多过 超出 破 过 不止 高于",
    "least": "至少 不少于 不下 不下于 不低于 最少 起码 少说 保守估计",
    "under": "不到 不足 少于 低于 未满 不满",
    "most": "最多 至多 不超过 不多于 顶多",
}
_BOUND_OF = {word: bound for bound, words in _BOUNDS.items() for word in words.split()}
_PREFIX = re.compile(
    rf"(?:(?P<bound>{alternation(_BOUND_OF)})(?P<link>有|达|共|为|共有)?|(?P<upper>上|成)) ?$"
)
_NO_PREFIX = re.compile(r"(?:附|最|较|相|远|新|临|靠|靠近|经|通|路|难|度|已|越|不|大)$")
"""近 and 过 after these belong to another word (附近, 经过)."""
_ORDINAL = re.compile(
    r"(?:第|之|分之|编号|排名|no\.|#|[$€£¥]|前|[0-9][:.,/]|[0-9]-|排第|周|星期|礼拜|初|农历) ?$"
)
_EVERY = re.compile(r"每 ?$")
_SUFFIX = re.compile(
    r"(?P<least>以上|或以上|及以上|以上的)|(?P<most>以下|以内|之内)|(?P<about>左右|上下|前后|许)"
)
_HOTLINE = re.compile(r".{0,4}热线")
_IDIOM = re.compile(
    rf"(?P<idiom>成百上千|成千上万|成千成万|数以[十百千万]计)(?P<link>的|名|人|辆|户|家)?"
    rf"(?:{_CALM}{{0,8}}?(?P<noun>"
    rf"{alternation([w for w in _CLASS if w not in {'人', '男', '女'}])}))?"
)
_IDIOMS = {
    "成百上千": (100, 9999), "成千上万": (1000, 99_999), "成千成万": (1000, 99_999),
    "数以十计": (20, 99), "数以百计": (200, 999), "数以千计": (2000, 9999),
    "数以万计": (20_000, 99_999),
}  # fmt: skip
_PASSIVE = re.compile(
    r"(?:多|余|\+)?(?=(?:已|均|全部|仍|遭|先后)?被(?:捕|拘|抓|带走|打|刑|逮|扣|关|辞|开除|解雇))"
)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def find(text: str, image: str, bare: bool) -> list[FoundCount]:
    """Return the counts that Chinese words say; see `walkout.extract.counts.find_counts`."""
    spots = find_zh(image)
    found: list[FoundCount] = []
    if "数以" in image or "成百" in image or "成千" in image:
        found = [_idiom(text, match) for match in _IDIOM.finditer(image)]
    idioms = list(found)
    taken = 0
    for place, spot in enumerate(spots):
        if spot.start < taken or any(i.start <= spot.start < i.end for i in idioms):
            continue
        count = None
        if place + 1 < len(spots) and (wide := _range(image, spot, spots[place + 1])):
            count = _read(text, image, wide, bare)
        count = count or _read(text, image, spot, bare)
        if count is not None and not any(count.end > i.start >= count.start for i in idioms):
            found.append(count)
            taken = count.end
    return sorted(found, key=lambda count: count.start) if idioms else found


def _idiom(text: str, match: re.Match[str]) -> FoundCount:
    low, high = _IDIOMS[match["idiom"]]
    end = match.end()
    noun = match["noun"] or ""
    noun_class: NounClass = _CLASS[noun] if noun else "person"
    words = text[match.start() : end]
    return FoundCount(
        match.start(), end, Count(low, high, words, UNITS.get(noun_class, "persons")),
        noun=text[match.start("noun") : match.end("noun")] if noun else "",
        noun_class=noun_class,
        noun_start=match.start("noun") if noun else end,
        noun_end=match.end("noun") if noun else end,
    )  # fmt: skip


def _range(image: str, first: Spot, second: Spot) -> Spot | None:
    """Return the one numeral that two joined ones make: 200至300, 三到五百, 2-3万."""
    if second.start - first.end > 5 or not _TO.fullmatch(image, first.end, second.start):
        return None
    low, high = first.numeral.low, second.numeral.high
    unit = _SCALES.get(image[second.end - 1], 1)
    if low < 100 <= unit and low * unit < high:
        low *= unit
    if low >= high:
        return None
    return Spot(first.start, second.end, Numeral(low, high, 0))


_CROWD = re.compile("号(?:人(?!民|力)|工|员|职|民工|司机|兄弟|姐妹|老|青年|女|男)")
"""五六十号人: so many people, no number of a house."""


def _read(text: str, image: str, spot: Spot, bare: bool) -> FoundCount | None:
    """Read the count whose numeral stands at a place, None when it counts nothing."""
    after = None
    crowd = image[spot.end : spot.end + 1] == "号" and _CROWD.match(image, spot.end) is not None
    if (image[spot.end : spot.end + 1] not in _UNITS or crowd) and (
        not spot.numeral.exact
        or spot.end - spot.start > 1
        or image[spot.start].isascii()
        or image[spot.start] in "百千万亿"
        or _LONE.match(image, spot.end)
    ):
        after = _AFTER.match(image, spot.end)
    if after is None:
        return _bare(text, image, spot) if bare else None
    kind = after.lastgroup or ""
    before = image[max(0, spot.start - 8) : spot.start]
    if before and _ordinal(before):
        return None
    numeral = spot.numeral
    if after["scale"]:
        factor = 1
        for char in after["scale"]:
            factor *= _SCALES[char]
        numeral = Numeral(numeral.low * factor, numeral.high * factor, numeral.step * factor)
    if not is_whole(numeral):
        return None
    more = after["more"] or after["more2"]
    start, bound, about = bounding(image, spot)
    if kind in ("direct", "gap") and not _countable(image, spot, bool(more or bound)):
        return _bare(text, image, spot) if bare else None
    counted = _counted(image, after, kind, start)
    if counted is None and bare and kind in ("piece", "many", "mouth", "machine"):
        counted = _crowd(image, after, kind, start, vague=bool(more) or not numeral.exact)
    if counted is None:
        return _bare(text, image, spot) if bare else None
    noun_class, noun_start, noun_end, end = counted
    if kind == "piece" and noun_end <= start:
        start = noun_start  # 工人们200多个: without its noun 200多个 counts nobody
    if suffix := _SUFFIX.match(image, end):
        end = suffix.end()
        if suffix["least"]:
            bound = "least"
        elif suffix["most"]:
            bound = "most"
        else:
            about = True
    if more in ("来", "把"):
        about = True
    elif more == "以上":
        bound = bound or "least"
    elif more and bound is None:
        bound = "over"
    low, high = bounded(numeral, bound or "exact")
    return FoundCount(
        start, end,
        Count(low, high, text[start:end], UNITS.get(noun_class, "persons"), about),
        noun=text[noun_start:noun_end], noun_class=noun_class,
        noun_start=noun_start, noun_end=noun_end,
        every=bool(_EVERY.search(image, max(0, start - 2), start)),
    )  # fmt: skip


def _ordinal(before: str) -> bool:
    match = _ORDINAL.search(before)
    if match is None:
        return False
    # 此前, 目前 and 日前 are adverbs.
    return not (
        match.group().strip() == "前"
        and before[match.start() - 1 : match.start()] in set("此之目日以先年天月周")
    )


def bounding(image: str, spot: Spot) -> tuple[int, Bound | None, bool]:
    """Return where the count begins, what the words before it bound, and whether they say about."""
    before = image[max(0, spot.start - 8) : spot.start]
    match = _PREFIX.search(before)
    if match is None:
        return spot.start, None, False
    offset = spot.start - len(before)
    start = offset + match.start()
    if match["upper"]:
        # 上百 and 成千, but not 街上100人.
        if image[spot.start] not in "百千万" and image[spot.start : spot.start + 2] not in (
            "十万",
        ):
            return spot.start, None, False
        if match.start() and before[match.start() - 1] in "早晚网街路以马身线地世":
            return spot.start, None, False
        return start, "upper", False
    bound = _BOUND_OF[match["bound"]]
    if len(match["bound"]) == 1 and _NO_PREFIX.search(before, 0, match.start()):
        return spot.start, None, False
    return start, None if bound == "exact" else bound, bound == "exact"


_EMERGENCY = frozenset(("110", "119", "120", "122", "999", "12351", "12333", "12345"))
"""Numbers that are called: 120救护人员."""


def _countable(image: str, spot: Spot, modified: bool) -> bool:
    """Whether a number may count a noun without a measure word between: 300工人, not 统一职工."""
    if modified or not spot.numeral.exact:
        return True
    words = image[spot.start : spot.end]
    if words in _EMERGENCY:
        return False
    if words.isdigit():
        return not (len(words) == 4 and words[:2] in ("19", "20") and words[2:] != "00")
    return len(words) > 1


def _counted(
    image: str, after: re.Match[str], kind: str, start: int
) -> tuple[NounClass, int, int, int] | None:
    """Return class and span of the counted noun, and the end of the count's own words."""
    end = after.end()
    if kind == "harm":
        return "casualty", after.start("harm"), end, end
    if kind == "direct":
        word = after["direct"]
        if _HOTLINE.match(image, end):
            return None
        return _CLASS[word], after.start("direct"), end, end
    if kind == "gap":
        if after["scale"] is None and image[end : end + 1] in _UNITS:
            return None
        far = _FAR.match(image, end)
        if far is None:
            return None
        return _CLASS[far["noun"]], far.start("noun"), far.end(), far.end()
    if kind == "head":
        if (owner := _BEFORE.search(image, max(0, start - 6), start)) and _is_person(owner["noun"]):
            return _CLASS[owner["noun"]], owner.start(), owner.end(), end
        return "person", after.start("head"), end, end
    measure = _MEASURES[kind]
    if measure == "口":
        return None
    ahead = _NEXT[measure].match(image, end)
    if ahead is None:
        return _without_noun(image, measure, after.start(kind), start, end)
    noun, last = ahead["noun"], ahead["on"]
    noun_end = ahead.end("noun")
    if last and _is_person(noun):
        noun, noun_end = last, ahead.end("on")
    noun_start = ahead.start("noun")
    if measure not in _DEFAULT or noun_start == end:
        end = noun_end
    return _CLASS[noun], noun_start, noun_end, end


def _without_noun(
    image: str, measure: str, at: int, start: int, end: int
) -> tuple[NounClass, int, int, int] | None:
    default = _DEFAULT.get(measure)
    if default is None:
        owner = _OWNER.search(image, max(0, start - 8), start) if measure == "个" else None
        if owner is not None and _is_person(owner["noun"]):
            return _CLASS[owner["noun"]], owner.start("noun"), owner.end("noun"), end
        return None
    if default == "person":
        owner = _BEFORE.search(image, max(0, start - 6), start)
        if owner and _is_person(owner["noun"]):
            return _CLASS[owner["noun"]], owner.start(), owner.end(), end
    return default, at, end, end


def _crowd(
    image: str, after: re.Match[str], kind: str, start: int, *, vague: bool
) -> tuple[NounClass, int, int, int] | None:
    """Read people, or cars in a line, that no noun names: 俺们二十一个, 两百多号, 趴了两百来台."""
    end = after.end()
    before = image[max(0, start - 8) : start]
    if kind == "machine":
        return ("vehicle", end, end, end) if _PARKED.search(before) else None
    if kind == "piece" and (trade := _TRADE.match(image, end)):
        return "person", end, trade.end(), end
    alone = _APART.search(before) is not None and _STOPS.match(image, end) is not None
    if alone or _OURS.search(before) or (kind in ("many", "mouth") and vague):
        return "person", end, end, end
    return None


def _is_person(noun: str) -> bool:
    return _CLASS[noun] not in _THINGS


_HEADCOUNT = re.compile(
    r"人数(?:约|大约|约为|为|是|达|达到|已达|近|超过|逾|有|共|在|:)*(?:近|约|逾|超过|至少|不下)?$"
)
_SEIZED = re.compile(
    r"(?:抓|带走|抓走|拘|捕|放|打伤|送|送进|送到|伤|开除|辞退|裁|炒|进去|关|就|院的|按住|铐走|押走|拉走|抬走|放出来|出来)"
    r"(?:了|的就|就)?(?:有)?$"
)
_BEFELL = re.compile(
    r"(?:多|余|来)?(?:个|名)(?=(?:人)?(?:到现在|至今|还|今天|到今天)?(?:没回来|没出来|没放|没消息|没音讯|进了(?:车|局子|派出所|医院)|不知道在哪|不知去向))"
)
"""A number alone before what befell them: 还有四个没回来, 有九个进了车."""
_BARE_NUMBER = re.compile(r"(?P<more>多|余|来)?个?(?=[,，。;；!！?？、)\s]|$)")


def _headcount(text: str, image: str, spot: Spot, match: re.Match[str]) -> FoundCount | None:
    """人数：六十余 counts people without a word for them."""
    if not is_whole(spot.numeral):
        return None
    _, bound, about = bounding(image, spot)
    head = _HEADCOUNT.search(image, max(0, spot.start - 8), spot.start)
    start = head.start() if head is not None else spot.start
    more = match["more"]
    low, high = bounded(spot.numeral, bound or ("over" if more in ("多", "余") else "exact"))
    end = match.end()
    return FoundCount(
        start, end, Count(low, high, text[start:end], "persons", about or more == "来"),
        noun_class="person", noun_start=end, noun_end=end,
    )  # fmt: skip


def _bare(text: str, image: str, spot: Spot) -> FoundCount | None:
    match = _PASSIVE.match(image, spot.end)
    before = image[max(0, spot.start - 8) : spot.start]
    if match is None and (number := _BARE_NUMBER.match(image, spot.end)):
        if _HEADCOUNT.search(before):
            return _headcount(text, image, spot, number)
        if "个" in number.group() and _SEIZED.search(before):
            match = number
    if match is None:
        match = _BEFELL.match(image, spot.end)
    if match is None or not is_whole(spot.numeral) or (before and _ordinal(before)):
        return None
    start, bound, about = bounding(image, spot)
    if bound is None and match.group()[:1] in ("多", "余", "+"):
        bound = "over"
    low, high = bounded(spot.numeral, bound or "exact")
    end = match.end()
    return FoundCount(
        start, end, Count(low, high, text[start:end], "persons", about),
        noun_start=end, noun_end=end, bare=True,
    )  # fmt: skip
