import type { RowReader } from '@heyi/platform';
import { hashBytes } from '../calculation/member.ts';
import { type IncomeKind, incomeKinds } from './income-kind.ts';

/**
 * The taxpayers of a run's entities with their cumulations, for a million people at once: typed
 * arrays and one open-addressed index by document, instead of objects.
 */
export class TaxpayerTable {
  size = 0;
  private slots = new Int32Array(1024).fill(-1);
  private hashes: Buffer = Buffer.alloc(hashBytes * 512);
  private ids: Buffer = Buffer.alloc(16 * 512);
  private entities = new Int16Array(512);
  private kinds = new Int8Array(512);
  private figures = new Float64Array(width * 512);

  /** Takes one row of the loading query: see load-taxpayers.ts for its columns. */
  add(rows: RowReader, entity: number): void {
    if (this.size === this.entities.length) this.grow();
    const row = this.size;
    const hashAt = rows.bytesAt();
    rows.buffer.copy(this.hashes, row * hashBytes, hashAt, hashAt + hashBytes);
    const idAt = rows.bytesAt();
    rows.buffer.copy(this.ids, row * 16, idAt, idAt + 16);
    this.entities[row] = entity;
    this.kinds[row] = rows.int4();
    for (let column = 0; column < width; column += 1) {
      this.figures[row * width + column] = rows.int8();
    }
    this.size += 1;
    this.index(row);
  }

  /** The row of a person's cumulation of a kind; of the person alone when there is none; or -1. */
  find(entity: number, bytes: Buffer, documentAt: number, kind: IncomeKind): number {
    const wanted = incomeKinds.indexOf(kind);
    const mask = this.slots.length - 1;
    let found = -1;
    for (let slot = bytes.readInt32BE(documentAt) & mask; ; slot = (slot + 1) & mask) {
      const row = this.slots[slot]!;
      if (row < 0) return found;
      if (this.entities[row] !== entity || !this.isOf(row, bytes, documentAt)) continue;
      if (this.kinds[row] === wanted) return row;
      found = row;
    }
  }

  /** Whether the row holds a cumulation of this kind, not only the person. */
  isCumulationOf(row: number, kind: IncomeKind): boolean {
    return this.kinds[row] === incomeKinds.indexOf(kind);
  }

  /**
   * The row that holds the person's cumulation of a kind from now on: a second employment in the same
   * run goes on from there.
   */
  openCumulation(row: number, kind: IncomeKind): number {
    const wanted = incomeKinds.indexOf(kind);
    if (this.kinds[row] === wanted) return row;
    if (this.kinds[row] === -1) {
      this.kinds[row] = wanted;
      return row;
    }
    if (this.size === this.entities.length) this.grow();
    const added = this.size;
    this.hashes.copyWithin(added * hashBytes, row * hashBytes, (row + 1) * hashBytes);
    this.ids.copyWithin(added * 16, row * 16, row * 16 + 16);
    this.entities[added] = this.entities[row]!;
    this.kinds[added] = wanted;
    this.figures.copyWithin(added * width, row * width, (row + 1) * width);
    this.size += 1;
    this.index(added);
    return added;
  }

  setFigure(row: number, column: TaxpayerColumn, value: number): void {
    this.figures[row * width + columns[column]] = value;
  }

  figure(row: number, column: TaxpayerColumn): number {
    return this.figures[row * width + columns[column]]!;
  }

  copyId(row: number, target: Buffer, at: number): void {
    this.ids.copy(target, at, row * 16, row * 16 + 16);
  }

  idOf(row: number): Buffer {
    return this.ids.subarray(row * 16, row * 16 + 16);
  }

  private isOf(row: number, bytes: Buffer, documentAt: number): boolean {
    const at = row * hashBytes;
    return this.hashes.compare(bytes, documentAt, documentAt + hashBytes, at, at + hashBytes) === 0;
  }

  private index(row: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hashes.readInt32BE(row * hashBytes) & mask;
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = row;
  }

  private grow(): void {
    const capacity = this.entities.length * 2;
    this.hashes = enlarged(this.hashes, capacity * hashBytes);
    this.ids = enlarged(this.ids, capacity * 16);
    const { entities, kinds, figures } = this;
    this.entities = new Int16Array(capacity);
    this.entities.set(entities);
    this.kinds = new Int8Array(capacity);
    this.kinds.set(kinds);
    this.figures = new Float64Array(capacity * width);
    this.figures.set(figures);
    this.slots = new Int32Array(capacity * 2).fill(-1);
    for (let row = 0; row < this.size; row += 1) this.index(row);
  }
}

/** Months are month indexes (year × 12 + month − 1), 0 for none; amounts are fen. */
const columns = {
  version: 0,
  lastPeriod: 1,
  employedFrom: 2,
  method: 3,
  income: 4,
  exempt: 5,
  basicDeduction: 6,
  special: 7,
  additional: 8,
  other: 9,
  relief: 10,
  withheld: 11,
  bonusIncome: 12,
  /** 1: the deduction file has the person. */
  isDeclared: 13,
  declaredAdditional: 14,
  declaredOther: 15,
  takesBasicDeduction: 16,
  /** 0 none, 1 student, 2 other. */
  firstEmployment: 17,
  lump60000: 18,
  /** Cumulative additional deductions of the file of the month before; -1 without one. */
  declaredBefore: 19,
} as const;

const width = 20;

export type TaxpayerColumn = keyof typeof columns;

function enlarged(buffer: Buffer, bytes: number): Buffer {
  const larger = Buffer.allocUnsafe(bytes);
  buffer.copy(larger);
  return larger;
}
