/** What waits on the device and is too large for a draft: of who is signed in, at one site, and of nobody before them. */
import { currentSite, whose } from "./session";

const DATABASE = "frontdesk";
const WAITING = "waiting";

const at = (name: string) => [whose(), currentSite(), name];

/** By its name, what does not lie on the device yet as it is now. */
const unlaid = new Map<string, object>();

export const kept = <T>(name: string) => within<T | undefined>("readonly", (store) => store.get(at(name)));

/** It lies on the device as it is now; null: no more. Whoever closes the console before is asked whether they mean it. */
export async function lay(name: string, what: object | null): Promise<void> {
  if (what) unlaid.set(name, what);
  else unlaid.delete(name);
  warn();
  try {
    await (what ? within("readwrite", (store) => store.put(what, at(name))) : within("readwrite", (store) => store.delete(at(name))));
  } catch {
    return; // a device that keeps nothing
  }
  if (unlaid.get(name) === what) unlaid.delete(name);
  warn();
}

function warn(): void {
  window.onbeforeunload = unlaid.size > 0 ? (leaving) => leaving.preventDefault() : null;
}

/** What lies before the first key of who is signed in, and after their last one. */
export async function dropOthers(): Promise<void> {
  await within("readwrite", (store) => store.delete(IDBKeyRange.upperBound([whose()])));
  await within("readwrite", (store) => store.delete(IDBKeyRange.lowerBound([whose(), []])));
}

async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE);
  const database = await new Promise<IDBDatabase>((opened, failed) => {
    opening.onupgradeneeded = () => opening.result.createObjectStore(WAITING);
    opening.onsuccess = () => opened(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  const transaction = database.transaction(WAITING, mode);
  const asked = work(transaction.objectStore(WAITING));
  await new Promise<unknown>((done, failed) => {
    transaction.oncomplete = done;
    transaction.onabort = () => failed(transaction.error);
  }).finally(() => database.close());
  return asked.result;
}
