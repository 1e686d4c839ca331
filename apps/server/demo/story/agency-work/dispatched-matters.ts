import { baseAdjustmentContract, messagesContract, peopleContract } from '@heyi/contract';
import { assert, formatYuan, plainDate } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import { lateEnrolled } from '../../cast/special-cases.ts';
import { scanOf } from '../../files/personal-papers.ts';
import type { World } from '../open-companies.ts';
import { Desk } from './desk.ts';
import { unitsOf } from './open-orders.ts';

const place = { entityKey: 'heyi-dispatch', cityCode: '320500' };

/**
 * The factory: two months of one person were never paid and are to be paid late, and two have just
 * left, whose last month the client has not confirmed.
 */
export async function playDispatchedMatters(world: World, cast: Cast): Promise<void> {
  const desk = new Desk(world, 'factory');
  world.stage.moveTo(plainDate('2026-11-20'), '13:30');
  await payLate(desk, cast);
  await leave(desk, cast);
}

async function payLate(desk: Desk, cast: Cast): Promise<void> {
  const row = cast
    .rowsOf('factory')
    .find(({ employeeNumber }) => employeeNumber === lateEnrolled.employeeNumber);
  assert(row?.insurance, 'the factory has somebody who was enrolled late');
  const units = await unitsOf(desk.world, 'house', place);
  await desk.act(baseAdjustmentContract.requestBackContribution, {
    tenantId: desk.tenantId,
    employmentId: await desk.world.employmentId('factory', row.employeeNumber),
    registrationId: units.get('socialInsurance')!,
    fromPeriod: lateEnrolled.from,
    toPeriod: lateEnrolled.to,
    base: formatYuan(row.insurance.base),
    payOn: '2026-11-25',
    responsibility: 'client',
    reason: '客户 6 月才报入职，4、5 两月漏缴',
  });
  await desk.settle();
  const [line] = await desk.take([await desk.lineOf(row.employeeNumber, 'backContribution')]);
  const threadId = await desk.thread(line!);
  const asked = await desk.askPapers(
    threadId,
    'clientHr',
    [
      { name: '补缴期间劳动合同' },
      { name: '补缴期间工资发放凭证' },
      { name: '情况说明', note: '单位盖章，写明漏报原因' },
    ],
    { note: '税务窗口要三样齐了才受理，滞纳金按实际缴款日计算。', dueOn: '2026-11-24' },
  );
  const paperId = desk.paperOf(asked, '补缴期间劳动合同');
  await desk.world.stage.act(
    desk.hr,
    messagesContract.uploadPaper,
    { tenantId: desk.tenantId, paperId },
    scanOf('劳动合同', {
      title: '劳动合同（派遣）',
      agency: '合一劳务派遣（苏州）有限公司',
      facts: [
        ['姓名', row.person.name],
        ['合同起始日', row.startsOn],
      ],
      on: row.startsOn,
    }),
  );
  await desk.decide(threadId, paperId, null);
  await desk.say(threadId, '合同已上传。工资凭证要财务调银行回单，周一给。', {
    by: desk.hr,
    waitFor: 'clientHr',
  });
}

/** 离职: what agencies are told waits for the client's word on the last month. */
async function leave(desk: Desk, cast: Cast): Promise<void> {
  const left = cast
    .rowsOf('factory')
    .filter(
      ({ endsOn, insurance, employeeNumber }) =>
        endsOn === null && insurance !== null && ['MY0001', 'MY0004'].includes(employeeNumber),
    );
  for (const [index, row] of left.entries()) {
    await desk.act(peopleContract.endEmployment, {
      tenantId: desk.tenantId,
      employmentId: await desk.world.employmentId('factory', row.employeeNumber),
      endsOn: index === 0 ? '2026-11-20' : '2026-11-27',
      leavingReason: index === 0 ? 'resignation' : 'dispatchReturn',
    });
  }
  await desk.settle();
}
