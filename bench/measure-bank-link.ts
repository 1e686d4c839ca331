import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { yuan } from '@heyi/kernel';
import { type BankSettings, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';

// Prints how many transfers a second the stand-in bank takes through its link, so that a bench can
// tell the bank's share. Both processes run on this machine.

const { values: options } = parseArgs({
  options: {
    transfers: { type: 'string', default: '20000' },
    calls: { type: 'string', default: '64' },
    /** Settings of the bank as JSON, such as `{"answer_ms":[50,50]}`. */
    bank: { type: 'string', default: '{}' },
  },
});
const [transfers, calls] = [Number(options.transfers), Number(options.calls)];
const payer = { payerAccount: '110900000000001', payerName: '合一测试人力资源有限公司' };

const settings = JSON.parse(options.bank) as Partial<BankSettings>;
const bank = await startSandboxBank({ settings });
await bank.admin.openAccount(payer.payerAccount, payer.payerName, yuan('1000000000.00'));
const link = openSandboxBank({ ...bank, ...bank.credentials, inFlightMax: calls });

for (const label of ['warm-up', 'first', 'second', 'third']) {
  let sent = 0;
  let taken = 0;
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  async function caller(): Promise<void> {
    while (sent < transfers) {
      sent += 1;
      const outcome = await link.submit({
        ...payer,
        reference: `${label}-${sent}`,
        payeeName: '李文静',
        payeeAccount: '6222020200012345678',
        payeeBankCode: null,
        amount: yuan('8300.50'),
        purpose: '2026年11月工资',
      });
      if (outcome.kind === 'reported' && outcome.report.state !== 'failed') taken += 1;
    }
  }
  await Promise.all(Array.from({ length: calls }, caller));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  console.log(
    `${label}: ${taken} of ${transfers} in ${Math.round(seconds * 1000)} ms,` +
      ` ${Math.round(taken / seconds)}/s,` +
      ` caller's CPU ${Math.round((cpu.user + cpu.system) / transfers)} us each`,
  );
}
console.log(JSON.stringify(await bank.admin.checkBook()));
link.close();
await bank.stop();
