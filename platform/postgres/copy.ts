import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { RowReader } from './binary-rows.ts';
import type { Transaction } from './transaction.ts';

/**
 * Runs a query as binary COPY. COPY takes no parameters: what is put into the text must be ids, days,
 * months or numbers of ours, through {@link quote}.
 */
export async function copyOut(tx: Transaction, query: string): Promise<RowReader> {
  const stream = tx.client.query(copyTo(`copy (${query}) to stdout (format binary)`));
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return new RowReader(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
}

export async function copyIn(tx: Transaction, table: string, rows: Buffer): Promise<void> {
  const stream = tx.client.query(copyFrom(`copy ${table} from stdin (format binary)`));
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.on('finish', resolve);
    stream.end(rows);
  });
}

const plainText = /^[0-9A-Za-z-]*$/;

/** A literal for COPY text. Refuses anything but letters, digits and hyphens. */
export function quote(value: string): string {
  if (!plainText.test(value)) throw new Error(`not a plain literal: ${value}`);
  return `'${value}'`;
}

export function quoteAll(values: readonly string[]): string {
  return values.map(quote).join(', ');
}
