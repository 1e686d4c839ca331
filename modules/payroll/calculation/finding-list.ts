import { formatYuan, fen } from '@heyi/kernel';
import { RowWriter, uuidBytes } from '@heyi/platform';
import { type FindingKey, findingCatalogue } from '../finding/finding-catalogue.ts';

type Found = { key: FindingKey; employmentId: Buffer | null; evidence: Record<string, string> };

/** Whose finding it is: a member, or an id on its own. */
export type FoundOf = { readonly bytes: Buffer; readonly employmentAt: number };

/** The findings of a calculation, in the order in which they are found. */
export class FindingList {
  private found: Found[] = [];
  private written = 0;

  /** The id is kept by copy: the chunk it stands in goes away. */
  add(key: FindingKey, of: FoundOf | null, evidence: Record<string, string> = {}): void {
    const employmentId =
      of && Buffer.from(of.bytes.subarray(of.employmentAt, of.employmentAt + 16));
    this.found.push({ key, employmentId, evidence });
  }

  /** Rows for payroll.finding of what was found since the last call; null when nothing was. */
  takeRows(owner: { shardKey: number; tenantId: string; calculationId: string }): Buffer | null {
    if (this.found.length === 0) return null;
    const tenantId = uuidBytes(owner.tenantId);
    const calculationId = uuidBytes(owner.calculationId);
    const rows = new RowWriter(this.found.length * 200);
    for (const { key, employmentId, evidence } of this.found) {
      const json = Buffer.from(JSON.stringify(evidence));
      rows.row(8, 200 + json.length);
      rows.int4(owner.shardKey);
      rows.bytes(tenantId, 0, 16);
      rows.bytes(calculationId, 0, 16);
      rows.int4(this.written);
      rows.code(key);
      rows.code(findingCatalogue[key].severity);
      if (employmentId) rows.bytes(employmentId, 0, 16);
      else rows.null();
      rows.jsonb(json);
      this.written += 1;
    }
    this.found = [];
    return rows.finish();
  }
}

export function yuanOf(amount: number): string {
  return formatYuan(fen(amount));
}
