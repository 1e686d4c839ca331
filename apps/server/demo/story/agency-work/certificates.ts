import { ordersContract } from '@heyi/contract';
import { type PayPeriod, payPeriod } from '@heyi/kernel';
import type { Cast } from '../../cast/cast.ts';
import type { TenantKey } from '../../cast/company.ts';
import type { World } from '../open-companies.ts';
import { Desk } from './desk.ts';

const months: readonly PayPeriod[] = [payPeriod('2026-08'), payPeriod('2026-09')];

/** 参保证明 of a closed month: done with its paper, billed by the case, settled with the bill. */
export async function playCertificates(
  world: World,
  cast: Cast,
  tenant: TenantKey,
  period: PayPeriod,
): Promise<void> {
  if (tenant !== 'live' || !months.includes(period)) return;
  const desk = new Desk(world, tenant);
  const people = cast
    .rowsOf(tenant)
    .filter(
      ({ insurance, endsOn, startsOn }) =>
        insurance !== null && endsOn === null && startsOn < `${period}-01`,
    )
    .slice(0, 2);
  const numbers = people.map(({ employeeNumber }) => employeeNumber);
  const asked = await desk.ask('certificate', numbers, '本人办理居住证用');
  const sent = await desk.step(ordersContract.submitOrderLines, await desk.take(asked), {});
  for (const [index, line] of sent.entries()) {
    const { person, employeeNumber } = people[index]!;
    await desk.prove([line], 'insuredCertificate', {
      title: '职工参保证明',
      agency: '杭州社会保险管理服务中心',
      words: [`兹证明 ${person.name} 在我市参加职工社会保险，参保状态正常。`],
      facts: [
        ['姓名', person.name],
        ['参保单位', '合一业务外包（南京）有限公司'],
      ],
      code: `HZ${period.replace('-', '')}${employeeNumber}`,
    });
  }
}
