/** Who is refused is where it went wrong. */
import { useEffect, useRef, type RefObject } from "react";
import type { Problem } from "../api/client";

/** The first field that is wrong, within what this refers to, is gone to. */
export function useFirstWrong<T extends HTMLElement>(problem: Problem | null, busy: boolean): RefObject<T | null> {
  const within = useRef<T>(null);
  useEffect(() => {
    if (problem && !busy) within.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problem, busy]);
  return within;
}
