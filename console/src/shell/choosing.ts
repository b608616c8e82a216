/** Going through what is offered by keyboard: up, down, and Enter for the one that is marked. */
import { useEffect, useState, type KeyboardEvent } from "react";

export interface Choosing {
  /** Which one is marked; -1 for none. */
  marked: number;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** `first` is marked until somebody goes to another, and again as soon as something else is offered. */
export function useChoosing<T>(offered: T[], choose: (one: T) => void, first = 0): Choosing {
  const [marked, mark] = useState(first);
  const count = offered.length;
  useEffect(() => mark(first), [count, first]);

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const one = offered[marked];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      mark(marked < 0 && step < 0 ? count - 1 : (marked + step + count) % count);
    } else if (event.key === "Enter" && one !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(one);
    }
  }
  return { marked: Math.min(marked, count - 1), onKeyDown };
}
