/** What every page may rely on: who is signed in, what the API says of itself, its words. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Known } from "../api/definitions";

export const KnownContext = createContext<Known | null>(null);

/** Drawn anew when a name that was asked for is there. */
export function useKnown(): Known {
  const known = useContext(KnownContext);
  if (!known) throw new Error("not loaded yet");
  useSyncExternalStore(known.names.subscribe, known.names.heard);
  return known;
}
