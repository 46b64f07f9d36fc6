"""What Chinese posts leave unsaid: lone addresses, scenes, crowds without a noun, notices."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract
from walkout.model.statement import Mention

_DAY = date(2016, 5, 20)


def _first(text: str) -> Mention:
    return extract(text, published=_DAY)[0]


def _places(text: str) -> set[str]:
    return {v["name_en"] for m in extract(text, published=_DAY) for v in m.values("place")}


def _values(text: str, field: str) -> set[str]:
    return {str(v) for m in extract(text, published=_DAY) for v in m.values(field)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("昨天全车间停工，老板三个月没发工资。烟台芝罘。", "Zhifu", id="last sentence"),
        pytest.param("昨天三十多名护士集体请假，要求补发绩效。洛阳", "Luoyang", id="no full stop"),
        pytest.param(
            "我们家具厂的工人昨天停工了，三个月没发工资（浙江嘉善）。", "Jiashan", id="in brackets"
        ),
        pytest.param(
            "昨天两百多工人停工，要求加班费。惠州惠阳，做手机壳的。", "Huiyang", id="with the trade"
        ),
        pytest.param(
            "工人昨天堵了厂门讨薪，山西临汾洪洞。老板在太原有三套房。",
            "Hongtong",
            id="not where the boss has flats",
        ),
        pytest.param(
            "甘肃永登的出租车司机也学重庆，昨天罢运了。", "Yongdeng", id="not whom they follow"
        ),
        pytest.param(
            "北京怀柔，工人昨天罢工，怕老板跑回美国。", "Huairou", id="not the boss's country"
        ),
        pytest.param(
            "昨天罢运的是湖北宜昌的司机，跑重庆那条线的。", "Yichang", id="not where they drive"
        ),
        pytest.param(
            "【東京消息】安徽滁州一家食品廠的女工昨日罷工，要求加薪。",
            "Chuzhou",
            id="not where the news was sent from",
        ),
    ],
)
def test_a_post_stands_where_it_signs(text: str, place: str) -> None:
    """The post's lone address is its place; where others live or drive is not."""
    assert _places(text) == {place}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        pytest.param(
            "昨天中午两百多名女工从饭堂出来就没回车间，在厂门口喊我们不是机器，有人拍了视频发上网。",
            "living_conditions",
            id="a canteen that they left",
        ),
        pytest.param(
            "昨早六時起四十名拖車司機集體告病假，停機坪的行李車一度無人開動，公司表示會檢討，工友仍在場外等候。",
            "healthcare_leave",
            id="sick leave as the action",
        ),
        pytest.param(
            "昨天全厂停工，要求加薪，街上的人都来看。厂门口停满了共享单车，保安站成一排，老板没有露面。",
            "unlicensed_competition",
            id="bicycles in the scene",
        ),
        pytest.param(
            "昨天夜班工人停工，要求涨工资。中介的人在群里说谁闹扣谁的返费，大家还是没有回车间。",
            "bonus_subsidy",
            id="what a threat takes away",
        ),
        pytest.param(
            "昨天骑手全没上线，头盔摆了一地，不是为了奖金，是为了死去的同事，大家在站点门口点了蜡烛。",
            "bonus_subsidy",
            id="what it is said not to be about",
        ),
        pytest.param(
            "工人昨天扣留了老板，要求结清工资，谈好之后放人，各自回去了。",
            "release_detained",
            id="the boss let go",
        ),
    ],
)
def test_the_scene_asks_for_nothing(text: str, absent: str) -> None:
    """Words of a demand that only stand in the scene, a threat or a denial give none."""
    assert absent not in _values(text, "demand")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("换了公司，工龄清零，环卫工昨天没出车。", "contract_status", id="service"),
        pytest.param("干一样的活，派遣工昨天停工了。", "equal_pay", id="the same work"),
        pytest.param("在编的八千，我们才三千，护士昨天停工。", "equal_pay", id="them and us"),
        pytest.param("单价从四块掉到三块，骑手昨天罢工。", "pay_cut", id="from four to three"),
        pytest.param("店员昨天罢工，要求提前两周公布班表。", "scheduling", id="rosters"),
        pytest.param("护士昨天罢工，要求每班至少四个人。", "staffing", id="four to a shift"),
        pytest.param("女工举报主管后反遭调岗，昨天罢工。", "retaliation", id="moved for telling"),
        pytest.param("女工上厕所要登记，超了就罚，昨天停工。", "management_conduct", id="toilets"),
        pytest.param(
            "工会成立一年没签第一份集体合同，店员昨天罢工。", "first_contract", id="first"
        ),
        pytest.param("矿上裁了四成人，矿工昨天停工。", "job_security", id="four in ten"),
    ],
)
def test_a_demand_is_read_from_what_is_told(text: str, code: str) -> None:
    """Comparisons, amounts and grievances say what is asked for."""
    assert code in _values(text, "demand")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("车间的工人昨天都没上班，蹲在食堂里不走。", {"strike", "sit_in"}, id="both"),
        pytest.param("昨天白班的人没一个下井，要求发工资。", {"strike"}, id="nobody went down"),
        pytest.param(
            "工人昨天把老板关在办公室，围住写字楼。", {"boss_detained"}, id="round the boss"
        ),
        pytest.param(
            "工人昨天占领了车间，睡在仓库里，要求补偿。", {"occupation"}, id="sleeping in it"
        ),
        pytest.param(
            "二十名工人昨天一起去仲裁委递了仲裁申请。",
            {"collective_legal"},
            id="a court is no office",
        ),
        pytest.param(
            "骑手昨天都不上线，要求涨单价。", {"strike", "online_action"}, id="logged off"
        ),
        pytest.param("工人昨天躺铁轨讨薪，货车停了两个钟头。", {"rail_block"}, id="trains stood"),
    ],
)
def test_an_action_is_told_once(text: str, codes: set[str]) -> None:
    """A second action counts where it is one, not where it tells the first again."""
    assert _values(text, "action") == codes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("楼下便利店的收银机集体罢工，排队的人都出来了。", id="a till"),
        pytest.param("仓库的分拣机器人三天两头罢工，师傅忙坏了。", id="robots"),
        pytest.param("看了一场球，后卫集体罢工，零比三。", id="defenders"),
        pytest.param("公交集团公告：因道路施工，12路自16日起停运三天，请改乘。", id="road works"),
    ],
)
def test_things_do_not_strike(text: str) -> None:
    """Machines, players and suspended services tell of no event."""
    assert extract(text, published=_DAY) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("俺们二十一个昨天爬到塔吊上讨薪。", 21, 21, id="we, so many"),
        pytest.param("工人昨天停工，大厅里坐了五十来个，没人说话。", 50, 50, id="so many sat"),
        pytest.param("调度员昨天停工了，一百二十几个，把钥匙交了。", 121, 129, id="a clause apart"),
        pytest.param("老矿工昨天到矿务局静坐，三百多口，要养老金。", 300, 399, id="mouths"),
        pytest.param("昨天一千来个做鞋的罢工，要加班费。", 1000, 1000, id="by their work"),
        pytest.param("卡车司机昨天罢运，停车场已经趴了两百来台。", 200, 200, id="lorries"),
    ],
)
def test_a_crowd_needs_no_noun(text: str, low: int, high: int) -> None:
    """Who is counted may be left out where the words around tell."""
    found = _first(text).values("participants")
    assert [(v["low"], v["high"]) for v in found][:1] == [(low, high)]


