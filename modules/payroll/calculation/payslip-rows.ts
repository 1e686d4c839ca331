import { randomBytes } from 'node:crypto';
import { newId } from '@heyi/kernel';
import { RowWriter, uuidBytes } from '@heyi/platform';
import type { LineWriter } from '../payslip/packed-lines.ts';
import type { TaxpayerTable } from '../taxpayer/taxpayer-table.ts';
import { employerContributions, ownContributions, type Payslip } from './calculate-member.ts';
import { hashBytes, type Member } from './member.ts';
import type { RunFrame } from './run-frame.ts';

/** Room for the fixed fields of a row; the packed lines come on top. */
const rowBytes = 800;
const fieldCount = 46;

export type RunTotals = {
  people: number;
  gross: number;
  ownContributions: number;
  tax: number;
  net: number;
  employerContributions: number;
  employerCost: number;
  receivable: number;
  estimated: number;
};

export function noTotals(): RunTotals {
  return {
    people: 0,
    gross: 0,
    ownContributions: 0,
    tax: 0,
    net: 0,
    employerContributions: 0,
    employerCost: 0,
    receivable: 0,
    estimated: 0,
  };
}

/** Writes the rows of payroll.payslip in the order of its columns. */
export class PayslipRows {
  private writer: RowWriter;
  private readonly ids = idMaker();
  private readonly tenantId: Buffer;
  private readonly calculationId: Buffer;
  private readonly entityIds: readonly Buffer[];
  private readonly taxpayerId = Buffer.alloc(16);
  private readonly frame: RunFrame;
  private readonly taxpayers: TaxpayerTable;

  constructor(frame: RunFrame, taxpayers: TaxpayerTable, calculationId: string, people: number) {
    this.frame = frame;
    this.taxpayers = taxpayers;
    this.tenantId = uuidBytes(frame.tenantId);
    this.calculationId = uuidBytes(calculationId);
    this.entityIds = frame.entities.map(({ legalEntityId }) => uuidBytes(legalEntityId));
    this.writer = new RowWriter(people * (rowBytes + 200));
  }

  add(member: Member, payslip: Payslip, lines: LineWriter): void {
    const { writer } = this;
    const { withheld } = payslip;
    writer.row(fieldCount, rowBytes + lines.length);
    writer.int4(this.frame.shardKey);
    writer.bytes(this.tenantId, 0, 16);
    writer.bytes(this.ids(), 0, 16);
    writer.bytes(this.calculationId, 0, 16);
    writer.bytes(member.bytes, member.employmentAt, 16);
    this.taxpayers.copyId(payslip.row, this.taxpayerId, 0);
    writer.bytes(this.taxpayerId, 0, 16);
    writer.bytes(this.entityIds[member.entity]!, 0, 16);
    writer.code(payslip.incomeKind);
    writer.code(withheld.method);
    writer.int4(withheld.version);
    writer.int4(payslip.flags);
    this.addAmounts(payslip);
    this.addCumulation(payslip);
    writer.code(withheld.employedFrom);
    if (member.accountAt < 0) writer.null();
    else writer.bytes(member.bytes, member.accountAt, hashBytes);
    writer.bytes(lines.buffer, 0, lines.length);
  }

  private addAmounts(payslip: Payslip): void {
    const { writer } = this;
    const { contributed, withheld } = payslip;
    writer.int8(payslip.gross);
    writer.int8(payslip.taxFree);
    writer.int8(payslip.income);
    writer.int8(withheld.bonus);
    writer.int8(contributed.ownPension);
    writer.int8(contributed.ownMedical);
    writer.int8(contributed.ownUnemployment);
    writer.int8(contributed.ownHousingFund);
    writer.int8(contributed.ownAdjustment);
    writer.int8(contributed.employerFundExcess + contributed.ownFundExcess);
    writer.int8(payslip.special);
    writer.int8(payslip.other);
    writer.int8(contributed.employerInsurance);
    writer.int8(contributed.employerHousingFund);
    writer.int8(contributed.employerAdjustment);
    writer.int8(payslip.afterTaxDeductions);
    writer.int8(payslip.recovered);
    writer.int8(withheld.tax);
    writer.int8(withheld.bonusTax);
    writer.int8(payslip.net);
    writer.int8(payslip.receivable);
  }

  private addCumulation({ withheld }: Payslip): void {
    const { writer } = this;
    const { sums } = withheld;
    writer.int8(sums.income);
    writer.int8(sums.exempt);
    writer.int8(sums.basicDeduction);
    writer.int8(sums.special);
    writer.int8(sums.additional);
    writer.int8(sums.other);
    writer.int8(sums.relief);
    writer.int8(withheld.taxable);
    writer.int8(withheld.cumulativeTax);
    writer.int8(sums.withheld);
    writer.int4(withheld.ratePpm);
  }

  finish(): Buffer {
    return this.writer.finish();
  }
}

export function addToTotals(totals: RunTotals, payslip: Payslip): void {
  const employer = employerContributions(payslip.contributed);
  totals.people += 1;
  totals.gross += payslip.gross;
  totals.ownContributions += ownContributions(payslip.contributed);
  totals.tax += payslip.withheld.tax + payslip.withheld.bonusTax;
  totals.net += payslip.net;
  totals.employerContributions += employer;
  totals.employerCost += payslip.gross + employer;
  totals.receivable += payslip.receivable;
  if (payslip.contributed.isEstimated) totals.estimated += 1;
}

/**
 * UUIDv7 by the thousand: one millisecond, a counter of 32 bits behind it, the rest random. In order,
 * so that the index grows at its end. The buffer is used again for the next id.
 */
function idMaker(): () => Buffer {
  const id = uuidBytes(newId());
  let random = randomBytes(0);
  let used = 0;
  let counter = 0;
  return () => {
    if (used === random.length) {
      random = randomBytes(6 * 1024);
      used = 0;
    }
    id[6] = 0x70 | (counter >>> 28);
    id[7] = counter >>> 20;
    id[8] = 0x80 | ((counter >>> 14) & 0x3f);
    id[9] = counter >>> 6;
    random.copy(id, 10, used, used + 6);
    id[10] = (counter << 2) | (id[10]! & 0x03);
    used += 6;
    counter += 1;
    return id;
  };
}
