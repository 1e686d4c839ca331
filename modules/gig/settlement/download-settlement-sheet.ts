import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { clientOf } from '@heyi/clients';
import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { assert, fail, negate, ok, shanghaiDate, subtract } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import {
  type ColumnSpec,
  type Printer,
  type Transaction,
  type WritableRow,
  type WritableSheet,
  writeWorkbook,
  xlsxType,
} from '@heyi/platform';
import { findProgram } from '../program/program.store.ts';
import type { Program } from '../program/program.ts';
import { sheetLines } from './movements.store.ts';
import { sheetParts, sheetRequest, titleOf } from './sheet-document.ts';
import { type Sheet, spanOf } from './sheet.ts';
import { findSheets } from './sheet.store.ts';

/** Workbook or PDF. The workbook is read and packed page by page: all of it is of one moment. */
export function downloadSettlementSheetOf(printer: Printer) {
  return async function downloadSettlementSheet(
    tx: Transaction,
    input: Input<typeof contract.downloadSettlementSheet>,
  ) {
    const [sheet] = await findSheets(tx, { id: input.sheetId });
    if (!sheet) return fail({ code: 'settlement.not_found' as const });
    const program = await findProgram(tx, sheet.programId);
    assert(program, 'a program is never deleted');
    const clientName = (await clientOf(tx))?.name ?? '';
    if (input.format === 'xlsx') return ok(await workbookOf(tx, sheet, program, clientName));
    const entityName = (await visibleEntities(tx)).get(program.legalEntityId)?.name ?? '';
    const body = await printer.print(
      sheetRequest(sheet, { clientName, entityName, printedOn: tx.today }),
    );
    return ok({ name: `${titleOf(sheet)}.pdf`, type: 'application/pdf', body });
  };
}

async function workbookOf(tx: Transaction, sheet: Sheet, program: Program, clientName: string) {
  const packed = new PassThrough();
  const locale = tx.language === 'zh' ? 'zh-CN' : 'en';
  const heading = [`${clientName} ${titleOf(sheet).replaceAll('_', ' ')}`.trim()];
  const sheets = [
    { ...partsSheet(sheet, locale), heading },
    { ...linesSheet(tx, sheet, program), heading },
  ];
  const [body] = await Promise.all([buffer(packed), writeWorkbook(packed, sheets, { locale })]);
  return { name: `${titleOf(sheet)}.xlsx`, type: xlsxType, body };
}

function partsSheet(sheet: Sheet, locale: 'zh-CN' | 'en'): WritableSheet {
  return {
    name: '结算单',
    columns: [
      { kind: 'text', key: 'part', title: '项目', titleEn: 'Line' },
      money('amount', '金额', 'Amount'),
    ],
    rows: sheetParts(sheet).map(({ title, titleEn, amount }) => ({
      part: locale === 'zh-CN' ? title : titleEn,
      amount,
    })),
  };
}

const text = (key: string, title: string, titleEn: string): ColumnSpec => ({
  kind: 'text',
  key,
  title,
  titleEn,
});
const money = (key: string, title: string, titleEn: string): ColumnSpec => ({
  kind: 'money',
  key,
  title,
  titleEn,
});

const kindNames: Readonly<Record<string, string>> = {
  labourRemuneration: '劳务报酬所得',
  incidentalIncome: '偶然所得',
  businessIncome: '经营所得',
};

/** What came back stands below what went out, with the sign turned: the sums are those of the sheet. */
function linesSheet(tx: Transaction, sheet: Sheet, program: Program): WritableSheet {
  return {
    name: '提现明细',
    totalRow: true,
    columns: [
      { kind: 'date', key: 'day', title: '日期', titleEn: 'Day' },
      text('businessId', '业务单号', 'Business id'),
      text('externalWorkerId', '平台编号', 'Worker'),
      text('incomeKind', '所得项目', 'Income'),
      text('what', '类别', 'What'),
      money('gross', '税前', 'Gross'),
      money('tax', '个人所得税', 'Income tax'),
      money('vat', '增值税及附加', 'VAT and surcharges'),
      money('net', '实付', 'Net'),
      money('fee', '服务费', 'Service fee'),
    ],
    rows: rows(),
  };

  async function* rows(): AsyncGenerator<WritableRow> {
    for await (const line of sheetLines(tx, program, spanOf(sheet.unit, sheet.firstDay))) {
      const sign = line.isReturn ? negate : <T>(amount: T) => amount;
      const { gross, tax, vat, fee } = line;
      yield {
        day: shanghaiDate(line.movedAt),
        businessId: line.businessId,
        externalWorkerId: line.externalWorkerId,
        incomeKind: kindNames[line.incomeKind] ?? line.incomeKind,
        what: line.isReturn ? '退回' : '提现',
        gross: sign(gross),
        tax: sign(tax),
        vat: sign(vat),
        net: sign(subtract(subtract(gross, tax), vat)),
        fee: sign(fee),
      };
    }
  }
}
