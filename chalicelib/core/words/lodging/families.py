"""Words of relatives 直系親屬: named, verified, ended (L-1)."""

from chalicelib.core.words import Words as W

CLAIM_STATES: dict[str, W] = {
    "claimed": W(hant="待核實", hans="待核实", en="to be verified"),
    "verified": W(hant="已核實", hans="已核实", en="verified"),
    "ended": W(hant="已終止", hans="已终止", en="ended"),
}
CLAIM_STEPS: dict[str, W] = {
    "claim": W(hant="登記親屬", hans="登记亲属", en="name a relative"),
    "verify": W(hant="核實", hans="核实", en="verify"),
    "end": W(hant="終止登記", hans="终止登记", en="end"),
}
RELATIONS: dict[str, W] = {
    "spouse": W(hant="配偶", hans="配偶", en="spouse"),
    "parent": W(hant="父母", hans="父母", en="parent"),
    "child": W(hant="子女", hans="子女", en="child"),
    "sibling": W(hant="兄弟姐妹", hans="兄弟姐妹", en="sibling"),
}
PROOFS: dict[str, W] = {
    "household_register": W(hant="戶口簿", hans="户口簿", en="household register"),
    "marriage_certificate": W(hant="結婚證", hans="结婚证", en="marriage certificate"),
    "birth_certificate": W(hant="出生證明", hans="出生证明", en="birth certificate"),
    "notarial_deed": W(hant="公證書", hans="公证书", en="notarial deed"),
    "other": W(hant="其他文件", hans="其他文件", en="another document"),
}
SEXES: dict[str, W] = {
    "female": W(hant="女", hans="女", en="female"),
    "male": W(hant="男", hans="男", en="male"),
}
REFUSED: dict[str, tuple[W, W]] = {
    "claimed_already": (
        W(hant="已登記此親屬", hans="已登记此亲属", en="Named already"),
        W(
            hant="您已登記持此證件的親屬;如有誤,請先終止原登記。",
            hans="您已登记持此证件的亲属;如有误,请先终止原登记。",
            en="You have named whoever has this document; if that was wrong, end that claim first.",
        ),
    ),
    "not_your_relative": (
        W(hant="不是您登記的親屬", hans="不是您登记的亲属", en="Not your relative"),
        W(
            hant="須由登記的員工本人或宿舍管理處辦理。",
            hans="须由登记的员工本人或宿舍管理处办理。",
            en="The employee who named them, or the dormitory office, does this.",
        ),
    ),
    "own_relative": (
        W(hant="不得核實自己的親屬", hans="不得核实自己的亲属", en="Your own relative"),
        W(
            hant="須由宿舍管理處的另一人核實。",
            hans="须由宿舍管理处的另一人核实。",
            en="Somebody else of the dormitory office verifies this.",
        ),
    ),
    "no_relative_now": (
        W(hant="親屬關係已終止", hans="亲属关系已终止", en="No relative any more"),
        W(
            hant="{name} 的親屬登記已終止或未核實;重新登記並核實後才可入住。",
            hans="{name} 的亲属登记已终止或未核实;重新登记并核实后才可入住。",
            en="The claim that {name} is a relative has ended or is not verified; "
            "it has to be made and verified anew.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "not_verified": W(
        hant="此親屬未經宿舍管理處核實。",
        hans="此亲属未经宿舍管理处核实。",
        en="The dormitory office has not verified this relative.",
    ),
}
TOLD_OF: dict[str, W] = {
    "relative_claimed": W(
        hant="員工 {employee} 登記親屬 {name},請核實。",
        hans="员工 {employee} 登记亲属 {name},请核实。",
        en="{employee} named {name} as a relative; please verify it.",
    ),
    "relative_verified": W(
        hant="{employee} 的親屬 {name} 已核實。",
        hans="{employee} 的亲属 {name} 已核实。",
        en="{name}, a relative of {employee}, was verified.",
    ),
    "relative_ended": W(
        hant="{employee} 的親屬 {name} 的登記已終止。",
        hans="{employee} 的亲属 {name} 的登记已终止。",
        en="The claim that {name} is a relative of {employee} was ended.",
    ),
}
