/** What is said where sheets are taken in. */
export const IMPORTS = {
  sheet: ["檔案", "文件", "File"],
  chooseSheet: ["選擇檔案", "选择文件", "Choose a file"],
  sheetHint: [
    "XLSX 或 CSV;首行為欄位標題,繁體、簡體或英文皆可。",
    "XLSX 或 CSV;首行为栏位标题,繁体、简体或英文皆可。",
    "XLSX or CSV, its columns headed in Chinese or English.",
  ],
  triedFirst: [
    "先試匯入:逐行核對,不寫入任何資料;看過結果後再正式匯入。",
    "先试导入:逐行核对,不写入任何数据;看过结果后再正式导入。",
    "It is tried first: each row is checked and nothing stored. You look at what was found, then import for good.",
  ],
  tryImport: ["上傳並試匯入", "上传并试导入", "Upload and try"],
  wouldBeStored: ["可寫入", "可写入", "To be stored"],
  rowsToMind: ["須留意的行", "须留意的行", "Rows to mind"],
} as const;
