"""Words of urging and of repeats (T-2.0)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "repeats_already": (
        W(hant="已標為重複報事", hans="已标为重复报事", en="Linked already"),
        W(
            hant="此事項已標為另一事項的重複;如有誤,由主管更正。",
            hans="此事项已标为另一事项的重复;如有误,由主管更正。",
            en="It repeats another ticket already; the supervisor corrects a wrong link.",
        ),
    ),
    "no_repeat": (
        W(hant="並非重複報事", hans="并非重复报事", en="It repeats none"),
        W(
            hant="此事項沒有標為任何事項的重複,無須更正。",
            hans="此事项没有标为任何事项的重复,无须更正。",
            en="It is linked to no earlier ticket, so there is nothing to correct.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "not_repeated": W(
        hant="須為同一人、同一單元或同一公共區域較早的事項;亦可留空。",
        hans="须为同一人、同一单元或同一公共区域较早的事项;亦可留空。",
        en="This is an earlier ticket of the same person, unit or public area; or leave it out.",
    ),
}
TOLD_OF: dict[str, W] = {
    "ticket_urged": W(
        hant="客戶催辦 {number}({place}),請盡快處理。",
        hans="客户催办 {number}({place}),请尽快处理。",
        en="The customer asked again about {number} ({place}); please see to it.",
    ),
    "ticket_urged_again": W(
        hant="客戶再次催辦 {number}({place}),請主管督促。",
        hans="客户再次催办 {number}({place}),请主管督促。",
        en="The customer has asked more than once about {number} ({place}); "
        "the supervisor is told, too.",
    ),
}
