/** What the pages of settlements say. */
export const SETTLING = {
  theirFinance: ["對方財務", "对方财务", "Their finance"],
  noWord: ["尚未答覆", "尚未答复", "No answer yet"],
  saidYes: ["已確認", "已确认", "confirmed"],
  saidNo: ["有異議", "有异议", "disputed"],
  owesStill: ["尚欠", "尚欠", "still owed"],
  owedAtFirst: ["應付", "应付", "owed"],
  owedAll: ["墊付合計", "垫付合计", "advanced in all"],
  answersHere: ["由該項目財務在本系統確認", "由该项目财务在本系统确认", "their finance answers here itself"],
  ofReceipt: ["票據全額", "票据全额", "of the receipt"],
  fromThem: ["墊付單位", "垫付单位", "Advanced by"],
} as const;
