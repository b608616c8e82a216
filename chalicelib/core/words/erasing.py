"""Words of erasing what is private: refusals and messages (P-private)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "has_part": (
        W(hant="此人仍在任用中", hans="此人仍在任用中", en="Has a part at the site"),
        W(
            hant="在職員工與業戶的資料不刪除;先停用此人,再刪除。",
            hans="在职员工与业户的资料不删除;先停用此人,再删除。",
            en="What is private of staff and owners is kept; make them inactive first.",
        ),
    ),
    "nothing_private": (
        W(hant="沒有可刪除的資料", hans="没有可删除的资料", en="Nothing to erase"),
        W(
            hant="此人沒有證件號碼或電話,或已刪除。",
            hans="此人没有证件号码或电话,或已删除。",
            en="There is no identity number and no telephone number of theirs, or not any more.",
        ),
    ),
    "still_needed": (
        W(hant="尚有未了事項", hans="尚有未了事项", en="Still needed"),
        W(
            hant="此人的 {number} 尚未結束;結束後再刪除。",
            hans="此人的 {number} 尚未结束;结束后再删除。",
            en="{number} of theirs is not over; erase them when it is.",
        ),
    ),
}
TOLD_OF: dict[str, W] = {
    "relative_erases": W(
        hant="{employee} 的親屬 {name} 的證件資料將於 {day} 到期刪除;此前不申請住宿者,"
        "屆時登記終止,須重新登記。",
        hans="{employee} 的亲属 {name} 的证件资料将于 {day} 到期删除;此前不申请住宿者,"
        "届时登记终止,须重新登记。",
        en="The identity number of {name}, a relative of {employee}, will be erased on {day}. "
        "Unless you apply for a stay before, the claim ends then and is to be made anew.",
    ),
    "relative_erased": W(
        hant="{employee} 的親屬 {name} 的證件資料已刪除,登記終止;如需住宿請重新登記。",
        hans="{employee} 的亲属 {name} 的证件资料已删除,登记终止;如需住宿请重新登记。",
        en="The identity number of {name}, a relative of {employee}, was erased and the claim "
        "ended; name them anew to apply.",
    ),
}
