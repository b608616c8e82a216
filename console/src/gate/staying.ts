/** Makes the page open again while the line is broken: what it is made of stays on the device (L-5). */
import { load } from "../api/definitions";

const WORKER = "console/sw.js";
const SCOPE = "console";
/** What `load` asks for, with a token. */
const DRAWN_FROM = /\.json(\?|$)/;

/** Whether all of it is kept now. */
export async function stayOpen(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const workers = navigator.serviceWorker;
  const inCharge = new Promise((begun) => workers.addEventListener("controllerchange", begun, { once: true }));
  await workers.register(WORKER, { scope: SCOPE });
  if (workers.controller) return true;
  await inCharge;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = loaded.filter((each) => each.startsWith(`${location.origin}${location.pathname}/`) && !DRAWN_FROM.test(each));
  const asked = await Promise.allSettled([load(), ...[location.pathname, ...own].map((each) => fetch(each))]);
  return asked.every(({ status }) => status === "fulfilled");
}
