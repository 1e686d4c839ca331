import { useSyncExternalStore } from 'react';
import { currentLanguage, type Language, onLanguage } from '../language.ts';
import { en } from './en.words.ts';
import { zh } from './zh.words.ts';

export type Words = typeof zh;

const all: Readonly<Record<Language, Words>> = { zh, en };

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

/** The words of the pages in the language of the reader. */
export function useWords(): Words {
  return all[useLanguage()];
}

/** A word by a name that the API answers; the name itself where there is none yet. */
export function named(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}

/** What to do about a refused amount: too little money means too much was asked for. */
export function fixOfAmount(code: string, words: Words): string | undefined {
  if (code === 'withdrawal.balance_too_low') return words.withdraw.tooMuch;
  return words.hindrance[code];
}
