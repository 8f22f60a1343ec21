import { useState } from "react";

/** What a form holds while it is filled in, and a way to change a part of it. */
export function useDraft<T extends object>(initial: T | (() => T)) {
  const [draft, set] = useState(initial);
  return [draft, (part: Partial<T>) => set((before) => ({ ...before, ...part }))] as const;
}
