"""Persons: identifiers and names are found, and ordinary words are not taken for names."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.text.persons import find_persons

# Invented sentences. What stands in 【】 is a person; nothing else is.
FULL = """
工人代表【张建国】被警方带走。
女工【李秀英】说，她已经三个月没有拿到工资。
【王志强】表示不会放弃。
昨天下午，【陈美玲】被厂方开除。
【刘洋】和【赵敏】是厂里的老员工。
【孙丽华】、【周国平】、【吴海燕】三人被拘留。
被拘留的有【郑伟】、【冯晓燕】、【蒋大勇】等人。
警察抓走了【许文斌】。
货车司机【何立军】因欠薪爬上塔吊。
保安队长【罗永福】动手打人。
工友们要求释放【梁小凤】。
家属【谢桂芳】称丈夫仍在医院。
【欧阳雪梅】被带走后一直没有消息。
【司马长青】告诉记者，工厂欠薪半年。
【诸葛明亮】、【上官婉如】等人获释。
法院判处【邓学军】有期徒刑两年。
律师【曹振华】会见了当事人。
【彭德胜】，男，42岁，湖南人。
【曾凡荣】（化名）今年19岁。
老板【肖大海】跑路了。
包工头【田有财】至今没有露面。
【董思远】在微信群里发帖。
四川籍工人【袁春生】坠楼身亡。
死者【潘玉莲】的丈夫至今没拿到赔偿。
【于海涛】被厂方解雇。
一名叫【蔡一鸣】的学生声援工人。
名为【余家旺】的矿工患尘肺病。
【杜金花】的妻子说。
【叶青松】在接受采访时说。
组织者【程刚】失联。
骑手【苏阳】猝死在送餐途中。
【魏东】被打伤。
教师【吕静】带头上访。
【丁一凡】向记者介绍情况。
联系人【任丽】。
【沈建明】因涉嫌聚众扰乱社会秩序罪被刑拘。
厂长【姚启瑞】与【卢世杰】到场。
工会主席【姜永年】出面调解。
【崔玉柱】自焚。
员工【钟伟良】被辞退。
【谭耀宗】等五名代表进厂谈判。
矿工【陆大有】遇难。
【范晓雯】、【金立群】、【石磊】
环卫工【廖桂香】讨薪。
工人【贾宝林】受伤。
职工代表【夏志远】与【韦国兴】发言。
【傅红梅】跳楼。
女工【方静】晕倒。
【白雪】被警察带走。
司机【邹建业】不服。
村民【熊德才】被打。
【孟凡林】起诉公司。
【秦岚岚】写道。
【邱志勇】先生说。
【江小燕】女士反映。
记者【尹航】报道。
老师【薛梅】站在门口。
他叫【雷鸣】，是焊工。
【侯俊杰】打电话报警。
快递员【龙飞扬】住院。
【史玉林】的家属拒绝火化。
【黎国栋】、【顾晓峰】被控寻衅滋事。
工友【毛建军】回忆。
【龚倩】和【邵磊】是夫妻。
【万春梅】抱怨食堂太差。
工人【钱有福】跳楼讨薪。
【武海龙】带领工人堵路。
【戴志成】被判三年。
【莫小娟】拒绝签字。
【孔令山】被保安殴打。
工人【康大同】说。
【文静】被辞退。
工人【高明远】被抓。
【林芳】、【郭涛】和【马兰】被带走。
【黄河生】今天被送进医院。
【易中平】被捕。
【温家旺】表示。
声援工人的学生【段思宇】被软禁。
声援者【段思宁】已失联三天。
据【程小梅】介绍，工资没发。
法院判【吴长贵】有期徒刑一年。
今天上午【何建平】到厂门口举牌。
警方带走【郝建设】、【齐大伟】等十余人。
【張國雄】被帶走，【陳麗珠】受傷。
工人代表【劉偉雄】說。
【趙鐵柱】與【錢寶珍】獲釋。
公司法人代表【汤国民】失踪。
员工【申大力】与【安志杰】。
采访了【倪虹】和【严佳】。
【费明】被警察带走。
"""

VEILED = """
【张某】被拘留。
【李某某】告诉记者。
【王某甲】、【赵某乙】受伤。
工头【罗某】跑了。
【刘××】被判刑。
【陈xx】失联。
【周*】被带走。
【吴某强】称。
一名【黄姓工人】坠楼。
【老张】说厂里没活了。
【小李】告诉我们。
【阿强】说，不干了。
【阿芳】被炒了。
工友【小芳】哭了。
【王姐】说大家都走了。
【李师傅】开了十年车。
【陈大姐】告诉记者。
【赵先生】表示不满。
【孙女士】反映。
【刘哥】被打。
和【周老师】一起去。
司机【吴师傅】说。
【郑阿姨】说。
【何律师】认为违法。
【徐总】说没钱。
【林叔】说。
【小燕】回忆。
【老赵】今年五十岁。
"""

OTHER_SCRIPTS = """
工人【阿迪力·买买提】被带走。
【古丽娜尔·吐尔逊】说。
【木合塔尔·艾力】和工友。
司机【扎西】被打。
【卓玛】告诉记者。
牧民【巴特尔】受伤。
【玉素甫·卡德尔】被判刑。
【热依汗·阿不都】获释。
【才让多吉】说。
工人【乌云其其格】哭了。
"""

LATIN = """
【Zhang Weiming】 was detained on Friday.
Police released 【Weiming Zhang】 after two days.
【Mr Chen】 said the boss had fled.
【Chen】, 34, has worked there for ten years.
A worker surnamed 【Li】 climbed the crane.
The worker 【Wang Jianhua】 told reporters.
【Liu Xiaomei】 and 【Zhao Guoqiang】 were arrested.
Labour activist 【Sun Haitao】 was sentenced to two years.
"We want our pay," said 【Zhou Lihua】.
【Wu Min】, a driver, joined the strike.
His wife, 【Zheng Xiuying】, has heard nothing.
【Cheung Tai-man】 said the union would go on.
【Lee Wing-fai】, 45, a docker.
【Ouyang Ming】 told the court.
Lawyer 【Feng Zhigang】 visited her.
【Xiao Wang】 said he was tired.
【Lao Zhang】 told us.
【Ah Qiang】 said no.
【Sister Liu】 led them.
【Miss Huang】 refused to sign.
【Zhang Wei】 was beaten.
【Li Na】 said she was dismissed.
【Robert Miller】 said it was unfair.
【Jennifer Alvarez】, a nurse, walked out.
【Kwame Mensah】 was arrested at the gate.
Organiser 【Aleksandra Kowalska】 was fired.
【David J. Thompson】 told the board.
Dr. 【Steinberg】 treated them.
【Chen Xiao'an】 wrote on Weibo.
Student 【He Jiayi】 was taken away.
【Xu Lifang】's family asked for the body.
The trial of 【Deng Yulan】 began.
by 【Gao Min】 and 【Tang Jing】.
Worker representatives 【Lin Dong】 and 【Ma Hui】 were held.
"""

IDENTIFIERS = {
    "联系【13812345678】": "phone",
    "电话 【138 1234 5678】": "phone",
    "手机：【138-1234-5678】": "phone",
    "【１３８１２３４５６７８】 找我": "phone",
    "电话【+86 13812345678】": "phone",
    "打【13 8123 45678】": "phone",
    "热线【0755-26789012】": "phone",
    "电话【(0755) 26789012】": "phone",
    "身份证【11010119900307451X】": "id_card",
    "身份证号：【440301850101123】": "id_card",
    "【４４０３０１１９９００３０７４５１２】": "id_card",
    "【微信号：gongyou_88】": "wechat",
    "加我【微信 laozhang1985】": "wechat",
    "【WeChat: laowang_66】": "wechat",
    "【wxid_8k2jd92kd】": "wechat",
    "【vx: zhang8888】": "wechat",
    "加【QQ：10234567】": "qq",
    "【QQ群123456789】": "qq",
    "【扣扣 98765432】": "qq",
    "车牌【粤B·12345】": "plate",
    "车牌【粤B8K2L6】": "plate",
    "【京A 12345】": "plate",
    "【粤BD12345】": "plate",
    "【沪A·D12345】": "plate",
    "写信到 【ab.c@example.org】": "email",
    "【@gongyou_2019】 转发": "handle",
    "@【深圳工友小张】 求扩散": "handle",
    "幺三八 【一三八一二三四五六七八】": "phone",
    "call 【+852 9123 4567】": "phone",
    "银行卡【6222021234567890123】": "bank_card",
}

NOBODY = """
工人在于是罢工，高管方面表示
东莞市长安镇一家电子厂200名工人罢工
警方称没有抓人
家属和律师不服，已经上诉。
旁边的大姐说，那前面十几年都这样。
罢工波及重庆、成都、福州、南昌、长沙。
业务交由康师傅经营，工人要求补偿。
是佛山**南海本田**。5月17日，变速箱厂停工。
6月7日，江苏**昆山**的台资书元机械厂。
部分工人和代表被带走，后陆续放回。
高温津贴没有发，工人向政府反映。
金额不明，方面人士称正在核实。
经济补偿和谐解决，安全生产。
公司成立于常州，后迁温州、江阴、高邮。
董事会辞职，董事长不见工人。
周一上午，全体工人停工，时至今日。
马上发工资，何时复工不明。
小时工没有社保，小米、老师、老板、老乡都来了。
苏州、常熟、张家港三地的工厂停产。
曾在该厂打工的工人回忆。
许多员工被辞退，严重违反劳动法。
任何人被带走都要有手续。
原来的天王兴业是国有棉纺厂。
今天任何通知都没有，昨天方面称一切正常。
欠薪1200000元，共2500人，13000000000元
安徽安庆、江西九江、广东江门
Workers in Hong Kong and Xi An went on strike
Yue Yuen workers said they would go on.
Workers at Bao Zhong Paper in Xing Tai City blocked the road.
Workers Block Factory Gate In Shenzhen
Public Bus Drivers Strike, May Day Rally Held
Wang Zhong Factory workers struck on Monday, March 12.
The strike at Jin Long shoe factory, 34 days old, ended.
Logan Property and Dennis Department Store owe wages.
WeChat groups were closed, QQ groups too.
The All China Federation was silent, 12, 13 and 14 May.
"""


def found(text: str) -> list[tuple[str, str]]:
    """Return words and kind of the persons found."""
    return [(text[p.start : p.end], p.kind) for p in find_persons(text)]


def marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without its marks, and what they mark."""
    text, spans = "", []
    for part in re.split(r"(【.*?】)", line):
        plain = part.strip("【】")
        if part.startswith("【"):
            spans.append((len(text), len(text) + len(plain)))
        text += plain
    return text, spans


