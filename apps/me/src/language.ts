/** 中文 or English: as the phone is set, until somebody switches. */
export type Language = 'zh' | 'en';

const storageKey = 'heyi.me.language';
const listeners = new Set<() => void>();

let current: Language = kept() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
write();

function kept(): Language | null {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'zh' || value === 'en' ? value : null;
  } catch {
    // Some web views allow no storage; the phone's own language will do.
    return null;
  }
}

function write(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

export function currentLanguage(): Language {
  return current;
}

/** As an Accept-Language header has it. */
export function language(): string {
  return current === 'zh' ? 'zh-CN' : 'en';
}

export function switchLanguage(): void {
  current = current === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(storageKey, current);
  } catch {
    // It holds until the page is closed.
  }
  write();
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
