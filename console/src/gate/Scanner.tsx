/** The camera, looking for codes until it is closed: the next one may come at once. */
import { useEffect, useRef } from "react";
import { say } from "../shell/words";
import { decoder, type Decode } from "./decoder";

/** Milliseconds between two looks, and for which a code that is held there still is the one told already. */
const EVERY = 150;
const HELD = 2_500;

interface ScannerOf {
  found: (code: string) => void;
  /** There is no camera, or it may not be used. */
  failed: () => void;
}

export function Scanner({ found, failed }: ScannerOf) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(found);
  tell.current = found;

  useEffect(() => {
    let over = false;
    let camera: MediaStream | undefined;
    const open = async (): Promise<void> => {
      const [decode, stream] = await Promise.all([
        decoder(),
        navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } }),
      ]);
      camera = stream;
      if (over) return close(camera);
      video.current!.srcObject = camera;
      await video.current!.play();
      await look(decode);
    };
    const look = async (decode: Decode): Promise<void> => {
      let last = { code: "", at: 0 };
      while (!over) {
        const code = await decode(video.current!);
        if (code) {
          const again = code === last.code && Date.now() - last.at < HELD;
          last = { code, at: Date.now() };
          if (!again) tell.current(code);
        }
        await new Promise((later) => setTimeout(later, EVERY));
      }
    };
    open().catch(() => over || failed());
    return () => {
      over = true;
      close(camera);
    };
  }, []);

  return (
    <div className="scanner">
      <video ref={video} muted playsInline aria-label={say("scan")} />
    </div>
  );
}

function close(camera: MediaStream | undefined): void {
  camera?.getTracks().forEach((each) => each.stop());
}