def missed(table: str) -> tuple[list[str], int, list[str]]:
    """Return lines with names that were missed, how many are marked, and what else was found."""
    lost, total, more = [], 0, []
    for line in table.strip().split("\n"):
        text, spans = marked(line)
        spots = [(p.start, p.end) for p in find_persons(text)]
        total += len(spans)
        lost += [text for a, b in spans if not any(s < b and a < e for s, e in spots)]
        more += [text[s:e] for s, e in spots if not any(s < b and a < e for a, b in spans)]
    return lost, total, more


@pytest.mark.parametrize(
    ("table", "least"),
    [
        pytest.param(FULL, 0.95, id="full names in Chinese"),
        pytest.param(VEILED, 0.95, id="veiled and familiar names in Chinese"),
        pytest.param(OTHER_SCRIPTS, 0.9, id="Uyghur, Tibetan, Mongol and Kazakh names in Chinese"),
        pytest.param(LATIN, 0.95, id="pinyin, Cantonese and Western names"),
    ],
)
def test_names_are_found_in_their_contexts(table: str, least: float) -> None:
    """Of the invented names nearly all are touched, and nothing else in the sentences is."""
    lost, total, more = missed(table)
    assert (total - len(lost)) / total >= least, lost
    assert more == []


@pytest.mark.parametrize(("line", "kind"), IDENTIFIERS.items())
def test_every_identifier_is_found(line: str, kind: str) -> None:
    """Numbers and accounts are found whole however they are typed, with their kind."""
    text, [(start, end)] = marked(line)
    assert [p.kind for p in find_persons(text) if p.start <= start and end <= p.end] == [kind]


