import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  /** As the business register has it; empty until somebody says. */
  name: string;
  registered: Record<string, Registered>;
  /** Calculated and not declared yet. */
  pending: Record<PayPeriod, DeclaredPeriod>;
  declared: Record<PayPeriod, DeclaredPeriod>;
  due: Record<PayPeriod, Fen>;
  paid: Record<PayPeriod, Fen>;
  /** 回执 and 凭证 numbers of the last declaration and payment of a period. */
  receipts: Record<PayPeriod, string>;
  vouchers: Record<PayPeriod, string>;
};

export type TaxBureau = {
  agent(creditCode: string): Agent;
  /** Credit codes of everybody known, in order. */
  codes(): string[];
  save(creditCode: string): void;
};

/** The bureau's books: one file an agent, replaced as a whole after each change. */
export function openTaxBureau(directory: string): TaxBureau {
  mkdirSync(directory, { recursive: true });
  const books = readdirSync(directory).filter((name) => name.endsWith('.json'));
  const agents = new Map(
    books.map((name) => [decodeURIComponent(name.slice(0, -5)), readBook(join(directory, name))]),
  );
  return {
    agent(creditCode) {
      const known = agents.get(creditCode);
      if (known !== undefined) return known;
      const opened = openAgent();
      agents.set(creditCode, opened);
      return opened;
    },
    codes: () => [...agents.keys()].toSorted(),
    save(creditCode) {
      const path = join(directory, `${encodeURIComponent(creditCode)}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(agents.get(creditCode)));
      renameSync(`${path}.new`, path);
    },
  };
}

function openAgent(): Agent {
  return {
    name: '',
    registered: {},
    pending: {},
    declared: {},
    due: {},
    paid: {},
    receipts: {},
    vouchers: {},
  };
}

function readBook(path: string): Agent {
  return JSON.parse(readFileSync(path, 'utf8')) as Agent;
}

export function personKey(documentType: string, documentNumber: string): string {
  return `${documentType} ${documentNumber.toUpperCase()}`;
}
