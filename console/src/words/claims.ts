/** What the pages of expense claims say. */
export const CLAIMS = {
  receiptTake: ["拍攝票據", "拍摄票据", "Photograph a receipt"],
  receiptChoose: ["選擇照片", "选择照片", "Choose photos"],
  receiptsOpen: ["未填齊、未計入的票據", "未填齐、未计入的票据", "Receipts not filled in and not counted yet:"],
  receiptNoPhoto: ["加一行(無照片)", "加一行(无照片)", "Add a line without a photo"],
  receiptsNone: [
    "拍下每張票據:一張一行,再填金額與號碼。",
    "拍下每张票据:一张一行,再填金额与号码。",
    "Photograph each receipt: it becomes a line, then type amount and number.",
  ],
  claimSave: ["儲存草稿", "保存草稿", "Save the draft"],
  claimSaved: ["草稿已儲存", "草稿已保存", "The draft is saved"],
  claimVoids: [
    "儲存後,已提交的內容與簽批作廢,須重新提交。",
    "保存后,已提交的内容与签批作废,须重新提交。",
    "Saving takes back what was submitted and signed; it has to be submitted again.",
  ],
  claimFor: ["接待", "接待", "Reception"],
  claimForNone: [
    "沒有可報銷的接待:接待須先經批准。",
    "没有可报销的接待:接待须先经批准。",
    "There is no reception to claim for: it has to be approved first.",
  ],
  lineLeft: ["尚餘", "尚余", "left"],
  unitsShare: ["各單位分擔", "各单位分担", "shared by all units"],
  balance: ["餘額", "余额", "balance"],
  noAdvance: ["不沖抵借款", "不冲抵借款", "Draws on no advance"],
  noPhoto: ["無照片", "无照片", "No photo"],
  budgetLeft: ["接待經費尚餘", "接待经费尚余", "Left of the budget"],
} as const;