@pytest.mark.parametrize("text", NOBODY.strip().split("\n"))
def test_ordinary_words_are_no_persons(text: str) -> None:
    """Words, places, firms and headlines that look like names at first glance are left alone."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        pytest.param("欧阳明被警察带走", "欧阳明", "name", id="a double surname"),
        pytest.param("王某某告诉记者", "王某某", "name", id="a veiled name"),
        pytest.param("張建國、李秀英等人獲釋", "張建國", "name", id="a list, traditional"),
        pytest.param("Zhang Jianguo was detained", "Zhang Jianguo", "name", id="pinyin order"),
        pytest.param("They freed Jianguo Zhang", "Jianguo Zhang", "name", id="English order"),
        pytest.param("said Robert Miller", "Robert Miller", "name", id="an English name"),
        pytest.param("Mr. Kowalski spoke", "Kowalski", "name", id="a title"),
        pytest.param("🔥𠮷工人代表张建国被带走", "张建国", "name", id="behind astral characters"),
    ],
)
def test_a_name_comes_out_whole(text: str, words: str, kind: str) -> None:
    """The span of a name is the name."""
    assert (words, kind) in found(text)


def test_a_name_told_once_is_known_in_the_whole_text() -> None:
    """Three characters told as a person's are found where no word beside them tells it."""
    text = "工人代表田建设被带走。厂方承认田建设仍在岗时打卡正常。"
    assert found(text).count(("田建设", "name")) == 2


@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(
                ["张", "和", "某", "阿", "·", "*", "欧阳", "Zhang ", "Wei", "@", "1", "-"]
            ),
        ),
        max_size=30,
    ).map("".join)
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_spans_are_in_order_and_apart(text: str) -> None:
    """On any text spans lie in it, in order, without overlap."""
    end = 0
    for person in find_persons(text):
        assert end <= person.start < person.end <= len(text)
        end = person.end


@pytest.mark.parametrize(
    "piece",
    [
        "张伟",
        "王建国被带走、",
        "Zhang Wei ",
        "a-",
        "1 ",
        "买·",
        "A",
        "老",
        "qq",
        "@",
        "Mr ",
        "**王",
        "一三",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    """Ten times the text takes about ten times as long, not a hundred times."""

    def seconds(text: str) -> float:
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            find_persons(text)
            best = min(best, time.process_time() - began)
        return best

    short = seconds(piece * 2_000)
    assert seconds(piece * 20_000) < max(short, 0.002) * 40
