import { ordersContract } from '@heyi/contract';
import { plainDate } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import type { CastRow } from '../../cast/cast-row.ts';
import { residentId } from '../../cast/numbers.ts';
import { supplier } from '../../cast/agreed-orders.ts';
import { workbookOf } from '../../files/workbook.ts';
import type { Desk } from './desk.ts';
import { insuredIn } from './insured-people.ts';

/**
 * Certificates in the supplier's city: two fed back with the agency's paper, one taken, one that it has
 * not answered; and its bill, which says more than was done.
 */
export async function playSupplier(desk: Desk, cast: Cast): Promise<void> {
  const { stage } = desk.world;
  stage.moveTo(plainDate('2026-11-17'), '16:20');
  const people = insuredIn(cast, '320100', 4);
  const asked = await desk.ask(
    'certificate',
    people.map(({ employeeNumber }) => employeeNumber),
    '门店人员落户用，近 24 个月参保证明',
  );
  const { rows } = await desk.act(ordersContract.listSuppliers, {});
  const supplierId = rows.find(({ uscc }) => uscc === supplier.uscc)!.id;
  const given = await desk.step(ordersContract.dispatchOrderLines, await desk.take(asked), {
    supplierId,
    note: '请开 24 个月参保证明，电子版即可',
  });
  const accepted = await desk.step(ordersContract.recordSupplierAnswer, given.slice(0, 3), {
    answer: 'accepted',
  });
  stage.moveTo(plainDate('2026-11-18'), '09:50');
  const sent = await desk.step(ordersContract.submitOrderLines, accepted.slice(0, 2), {});
  const done = people.slice(0, sent.length);
  for (const [index, line] of sent.entries()) {
    const { name } = done[index]!.person;
    await desk.prove([line], 'insuredCertificate', {
      title: '社会保险参保缴费证明',
      agency: '南京社会保险管理中心',
      words: [`兹证明 ${name} 在我市参加社会保险，`, '缴费记录如下，特此证明。'],
      facts: [
        ['姓名', name],
        ['参保单位', '澄栗便利连锁（江浙）有限公司'],
        ['缴费月数', '24'],
      ],
      code: `NJ20261118${done[index]!.employeeNumber}`,
    });
  }
  await takeInBill(desk, supplierId, people);
}

async function takeInBill(desk: Desk, supplierId: string, people: readonly CastRow[]) {
  const row = ({ person }: Pick<CastRow, 'person'>, price: string) => [
    person.name,
    person.documentNumber,
    '320100',
    '参保证明',
    { number: price },
  ];
  const [first, second, third] = people;
  const nobody = [
    '蔺思齐',
    residentId('320102', plainDate('1991-07-16'), 'female', 44),
    '320100',
    '参保证明',
    { number: '12.00' },
  ];
  const content = await workbookOf([
    {
      name: '2026年11月账单',
      widths: [14, 22, 12, 14, 12],
      rows: [
        ['姓名', '证件号码', '城市代码', '服务', '金额'].map((text) => ({ text, tone: 'header' })),
        ...(first ? [row(first, '12.00')] : []),
        ...(second ? [row(second, '15.00')] : []),
        ...(third ? [row(third, '12.00')] : []),
        ...(first ? [row(first, '12.00')] : []),
        nobody,
      ],
    },
  ]);
  await desk.world.stage.act(
    desk.specialist,
    ordersContract.importSupplierBill,
    { supplierId, period: '2026-11' },
    {
      name: '宁聚人力 2026年11月服务费.xlsx',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content,
    },
  );
}
