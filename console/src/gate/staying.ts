/** Makes the page open again while the line is broken: what it is made of stays on the device (L-5). */
import { load } from "../api/definitions";

const WORKER = "console/sw.js";
const SCOPE = "console";
/** What `load` asks for, with a token. */
const DRAWN_FROM = /\.json(\?|$)/;

export async function stayOpen(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const inCharge = new Promise((begun) => workers.addEventListener("controllerchange", begun, { once: true }));
  await workers.register(WORKER, { scope: SCOPE });
  if (workers.controller) return;
  await inCharge;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = loaded.filter((each) => each.startsWith(`${location.origin}${location.pathname}/`) && !DRAWN_FROM.test(each));
  await Promise.allSettled([load(), ...[location.pathname, ...own].map((each) => fetch(each))]);
}
