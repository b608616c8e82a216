/** A file on its way to a record: announced, uploaded, attached; each of it once, however often it is tried. */
import { ask, Unreached } from "../api/client";
import { fresh } from "../forms/sending";

/** One of these is made for each file, and tried until it has arrived. */
export interface Carried {
  file: File;
  announcing: string;
  attaching: string;
  stored: boolean;
}

/** What is announced, and what is done with it once it is there. */
interface Road {
  media_type: string;
  /** What is said of it besides. */
  said?: object;
  then: "attach" | "try";
}

/** A file of a record, or one that is a record itself. */
interface Announced {
  id?: string;
  file?: { id: string };
  upload: { method: string; url: string; headers: Record<string, string>; expires_at: string };
}

/** What the storage answers where it has the file already: an answer was lost. */
const THERE = 412;

export const carried = (file: File): Carried => ({ file, announcing: fresh(), attaching: fresh(), stored: false });

async function sha256(data: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
}

/** To the files of a record, by their path; the id that it has there. Raises Refused and Unreached; then it may be tried again. */
export const carry = (path: string, each: Carried): Promise<string> => bring(path, each, { media_type: each.file.type, then: "attach" });

/** To wherever files are announced. */
export async function bring(path: string, each: Carried, { media_type, said, then }: Road): Promise<string> {
  const { name, size } = each.file;
  const data = await each.file.arrayBuffer();
  const body = { ...said, name, media_type, bytes: size, sha256: await sha256(data) };
  const announced = await ask<Announced>("POST", path, { body, key: each.announcing });
  const { id } = announced.body.file ?? (announced.body as { id: string });
  const there = `${path}/${id}`;
  if (!each.stored) {
    await store(await usable(there, announced.body), data);
    each.stored = true;
  }
  await ask("POST", `${there}/${then}`, { body: {}, key: each.attaching, match: announced.etag ?? undefined });
  return id;
}

/** The leave to upload as it was given; where it has run out meanwhile, a new one. */
async function usable(there: string, { upload }: Announced): Promise<Announced["upload"]> {
  if (Date.parse(upload.expires_at) > Date.now()) return upload;
  return (await ask<Announced>("GET", there)).body.upload;
}

async function store({ url, method, headers }: Announced["upload"], data: ArrayBuffer): Promise<void> {
  const stored = await fetch(url, { method, headers, body: data }).catch(() => null);
  if (!stored?.ok && stored?.status !== THERE) throw new Unreached();
}
