/** Who is refused is where it went wrong. */
import { useEffect, useRef, type RefObject } from "react";
import type { Problem } from "../api/client";

/** The first field that is wrong, within what this refers to, is gone to; where none is, why it was refused. */
export function useFirstWrong<T extends HTMLElement>(problem: Problem | null, busy: boolean): RefObject<T | null> {
  const within = useRef<T>(null);
  useEffect(() => {
    if (!problem || busy) return;
    const found = (what: string) => [...(within.current?.querySelectorAll<HTMLElement>(what) ?? [])];
    const [field] = found("[aria-invalid=true]");
    if (field) field.focus();
    else found("[role=alert]").at(-1)?.scrollIntoView({ block: "center" });
  }, [problem, busy]);
  return within;
}
