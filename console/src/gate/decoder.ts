/** Reads the QR code off a picture: by the browser itself where it can, else by a decoder fetched then. */

export type Decode = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): Detector;
      getSupportedFormats(): Promise<string[]>;
    };
  }
}

const QR = "qr_code";
/** Of a picture as much is looked at: more is slow on a cheap phone, and a code is larger than that. */
const LOOKED_AT = 720;

export async function decoder(): Promise<Decode> {
  if ((await window.BarcodeDetector?.getSupportedFormats())?.includes(QR)) {
    const detector = new window.BarcodeDetector!({ formats: [QR] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  return fetched();
}

async function fetched(): Promise<Decode> {
  const [{ prepareZXingModule, readBarcodes }, { default: embedded }] = await Promise.all([
    import("zxing-wasm/reader"),
    import("zxing-wasm/reader/zxing_reader.wasm?url&inline"),
  ]);
  const bytes = Uint8Array.from(atob(embedded.split(",")[1]!), (each) => each.charCodeAt(0));
  prepareZXingModule({ overrides: { wasmBinary: bytes.buffer } });
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  return async (video) => {
    const smaller = Math.min(1, LOOKED_AT / Math.min(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * smaller), Math.round(video.videoHeight * smaller)];
    Object.assign(canvas.canvas, { width, height });
    canvas.drawImage(video, 0, 0, width, height);
    const found = await readBarcodes(canvas.getImageData(0, 0, width, height), { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found[0]?.text;
  };
}
