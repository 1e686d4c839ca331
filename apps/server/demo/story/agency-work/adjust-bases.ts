import { baseAdjustmentContract, platformContract } from '@heyi/contract';
import { formatYuan, multiplyFraction, plainDate } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import { scanOf } from '../../files/personal-papers.ts';
import type { Sheet } from '../../files/workbook.ts';
import { importFile } from '../import-file.ts';
import type { World } from '../open-companies.ts';
import { Desk } from './desk.ts';
import { insuredIn } from './insured-people.ts';

const cityCode = '320100';

/**
 * 年度基数调整 of Nanjing's fund from January on: last year's wages are in, some have confirmed on the
 * phone or on the signed list, one objects, and the others are waited for.
 */
export async function playBaseAdjustment(world: World, cast: Cast): Promise<void> {
  const desk = new Desk(world, 'retail');
  const { stage } = world;
  const { tenantId } = desk;
  stage.moveTo(plainDate('2026-11-18'), '14:00');
  const { id: adjustmentId } = await desk.act(baseAdjustmentContract.createBaseAdjustment, {
    tenantId,
    regime: 'housingFund',
    cityCode,
    period: '2027-01',
    deadline: '2026-12-10',
  });
  const people = insuredIn(cast, cityCode, 1_000);
  const sheet: Sheet = {
    name: '上年月平均工资',
    widths: [14, 22, 16],
    rows: [
      ['姓名', '证件号码', '上年月平均工资'].map((text) => ({ text, tone: 'header' })),
      ...people.map(({ person, insurance }) => [
        person.name,
        person.documentNumber,
        { number: formatYuan(multiplyFraction(insurance!.base, 104, 100, 'half_up_fen')) },
      ]),
    ],
  };
  await importFile(stage, desk.specialist, {
    tenantId: world.tenantOf('retail'),
    kind: 'baseAdjustment',
    subjectId: adjustmentId,
    name: '南京公积金 2026 年月平均工资.xlsx',
    sheet,
  });
  const employmentIds = await Promise.all(
    people
      .slice(0, 2 + Math.min(4, Math.ceil((people.length - 2) / 3)))
      .map((row) => world.employmentId('retail', row.employeeNumber)),
  );
  const [agrees, objects, ...signed] = employmentIds;
  await answer(desk, adjustmentId, agrees, null);
  await answer(desk, adjustmentId, objects, '去年 10 月有一次性奖金，平均工资算高了');
  if (signed.length === 0) return;
  const list = scanOf('基数确认签字表', {
    title: '住房公积金缴存基数确认签字表',
    agency: '澄栗便利连锁（江浙）有限公司',
    facts: [['签字人数', String(signed.length)]],
    on: '2026-11-19',
  });
  stage.moveTo(plainDate('2026-11-19'), '11:00');
  const file = await stage.act(desk.hr, platformContract.uploadFile, { tenantId }, list);
  await stage.act(desk.hr, baseAdjustmentContract.confirmBaseRows, {
    tenantId,
    adjustmentId,
    fileId: file.id,
    employmentIds: signed,
  });
}

async function answer(
  desk: Desk,
  adjustmentId: string,
  employmentId: string | undefined,
  objection: string | null,
): Promise<void> {
  if (employmentId === undefined) return;
  const link = await desk.act(baseAdjustmentContract.createBaseLink, {
    tenantId: desk.tenantId,
    adjustmentId,
    employmentId,
    days: 20,
  });
  const phone = await desk.world.stage.openPhone(link.url);
  await phone(baseAdjustmentContract.answerLinkedBase, { objection });
}
