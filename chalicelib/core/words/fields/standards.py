"""Names of the fields of the settings of receptions."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # the settings of receptions
    "ranks": W(hant="級別", hans="级别", en="Ranks"),
    "cities": W(hant="城市類別", hans="城市类别", en="Classes of cities"),
    "standards": W(hant="接待標準", hans="接待标准", en="Standards"),
    "forbidden": W(
        hant="一般不安排的物品", hans="一般不安排的物品", en="Items not usually offered"
    ),
    "districts": W(hant="市區範圍", hans="市区范围", en="What is within the city"),
    "city_km": W(
        hant="市區用車上限(km)", hans="市区用车上限(km)", en="Trip within the city, km at most"
    ),
    "gm_delegable": W(
        hant="總經理可委託代理", hans="总经理可委托代理", en="The GM may be stood in for"
    ),
    "keep_contact_days": W(
        hant="聯絡電話保留(天)", hans="联系电话保留(天)", en="Contact numbers kept, days"
    ),
    "hospitality": W(
        hant="招待餐標準(每人)", hans="招待餐标准(每人)", en="Hospitality meal, a head"
    ),
    "scope": W(hant="適用範圍", hans="适用范围", en="For"),
    "important": W(hant="重要來賓", hans="重要来宾", en="Important"),
    "expert": W(hant="專家", hans="专家", en="Expert"),
    "most": W(hant="人數上限", hans="人数上限", en="Hosts at most"),
    "up_to": W(hant="來賓不超過", hans="来宾不超过", en="For up to so many guests"),
    "within_guests": W(
        hant="不多於來賓人數", hans="不多于来宾人数", en="Never more than the guests"
    ),
    "group": W(hant="集團單位", hans="集团单位", en="Of the group"),
    **own(
        "Hosts",
        part=W(
            hant="超過後每幾位來賓一人",
            hans="超过后每几位来宾一人",
            en="Above that, one for so many",
        ),
    ),
    **own(
        "SetReception",
        "ReceptionTerms",
        city=W(hant="本項目城市類別", hans="本项目城市类别", en="Class of the site's city"),
        hosts=W(hant="陪餐標準", hans="陪餐标准", en="Rule for hosts"),
        signs=W(hant="接待審批角色", hans="接待审批角色", en="Who signs receptions"),
        units=W(hant="往來單位", hans="往来单位", en="Units"),
    ),
    **own(
        "Standard",
        lodging=W(hant="住宿標準(每晚)", hans="住宿标准(每晚)", en="Lodging, a night"),
        meal=W(hant="工作餐標準(每人)", hans="工作餐标准(每人)", en="Working meal, a head"),
    ),
    **own(
        "Rank",
        key=W(hant="級別代號", hans="级别代号", en="Key of the rank"),
        name=W(hant="級別", hans="级别", en="Rank"),
    ),
    **own(
        "CityClass",
        key=W(hant="類別代號", hans="类别代号", en="Key of the class"),
        name=W(hant="城市類別", hans="城市类别", en="Class of cities"),
    ),
    **own("Forbidden", name=W(hant="名稱", hans="名称", en="Item")),
    **own(
        "chalicelib.reception.terms.Unit",
        key=W(hant="單位代號", hans="单位代号", en="Key of the unit"),
        name=W(hant="單位名稱", hans="单位名称", en="Unit"),
        site=W(hant="對應項目", hans="对应项目", en="Site that it is"),
    ),
}
