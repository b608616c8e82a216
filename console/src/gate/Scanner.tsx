/** The camera, looking for codes until it is closed: the next one may come at once. */
import { Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { say } from "../shell/words";
import { decoder, type Decode } from "./decoder";

/** Milliseconds between two looks, and for which a code that is held there still is the one told already. */
const EVERY = 150;
const HELD = 2_500;

export function Scanner({ found }: { found: (code: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [wrong, setWrong] = useState(false);
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
    open().catch(() => over || setWrong(true));
    return () => {
      over = true;
      close(camera);
    };
  }, []);

  if (wrong) return <Text c="dimmed">{say("noCamera")}</Text>;
  return (
    <div className="scanner">
      <video ref={video} muted playsInline aria-label={say("scan")} />
    </div>
  );
}

function close(camera: MediaStream | undefined): void {
  camera?.getTracks().forEach((each) => each.stop());
}
