import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fen, PayPeriod, PlainDate } from '@heyi/kernel';
import type { Template } from './sheets.ts';

/** A person as registered with one withholding agent. */
export type Registered = {
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly employedFrom: PlainDate | null;
  readonly leftOn: PlainDate | null;
  readonly firstEmployment: string;
  readonly takesBasicDeduction: boolean;
  readonly state: 'reported' | 'failed';
  readonly identity: 'verified' | 'refused' | 'deferred';
};

/** What one person was declared with in one period on one sheet. */
export type Declared = {
  readonly key: string;
  readonly name: string;
  readonly incomeItem: string;
  readonly income: Fen;
  readonly exempt: Fen;
  readonly special: Fen;
  readonly additional: Fen;
  readonly other: Fen;
  readonly relief: Fen;
  readonly tax: Fen;
};

export type DeclaredPeriod = { [sheet in Template]?: Declared[] };

export type Agent = {
  registered: Record<string, Registered>;
  /** Calculated and not declared yet. */
  pending: Record<PayPeriod, DeclaredPeriod>;
  declared: Record<PayPeriod, DeclaredPeriod>;
  due: Record<PayPeriod, Fen>;
  paid: Record<PayPeriod, Fen>;
  vouchers: string[];
};

export type TaxBureau = {
  agent(creditCode: string): Agent;
  save(): void;
};

/** The bureau's book: one file, replaced as a whole after each change. */
export function openTaxBureau(directory: string): TaxBureau {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'book.json');
  const agents = readBook(path);
  return {
    agent: (creditCode) =>
      (agents[creditCode] ??= {
        registered: {},
        pending: {},
        declared: {},
        due: {},
        paid: {},
        vouchers: [],
      }),
    save() {
      writeFileSync(`${path}.new`, JSON.stringify(agents));
      renameSync(`${path}.new`, path);
    },
  };
}

function readBook(path: string): Record<string, Agent> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Agent>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

export function personKey(documentType: string, documentNumber: string): string {
  return `${documentType} ${documentNumber.toUpperCase()}`;
}
