"""Who answered an action and how, in the words of Chinese posts."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract

_DONE: dict[str, tuple[str, ...]] = {
    "police.presence": (
        "警察到场",
        "大批警察在场",
        "现场来了很多警车",
        "警方到场维持秩序",
        "特警在旁戒备",
        "派出所民警赶到现场",
        "出动上百警察",
    ),
    "police.dispersal": (
        "警察驱散人群",
        "特警强行清场",
        "警方清場",
        "被警察驱离",
        "警方将工人劝离",
        "警察赶人",
        "防暴队把人群冲散",
    ),
    "police.force": (
        "警察打人",
        "特警用警棍殴打工人",
        "警方施放催泪弹",
        "警察喷辣椒水",
        "武警开枪示警",
        "警方使用胡椒噴霧",
        "警察动手打工人",
    ),
    "police.detention": (
        "警察带走五人",
        "特警抓了人",
        "三名代表被警方拘留",
        "多人被抓进派出所",
        "警方拘捕十人",
        "被警察带上车",
        "警察抓走带头的",
    ),
    "government.mediation": (
        "镇政府介入协调",
        "政府出面调解",
        "街道办组织双方协商",
        "信访局接待了工人",
        "副县长到场协调",
        "政府派人来谈",
        "区领导到场做工作",
    ),
    "government.advance_payment": (
        "政府垫付了工资",
        "镇政府先行垫付",
        "街道办动用应急周转金垫付",
        "政府先垫钱",
        "政府代墊工資",
    ),
    "labour_bureau.mediation": (
        "劳动局介入调解",
        "人社局派人调解",
        "劳动监察大队介入",
        "劳动监察到厂协调",
        "人社部门正在协调",
        "勞工處介入調停",
        "勞工局召開勞資調解會",
    ),
    "labour_bureau.order_to_pay": (
        "劳动监察责令公司支付",
        "人社局下达限期整改指令书",
        "劳动局要求老板三天内发工资",
        "劳监下达责令改正通知",
        "人社局责令限期支付",
        "劳动仲裁裁决公司支付补偿",
    ),
    "court.order_to_pay": (
        "法院判决公司支付工资",
        "法院裁定支付欠薪",
        "法院判公司赔偿",
        "法院下达支付令",
    ),
    "court.sentence": (
        "法院判处三人有期徒刑",
        "四人被判刑",
        "被法院判刑一年",
        "被判缓刑",
        "获刑三年",
    ),
    "court.prosecution": (
        "检察院提起公诉",
        "被检察院起诉",
        "检方起诉三名代表",
        "法院开庭审理罢工工人",
        "被检方以扰乱秩序罪公诉",
    ),
    "official_union.mediation": (
        "市总工会介入调解",
        "区总工会出面协调",
        "总工会派人调解",
        "镇工会来协调",
        "总工会介入",
    ),
    "employer.negotiation": (
        "公司与工人代表谈判",
        "厂方同代表协商",
        "老板出来和工人谈",
        "资方与工会谈判",
        "公司派人与员工对话",
        "厂方和工人代表坐下来谈",
        "公司管理层出面沟通",
    ),
    "employer.concession": (
        "公司同意加薪",
        "厂方答应补发",
        "老板承诺发工资",
        "公司让步",
        "资方接受部分要求",
        "公司撤回降薪方案",
        "公司答应了全部条件",
    ),
    "employer.threat": (
        "公司威胁开除",
        "厂方称不复工按旷工处理",
        "老板扬言报警",
        "公司发通告三天不上班视为自动离职",
        "厂方威胁要解雇带头的",
        "经理恐吓员工",
        "公司发律师函",
    ),
    "employer.dismissal": (
        "公司开除了十名代表",
        "厂方解雇罢工工人",
        "带头的被辞退",
        "公司解僱工會主席",
        "代表被公司开除",
        "二十名员工被解雇",
        "公司以旷工为由开除工人",
    ),
    "employer.violence": (
        "公司派人殴打工人",
        "老板叫人打工人",
        "厂方管理人员打伤两名工人",
        "包工头打伤讨薪工人",
        "公司保安殴打员工",
        "老板带人砍伤工人",
        "台干动手打人",
    ),
    "hired_guards.violence": (
        "保安打人",
        "打手殴打工人",
        "一群黑衣人冲进来打工人",
        "保安用钢管打伤工人",
        "不明身份的人打伤工人",
        "黑社会殴打讨薪民工",
        "老板雇来社会青年打人",
    ),
    "government.threat": (
        "政府威胁老师不复课就开除",
        "教育局要求教师复课否则处分",
        "街道办警告工人不要上访",
        "政府恐吓家属",
    ),
    "police.threat": (
        "警察警告工人不要闹事",
        "警方喊话威胁抓人",
        "警察威胁不散就抓人",
        "公安警告代表",
    ),
    "police.surveillance": (
        "代表被警察监控",
        "国保跟踪工人代表",
        "警察守在家门口不让出门",
        "被警方监视",
        "派出所派人24小时看守",
    ),
    "government.surveillance": (
        "街道派人看守",
        "政府派人盯着代表",
        "代表被维稳人员软禁在家",
    ),
    "police.disappearance": (
        "人被警察带走后至今没有消息",
        "被国保带走下落不明",
    ),
    "employer.blacklist": (
        "厂里把代表拉黑",
        "公司把罢工工人列入黑名单",
        "被行业封杀",
        "被公司列黑名单其他厂也不收",
    ),
    "unknown.censorship": (
        "帖子被删",
        "微博被和谐",
        "视频全被删了",
        "公众号被封",
        "被404了",
        "群被封了",
        "發文被刪",
        "网上搜不到了",
    ),
}


def _responses(clause: str) -> list[str]:
    (mention,) = extract(f"东莞一家工厂数百名工人罢工，{clause}。", published=date(2019, 8, 20))
    return mention.values("response")


@pytest.mark.parametrize(
    ("code", "clause"),
    [pytest.param(code, clause, id=clause) for code, cs in _DONE.items() for clause in cs],
)
def test_the_response_is_heard_under_any_of_its_names(code: str, clause: str) -> None:
    """Beside a strike, each wording gives its responder and act."""
    assert code in _responses(clause)


@pytest.mark.parametrize(
    ("clause", "responses"),
    [
        pytest.param("街道办组织双方协商", ["government.mediation"], id="a third side mediates"),
        pytest.param("公司与工人代表协商", ["employer.negotiation"], id="a party negotiates"),
        pytest.param(
            "特警赶来驱散工人", ["police.dispersal"], id="who did more was not only there"
        ),
        pytest.param("保安打人", ["hired_guards.violence"], id="guards' blows are no police force"),
        pytest.param("警察打人", ["police.force"], id="blows of the police are force"),
        pytest.param("工人到派出所要求放人", [], id="going to the police brings none"),
        pytest.param("抗议公司开除工人代表", [], id="a dismissal protested against is no answer"),
        pytest.param("微博被和谐", ["unknown.censorship"], id="nobody says who deleted it"),
    ],
)
def test_a_response_is_neither_doubled_nor_invented(clause: str, responses: list[str]) -> None:
    """Presence, mediation and dismissal mean what the codebook says, no more."""
    assert _responses(clause) == responses
