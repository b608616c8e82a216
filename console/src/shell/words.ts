/** The console's own words; everything else that is said comes from the API. */
export type Language = "zh-Hant" | "zh-Hans" | "en";

export const LANGUAGES: Record<Language, string> = {
  "zh-Hant": "繁體中文",
  "zh-Hans": "简体中文",
  en: "English",
};
const KEPT = "frontdesk.language";

export function language(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept && kept in LANGUAGES) return kept as Language;
  const said = navigator.language;
  if (!said.startsWith("zh")) return "en";
  return /hans|cn|sg/i.test(said) ? "zh-Hans" : "zh-Hant";
}

export function speak(chosen: Language): void {
  localStorage.setItem(KEPT, chosen);
  location.reload();
}

const WORDS = {
  inbox: ["待辦與通知", "待办与通知", "Inbox"],
  nothing: ["沒有內容", "没有内容", "Nothing here"],
  more: ["載入更多", "加载更多", "Load more"],
  search: ["搜尋", "搜索", "Search"],
  filter: ["篩選", "筛选", "Filter"],
  send: ["確認送出", "确认提交", "Submit"],
  cancel: ["返回", "返回", "Back"],
  again: ["再送一次", "再提交一次", "Send again"],
  unreached: [
    "未收到回應,所填內容仍保留。再送一次不會重複辦理。",
    "未收到回应,所填内容仍保留。再提交一次不会重复办理。",
    "No answer came. What you filled in is kept; sending it again does nothing twice.",
  ],
  changed: [
    "此記錄剛被他人更新。",
    "此记录刚被他人更新。",
    "Somebody has just changed this record.",
  ],
  newest: ["查看最新內容", "查看最新内容", "Show the newest"],
  history: ["經過", "经过", "History"],
  files: ["附件", "附件", "Files"],
  actions: ["可辦事項", "可办事项", "What you may do now"],
  noActions: ["目前無需您辦理", "目前无需您办理", "Nothing for you to do here now"],
  due: ["到期", "到期", "Due"],
  overdue: ["已逾期", "已逾期", "overdue"],
  left: ["剩餘", "剩余", "left"],
  yes: ["是", "是", "yes"],
  no: ["否", "否", "no"],
  signOut: ["切換人員", "切换人员", "Sign in as somebody else"],
  theme: ["深色/淺色", "深色/浅色", "Dark or light"],
  language: ["語言", "语言", "Language"],
  menu: ["選單", "菜单", "Menu"],
  findings: ["審核提示", "审核提示", "Findings"],
  stop: ["不得", "不得", "stop"],
  warn: ["留意", "留意", "note"],
  granted: ["已特批", "已特批", "granted"],
  differences: ["與上一版的差異", "与上一版的差异", "Differences to the last version"],
  upkeep: ["設定與維護", "设置与维护", "Settings and upkeep"],
  site: ["項目代號", "项目代号", "Site"],
  siteWrong: ["查無此項目,或您不屬於該項目。", "查无此项目,或您不属于该项目。", "There is no such site, or you do not belong to it."],
  open: ["進入", "进入", "Open"],
  details: ["詳細資料", "详细资料", "Details"],
  add: ["新增", "新增", "Add"],
  remove: ["刪除", "删除", "Remove"],
  up: ["上移", "上移", "Move up"],
  down: ["下移", "下移", "Move down"],
  upload: ["上傳附件", "上传附件", "Add a file"],
  print: ["列印", "打印", "Print"],
  person: ["輸入姓名或編號", "输入姓名或编号", "Name or number"],
  skip: ["跳到主要內容", "跳到主要内容", "Skip to the content"],
  done: ["已辦理", "已办理", "Done"],
  failed: ["出了問題", "出了问题", "Something went wrong"],
  allow: ["放行", "放行", "Let in"],
  deny: ["不得放行", "不得放行", "Do not let in"],
  check: ["查驗", "查验", "Check"],
  passCode: ["通行證代碼", "通行证代码", "Pass code"],
  scan: ["掃描通行證", "扫描通行证", "Scan a pass"],
  stopScan: ["停止掃描", "停止扫描", "Stop scanning"],
  uncertain: ["離線判定,恢復後補錄", "离线判定,恢复后补录", "Answered while storage is away"],
  draft: ["已恢復未送出的內容", "已恢复未提交的内容", "What you had not sent is back"],
  discard: ["不要了", "不要了", "Discard it"],
  noCamera: ["此瀏覽器無法掃描,請輸入代碼。", "此浏览器无法扫描,请输入代码。", "This browser cannot scan; type the code."],
  total: ["合計", "合计", "Total"],
} as const;

export type Said = keyof typeof WORDS;
const PLACE: Record<Language, number> = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };

export function say(word: Said): string {
  return WORDS[word][PLACE[language()]]!;
}

/** A name that the API gives in all three. */
export function inMine(names: { hant: string; hans: string; en: string }): string {
  return [names.hant, names.hans, names.en][PLACE[language()]]!;
}
