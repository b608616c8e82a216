/** What is said around a paper that is printed. */
export const PRINTING = {
  printOrSave: ["列印或存成 PDF", "打印或存为 PDF", "Print or save as PDF"],
  saveHint: [
    "要存成 PDF,請在列印視窗的目的地選「另存為 PDF」。",
    "要存为 PDF,请在打印窗口的目标打印机选“另存为 PDF”。",
    "For a PDF, choose “Save as PDF” as the printer.",
  ],
  windowBlocked: [
    "瀏覽器擋下了新視窗。請允許本網站開啟視窗,再按一次。",
    "浏览器拦截了新窗口。请允许本网站打开窗口,再按一次。",
    "The browser kept the window from opening. Let this site open windows, then press again.",
  ],
} as const;