def test_a_notice_tells_two_events() -> None:
    """The action has its own day; the sentence for it is an event of its own."""
    text = (
        "广东茂名化州市法院消息：对2013年9月聚众堵塞国道的某水泥厂工人吴某等四人，"
        "以聚众扰乱交通秩序罪判处有期徒刑八个月。"
    )
    found = {m.values("kind")[0]: m for m in extract(text, published=_DAY)}
    assert set(found) == {"action", "repression"}
    assert found["action"].values("date")[0]["earliest"] == "2013-09-01"
    assert not found["action"].values("response")
    assert found["repression"].values("response") == ["court.sentence"]
    assert [v["low"] for v in found["repression"].values("harm.sentenced")] == [4]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("月底前工资不到位，我们就上塔吊。", "threatened", id="a due day"),
        pytest.param(
            "若厂方五月底前仍不发高温费，全体会员将停产。", "threatened", id="if it still does not"
        ),
        pytest.param("工资月底前发了，工人昨天停工是另一回事。", "happened", id="paid by then"),
    ],
)
def test_a_deadline_with_a_condition_threatens(text: str, status: str) -> None:
    """What follows unless pay comes by a day is threatened."""
    assert _first(text).values("status") == [status]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        pytest.param(
            "工人昨天罢工，警察来看了看，没带走任何人。", {"police.presence"}, id="none taken"
        ),
        pytest.param("工人昨天罢工，总经理被殴打。", set(), id="the manager was beaten"),
        pytest.param(
            "骑手昨天罢工，站长在群里说谁不跑就拉黑。", {"employer.threat"}, id="only threatened"
        ),
        pytest.param(
            "工人昨天罢工，劳动监察大队责令企业腊月二十五前结清工资。",
            {"labour_bureau.order_to_pay"},
            id="ordered to pay by a day",
        ),
        pytest.param(
            "护士昨天停工，厂长下午说不扣钱了，钱退了。", {"employer.concession"}, id="given back"
        ),
    ],
)
def test_a_response_is_one_that_was_made(text: str, response: set[str]) -> None:
    """What was not done, only threatened or befell the other side is no such response."""
    assert _values(text, "response") == response
