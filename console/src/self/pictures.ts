/** What is photographed for a report: it lies on the device until it has been sent, wherever one goes meanwhile. */
import { useSyncExternalStore } from "react";
import { Refused, sitePath, Unreached, whyOf } from "../api/client";
import { kept, lay } from "../api/device";
import { smaller } from "../records/smaller";
import { carried, carry, type Carried } from "../records/uploading";

export interface Picture extends Carried {
  preview: string;
  sent: boolean;
  /** Why it was refused. */
  wrong: string;
}

/** The ticket that they belong to, once there is one. */
export interface Taken {
  id: string;
  number: string;
}

interface Album {
  pictures: Picture[];
  ticket: Taken | null;
  sending: boolean;
}

const ALBUM = "album";
let album: Album = { pictures: [], ticket: null, sending: false };
const hearers = new Set<() => void>();

function become(next: Partial<Album>): void {
  album = { ...album, ...next };
  hearers.forEach((each) => each());
  void lay(ALBUM, album.pictures.length > 0 ? album : null);
}

/** What was left lying goes on where it was. */
async function takeUp(): Promise<void> {
  const left = await kept<Album>(ALBUM).catch(() => undefined);
  if (!left) return;
  const pictures = left.pictures.map((each) => ({ ...each, preview: URL.createObjectURL(each.file) }));
  become({ pictures: [...pictures, ...album.pictures], ticket: left.ticket });
  if (left.ticket) await carryOn();
}

void takeUp();

export function useAlbum(): Album {
  return useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => album,
  );
}

export async function take(files: File[]): Promise<void> {
  for (const file of files) {
    const ready = await smaller(file);
    const picture = { ...carried(ready), preview: URL.createObjectURL(ready), sent: false, wrong: "" };
    become({ pictures: [...album.pictures, picture] });
  }
}

export function drop(picture: Picture): void {
  URL.revokeObjectURL(picture.preview);
  become({ pictures: album.pictures.filter((each) => each.announcing !== picture.announcing) });
}

export function empty(): void {
  album.pictures.forEach((each) => URL.revokeObjectURL(each.preview));
  become({ pictures: [], ticket: null, sending: false });
}

/** There is a ticket that they belong to: they follow it. */
export function follow(ticket: Taken): void {
  if (album.pictures.length === 0) return;
  become({ ticket });
  void carryOn();
}

/** One after the other, those that have not arrived; the album is empty once all have. */
export async function carryOn(): Promise<void> {
  const path = sitePath("/sites/{site}/tickets/{ticket}/files", { ticket: album.ticket!.id });
  become({ sending: true });
  for (const picture of album.pictures.filter((each) => !each.sent)) {
    try {
      await carry(path, picture);
      now(picture, { sent: true, wrong: "" });
    } catch (trouble) {
      if (trouble instanceof Unreached) break;
      if (!(trouble instanceof Refused)) throw trouble;
      now(picture, { wrong: whyOf(trouble.problem) });
    }
  }
  become({ sending: false });
  if (album.pictures.every((each) => each.sent)) empty();
}

function now(picture: Picture, what: Partial<Picture>): void {
  become({
    pictures: album.pictures.map((each) => (each.announcing === picture.announcing ? { ...each, ...what } : each)),
  });
}
