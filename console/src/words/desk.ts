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
  noFollowUps: ["今日沒有待回訪的事項", "今日没有待回访的事项", "Nobody is left to call or visit today"],
  tries: ["已試", "已试", "Tried"],
  triesToday: ["今日未接通", "今日未接通", "Not reached today"],
  notReached: ["未聯絡上", "未联系上", "Not reached"],
  showPhone: ["查看電話", "查看电话", "Show the number"],
  phoneRecorded: ["查看會留下記錄", "查看会留下记录", "Looking is recorded"],
  atTheDoor: ["上門回訪須知", "上门回访须知", "At the door"],
  knock: [
    "敲門三下,經業戶同意後方可進入。",
    "敲门三下,经业户同意后方可进入。",
    "Knock three times; enter only with consent.",
  ],
  visitLasts: ["每次以", "每次以", "A visit takes"],
  minutes: ["分鐘為宜。", "分钟为宜。", "minutes."],
} as const;
