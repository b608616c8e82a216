/** Photos of no more pixels than somebody looks at. */

/** Pixels of the longer side: more nobody needs to see. */
const LONGEST = 2048;
const QUALITY = 0.85;
/** Bytes up to which a photo is sent as it is. */
const SMALL = 600_000;

/** A large photo made smaller, where the browser can read it. */
export async function smaller(file: File): Promise<File> {
  if (file.size <= SMALL) return file;
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return file;
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, ".jpg"), { type: made.type }) : file;
}
