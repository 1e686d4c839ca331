import { useSyncExternalStore } from 'react';

/*
 * The handful of addresses of these pages, below `/me`. A link's secret stands behind `#` and is gone
 * from the address before anything else happens.
 */

export const base = '/me';
const listeners = new Set<() => void>();

export function pathNow(): string {
  const path = location.pathname;
  const below = path.startsWith(base) ? path.slice(base.length) : path;
  return below === '' ? '/' : below.replace(/\/$/, '') || '/';
}

function tell(): void {
  for (const listener of listeners) listener();
}

addEventListener('popstate', tell);

export function usePath(): string {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, pathNow);
}

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', base + path);
  else history.replaceState(null, '', base + path);
  scrollTo(0, 0);
  tell();
}

export function back(otherwise: string): void {
  if (history.length > 1) history.back();
  else go(otherwise, 'replace');
}

/** Takes the secret out of the address; null when there is none. */
export function takeToken(): string | null {
  const token = location.hash.slice(1);
  if (token === '') return null;
  history.replaceState(null, '', location.pathname);
  return token;
}
