import { payrollContract } from '@heyi/contract';
import { textPdf } from '@heyi/platform';
import type { World } from './open-companies.ts';
import type { DemoRun } from './play-run.ts';

/** 三方协议: what the month owes to the agencies is debited, and finance keeps the receipts. */
export async function payAgencies(world: World, run: DemoRun): Promise<void> {
  const { stage } = world;
  const { tenantId, runId } = run;
  const finance = world.player('finance');
  const owed = await stage.act(finance, payrollContract.getRunObligations, { tenantId, runId });
  for (const { kind, registrationId, period, open } of owed.rows) {
    if (kind !== 'contributions' || registrationId === null || period === null) continue;
    if (open === '0.00' || open.startsWith('-')) continue;
    const voucherNumber = `KK${period.replace('-', '')}${runId.slice(-4)}${registrationId.slice(-6)}`;
    const receipt = ['银行扣款回单（演示）', `费款所属期：${period}`, `金额：${open} 元`];
    await stage.act(
      finance,
      payrollContract.recordContributionPayment,
      {
        tenantId,
        registrationId,
        contributionPeriod: period,
        way: 'agreementDebit',
        amount: open,
        paidOn: stage.today(),
        voucherNumber,
      },
      {
        name: `${period} 扣款回单.pdf`,
        type: 'application/pdf',
        content: textPdf([...receipt, `凭证号：${voucherNumber}`]),
      },
    );
  }
}
