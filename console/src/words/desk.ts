/** What the desk's own pages say. */
export const DESK = {
  asList: ["清單", "清单", "As a list"],
  allDepartments: ["全部部門", "全部部门", "All departments"],
  boardEmpty: ["此狀態沒有受理事項", "此状态没有受理事项", "No tickets in this state"],
  whyDue: ["為何此時到期", "为何此时到期", "Why it is due then"],
  whyUnknown: [
    "此期限由提醒設定,不另計算。",
    "此期限由提醒设定,不另计算。",
    "This term is set by a reminder and is not reckoned further.",
  ],
  notFound: [
    "查無相符事項。可輸入單號、姓名、電話、單元或內容。",
    "查无相符事项。可输入单号、姓名、电话、单元或内容。",
    "Nothing found. Try a number, a name, a phone, a unit or words.",
  ],
  searchKeys: ["↑↓ 選擇,Enter 開啟", "↑↓ 选择,Enter 打开", "↑↓ to choose, Enter to open"],
} as const;
