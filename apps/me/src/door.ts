import { useSyncExternalStore } from 'react';
import { api, Problem, type Session } from './api.ts';
import { pathNow, takeToken } from './route.ts';

/** How the pages stand: a link is opened, was refused, or waits for a tap. */
export type Door =
  | { readonly state: 'opening' }
  /** A message with a link is looked at by programs too: the page opens it when somebody taps. */
  | { readonly state: 'closed' }
  | { readonly state: 'open'; readonly session: Session }
  | { readonly state: 'refused'; readonly problem: Problem };

/** What is sent by message, not opened by an app. */
const waitingPaths = ['/payslip', '/thread', '/base'];

let door: Door = { state: 'opening' };
let token: string | null = null;
const listeners = new Set<() => void>();

function set(next: Door): void {
  door = next;
  for (const listener of listeners) listener();
}

export function useDoor(): Door {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => door,
  );
}

/** An app's web view goes straight in; a link that came by message waits for its reader. */
export function arrive(): void {
  token = takeToken();
  const waits = token !== null && waitingPaths.includes(pathNow());
  if (waits) set({ state: 'closed' });
  else void openDoor();
}

export async function openDoor(): Promise<void> {
  set({ state: 'opening' });
  const secret = token;
  try {
    const session =
      secret === null ? await api.getLinkSession({}) : await api.openLink({ token: secret });
    token = null;
    set({ state: 'open', session });
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem(0, { code: 'network.away' });
    set({ state: 'refused', problem });
  }
}

export function closePages(problem: Problem): void {
  set({ state: 'refused', problem });
}
