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

interface Announced {
  file: { id: string };
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
export async function carry(path: string, each: Carried): Promise<string> {
  const { name, type, size } = each.file;
  const data = await each.file.arrayBuffer();
  const body = { name, media_type: type, bytes: size, sha256: await sha256(data) };
  const announced = await ask<Announced>("POST", path, { body, key: each.announcing });
  const there = `${path}/${announced.body.file.id}`;
  if (!each.stored) {
    await store(await usable(there, announced.body), data);
    each.stored = true;
  }
  await ask("POST", `${there}/attach`, { body: {}, key: each.attaching, match: announced.etag ?? undefined });
  return announced.body.file.id;
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
