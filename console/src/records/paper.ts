/** A paper in a window of its own: to be looked at, printed, saved as a PDF. */
import { fetchDocument } from "../api/client";
import { language, say } from "../shell/words";

/** Opened at once, as it is asked for: a window that opens later would be taken for an advertisement. */
export async function openPaper(tab: Window, path: string): Promise<void> {
  try {
    const page = await (await fetchDocument(path)).text();
    tab.document.write(page);
    tab.document.close();
    tab.document.body.prepend(bar(tab));
    tab.document.querySelector("button")!.focus();
  } catch (trouble) {
    tab.close();
    throw trouble;
  }
}

/** Stands above the sheet and is not printed: `.bar` of the paper's own styles. */
function bar(tab: Window): HTMLElement {
  const made = tab.document.createElement("div");
  const print = tab.document.createElement("button");
  made.className = "bar";
  made.lang = language();
  print.textContent = say("printOrSave");
  print.onclick = () => tab.print();
  made.append(print, say("saveHint"));
  return made;
}
