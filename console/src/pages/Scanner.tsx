/** The camera, where the browser itself reads QR codes; elsewhere the code is typed. */
import { Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { say } from "../shell/words";

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => Detector;
  }
}

const EVERY = 200;

export function Scanner({ found }: { found: (code: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [wrong, setWrong] = useState(!window.BarcodeDetector);
  const tell = useRef(found);
  tell.current = found;

  useEffect(() => {
    if (!window.BarcodeDetector) return;
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    let stream: MediaStream | undefined;
    let over = false;
    let look: ReturnType<typeof setInterval> | undefined;
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment" } })
      .then(async (camera) => {
        stream = camera;
        if (over || !video.current) return camera.getTracks().forEach((each) => each.stop());
        video.current.srcObject = camera;
        await video.current.play();
        look = setInterval(() => {
          if (!video.current) return;
          void detector.detect(video.current).then(([first]) => first && tell.current(first.rawValue));
        }, EVERY);
      })
      .catch(() => setWrong(true));
    return () => {
      over = true;
      clearInterval(look);
      stream?.getTracks().forEach((each) => each.stop());
    };
  }, []);

  if (wrong) return <Text c="dimmed">{say("noCamera")}</Text>;
  return <video ref={video} className="scanner" muted playsInline />;
}
