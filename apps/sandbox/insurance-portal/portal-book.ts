import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One matter at the agency, by the reference of whoever handed it in. */
export type Matter = {
  readonly reference: string;
  readonly service: string;
  readonly personName: string;
  readonly documentNumber: string;
  readonly registrationNumber: string;
  readonly period: string;
  state: 'received' | 'succeeded' | 'refused';
  officialNumber: string;
  code: string;
  words: string;
  /** How often it was asked about, and its receipt fetched. */
  asked: number;
  fetched: number;
};

export type PortalBook = {
  /** Calls that came in by reference, whatever became of them. */
  readonly calls: Record<string, number>;
  readonly matters: Record<string, Matter>;
  closedUntil: string | null;
  save(): void;
};

/** The site's book: one file, replaced as a whole after each change. */
export function openPortalBook(directory: string): PortalBook {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'matters.json');
  const kept = readBook(path);
  return {
    ...kept,
    save() {
      const { calls, matters, closedUntil } = this;
      writeFileSync(`${path}.new`, JSON.stringify({ calls, matters, closedUntil }));
      renameSync(`${path}.new`, path);
    },
  };
}

function readBook(path: string): Pick<PortalBook, 'calls' | 'matters' | 'closedUntil'> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { calls: {}, matters: {}, closedUntil: null };
  }
}
