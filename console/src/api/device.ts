/** What waits on the device and is too large for a draft: of who is signed in, at one site, and of nobody before them. */
import { currentSite, whose } from "./session";

const DATABASE = "frontdesk";
const WAITING = "waiting";

const at = (name: string) => [whose(), currentSite(), name];

export const keep = (name: string, what: unknown) => within("readwrite", (store) => store.put(what, at(name)));

export const kept = <T>(name: string) => within<T | undefined>("readonly", (store) => store.get(at(name)));

export const drop = (name: string) => within("readwrite", (store) => store.delete(at(name)));

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
