/** What the pages of the gate say. */
export const GATE = {
  allow: ["放行", "放行", "Let in"],
  deny: ["不得放行", "不得放行", "Do not let in"],
  check: ["查驗", "查验", "Check"],
  passCode: ["通行證代碼", "通行证代码", "Pass code"],
  scan: ["掃描通行證", "扫描通行证", "Scan a pass"],
  stopScan: ["停止掃描", "停止扫描", "Stop scanning"],
  uncertain: ["離線判定,恢復後補錄", "离线判定,恢复后补录", "Answered while storage is away"],
  noCamera: ["此瀏覽器無法掃描,請輸入代碼。", "此浏览器无法扫描,请输入代码。", "This browser cannot scan; type the code."],
} as const;
