"""Whether Chinese words of a demand are asked for, or only stand in the scene.

A post names a canteen because people sat there, sick leave because they took it together, a guard's
rubber gloves because he wore them. Such words tell a demand only where something near asks,
complains, is owed, or says that it set the action off.
"""

from __future__ import annotations

import re

from walkout.extract.hits import Hit
from walkout.extract.marks import Marks

_SCENE = re.compile(
    r"工作时间|上班时间|休息时间|作息|调休|排班|排满班|轮休|倒班|[三两]班倒|轮班|换班制|花班|休一天|没放假|放长假|单休"
    r"|劳保|防护服|防护|体检|核酸|防疫|隔离措施|感染|阳性|确诊|消毒|口罩|手套|中毒|高温作业|安全生产|防护用品"
    r"|病假|年假|事假|产假|婚假|医药费|医疗费|受伤职工医药费"
    r"|福利|补助|补贴|返费|奖金|分红|年货|慰问品|购物卡|烤火费"
    r"|押金|罚款|服务费|租金|停车费|税费|尿素|检测费|管理费|保证金"
    r"|共享单车|公交|快车|三轮车|三轮|摩的|私家车载客|城际公交"
    r"|道歉|考勤|打卡制度|下台|尊严|更换领导|劳动关系|外包|编制|在编|续约|新合同|合同到期|改签|正式工待遇"
    r"|伙食|食宿|吃住|住宿费|挂面|饭钱|饭卡|饭菜|食堂|宿舍|饭堂|盒饭|热水|班车|洗澡|停电|停水|房租|没饭"
    r"|分流|安置员工|反对票|转岗安置|安置|买断|遣散|工会主席|成立的?工会|医保|养老"
)
"""Words that the lexicon has as demands and that a scene may have too."""

_ASKED = re.compile(
    r"要求|诉求|请求|请愿|呼吁|争取|讨要|讨|索|追|催|不满|抗议|反对|抵制|嫌|抱怨|投诉|反映|举报|控诉|质疑|凭啥|凭什么|为啥"
    r"|为什么|因|由于|起因|导火索|原因|为的是|为了|就为|问题|纠纷|拖|欠|克扣|扣发|(?<!回)扣|取消|停发|降|减|涨|缩水|没见|没给|没发|没到|没有"
    r"|没交|没签|未|不给|不发|不肯|不让|不批|不按|不兑现|不合理|不合法|不公|说好的|答应的|承诺的|该给|应得|落实|兑现|解决|恢复|改善|提高"
    r"|补发|补交|补缴|补偿|少一分|少发|少给|太|过高|差|难吃|馊|发霉|强制|逼|被迫|乱|只给|才给|算不算|怎么算|都没|还没|要.{0,4}(?:钱|个)"
)
"""Words that make a demand of what stands near them."""

_BEFORE, _AFTER = 22, 14
"""Code points to look at: before, within the sentence; behind, within the clause."""

_CLAUSE = re.compile(r"[,，。;；!！?？]")

_SHORT = 40
"""A headline of so few code points names nothing that is not its matter."""

_DENIED = re.compile(r"(?:不是|并非|不)为了?[^,，。;；]{0,3}$")
_THREAT = 6
"""What an employer threatens to take away stands so close behind the threat."""

_ANSWERS = frozenset({"threat", "blacklist"})


def only_scene(hit: Hit, marks: Marks) -> bool:
    """Return whether words of a demand are part of the scene, a threat or a denial.

    Args:
        hit: A hit of field ``demand``.
        marks: What was found in the reading.
    """
    if hit.language != "zh" or marks.prose:
        return False
    folded = marks.folded
    sentence = marks.sentence_at(hit.start)
    if sentence is None:
        return False
    low = max(sentence.start, hit.start - _BEFORE)
    if _DENIED.search(folded, low, hit.start):
        return True
    if any(
        a.field == "act"
        and a.code in _ANSWERS
        and 0 <= hit.start - a.end <= _THREAT
        and "。" not in folded[a.start : hit.start]
        for a in marks.hits
    ):
        return True
    if hit.gap or len(folded) <= _SHORT or _SCENE.fullmatch(folded, hit.start, hit.end) is None:
        return False
    if any(
        a.field == "action" and a.start <= hit.start and hit.end <= a.end and not a.gap
        for a in marks.hits
    ):
        return True  # 集体请病假: the leave is how they act
    end = _CLAUSE.search(folded, hit.end, sentence.end)
    high = min(end.start() if end is not None else sentence.end, hit.end + _AFTER)
    return not (_ASKED.search(folded, low, hit.start) or _ASKED.search(folded, hit.end, high))
