import { createElement as element } from 'react';
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer';
import { assert, type Id, payPeriod, yuan } from '@heyi/kernel';
import { castClient, entity } from '@heyi/people/testing';
import { createPrinter, printFonts, type PrintRequest } from '@heyi/platform';
import { createTestHost } from '@heyi/platform/testing';
import { openPayslips } from '../modules/payroll/payslip/get-payslip.ts';
import { PayslipDocuments } from '../modules/payroll/payslip/payslip-document.ts';
import { employee, payMonth, slipsOfRun } from '../modules/payroll/testing/filing-world.ts';
import type { Bench } from './measure.ts';

const payslips = 2_000;
/** The slow one does a part of them: what is compared is the time for one. */
const reactPayslips = 60;
const people = 40;
const fileBytesMax = 45_000;

/** One payslip a person from the run's own data, on the server's printer and with @react-pdf/renderer. */
export const bench: Bench = {
  name: 'payslip-pdf',
  title: 'Prints 2,000 payslips in Chinese from the data of a run.',
  unit: 'payslip',
  rounds: 7,
  bars: [
    {
      of: 'typst',
      against: '@react-pdf/renderer',
      atMost: 1 / 4,
      why: 'four times the payslips of @react-pdf/renderer on the same data',
    },
  ],
  async setUp() {
    const requests = await payslipRequests();
    const printer = createPrinter();
    const [regular, bold] = printFonts() as [string, string];
    Font.register({
      family: 'Noto Sans SC',
      fonts: [{ src: regular }, { src: bold, fontWeight: 700 }],
    });
    let next = 0;
    const take = () => requests[(next += 1) % requests.length]!;
    return {
      variants: [
        {
          name: 'typst',
          async run() {
            const wanted = Array.from({ length: payslips }, take);
            await Promise.all(
              wanted.map(async (request) => {
                const pdf = await printer.print(request);
                assert(pdf.length <= fileBytesMax, `${pdf.length} bytes`);
              }),
            );
            return payslips;
          },
        },
        {
          name: '@react-pdf/renderer',
          async run() {
            for (let index = 0; index < reactPayslips; index += 1) {
              const pdf = await renderToBuffer(reactPayslip(take().data as unknown as PayslipData));
              assert(pdf.length > 0, 'a PDF has bytes');
            }
            return reactPayslips;
          },
        },
      ],
      tearDown: () => printer.close(),
    };
  },
};

/** Payslips of people who are all different: no text is printed twice. */
async function payslipRequests(): Promise<PrintRequest[]> {
  const world = await createTestHost('2026-11-26T01:00:00.000Z');
  const tenantId = await castClient(world, 'agency', '华联');
  const own = await entity(world, tenantId, '华联商厦有限公司');
  const month = [];
  for (let index = 0; index < people; index += 1) {
    const facts = {
      name: `欧阳䶮${index}`,
      employeeNumber: `A${index}`,
      department: '华东大区·门店运营',
    };
    const employmentId: Id<'emp'> = await employee(world, tenantId, own.id, facts);
    const pay = yuan(`${8_000 + index * 917}.31`);
    month.push({ employmentId, basePay: pay, base: pay, bonus: yuan(`${20_000 + index}.05`) });
  }
  const runId = await payMonth(world, tenantId, payPeriod('2026-11'), month);
  const ids = [...(await slipsOfRun(world, tenantId, runId)).values()];
  const documents = new PayslipDocuments('person');
  const requests = await world.as(tenantId, async (tx) =>
    (await openPayslips(tx, ids)).map((opened) => documents.requestOf(opened)),
  );
  await world.close();
  return Array.from({ length: payslips }, (_, index) => numbered(requests[index % people]!, index));
}

type PayslipData = {
  company: string;
  period: string;
  kind: string;
  facts: { name: string; value: string }[];
  sections: {
    title: string;
    rows: { name: string; amount: string; note: string }[];
    total: { name: string; amount: string } | null;
  }[];
  net: string;
  notes: string[];
  footer: string;
};

function numbered(request: PrintRequest, index: number): PrintRequest {
  const data = request.data as unknown as PayslipData;
  const facts = data.facts.map((fact) =>
    fact.name === '工号' ? { ...fact, value: `E${String(index).padStart(6, '0')}` } : fact,
  );
  return { ...request, data: { ...data, facts } };
}

const line = '0.4pt solid #cccccc';
const styles = StyleSheet.create({
  page: { fontFamily: 'Noto Sans SC', fontSize: 9, paddingHorizontal: 51, paddingTop: 40 },
  title: { fontSize: 14, fontWeight: 700, textAlign: 'center' },
  period: { fontSize: 10.5, textAlign: 'center' },
  facts: { flexDirection: 'row', flexWrap: 'wrap', marginVertical: 4 },
  fact: { width: '33%', marginBottom: 4.5 },
  section: { marginTop: 4 },
  head: { flexDirection: 'row', backgroundColor: '#e8eef7', padding: 2.9, borderBottom: line },
  row: { flexDirection: 'row', padding: 2.9, borderBottom: line },
  name: { flex: 1 },
  amount: { width: 85, textAlign: 'right' },
  note: { width: 210, fontSize: 8, color: '#646464', paddingLeft: 5 },
  net: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    backgroundColor: '#f3f7ee',
    padding: 7,
    marginTop: 5,
  },
  small: { fontSize: 8, color: '#646464', marginTop: 4 },
  footer: { position: 'absolute', bottom: 24, left: 51, fontSize: 7.5, color: '#6e6e6e' },
});

/** The same page. */
function reactPayslip(data: PayslipData) {
  const sectionOf = ({ title, rows, total }: PayslipData['sections'][number]) =>
    element(
      View,
      { key: title, style: styles.section },
      rowOf({ name: title, amount: '金额（元）', note: '说明' }, styles.head),
      ...rows.map((row) => rowOf(row, styles.row)),
      total && rowOf({ ...total, note: '' }, styles.row),
    );
  return element(
    Document,
    { title: `${data.company} 工资条 ${data.period}`, author: data.company },
    element(
      Page,
      { size: 'A4', style: styles.page },
      element(Text, { style: styles.title }, data.company),
      element(Text, { style: styles.period }, `${data.period} 工资条 · ${data.kind}`),
      element(
        View,
        { style: styles.facts },
        ...data.facts.map(({ name, value }) =>
          element(Text, { key: name, style: styles.fact }, `${name}：${value}`),
        ),
      ),
      ...data.sections.map(sectionOf),
      element(
        View,
        { style: styles.net },
        element(Text, { style: { fontSize: 11, fontWeight: 700 } }, '实发'),
        element(Text, { style: { fontSize: 13 } }, `¥ ${data.net}`),
      ),
      ...data.notes.map((note) => element(Text, { key: note, style: styles.small }, `· ${note}`)),
      element(Text, { style: styles.footer }, data.footer),
    ),
  );
}

function rowOf(
  { name, amount, note }: { name: string; amount: string; note: string },
  style: typeof styles.row,
) {
  return element(
    View,
    { key: name, style },
    element(Text, { style: styles.name }, name),
    element(Text, { style: styles.amount }, amount),
    element(Text, { style: styles.note }, note),
  );
}
