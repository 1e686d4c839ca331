import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { systemClock, yuan } from '@heyi/kernel';
import { type Config, readConfig } from './config.ts';
import { openBanks } from './open-banks.ts';

async function withBanks(
  env: Record<string, string>,
  look: (banks: Awaited<ReturnType<typeof openBanks>>, config: Config) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), 'heyi-banks-'));
  const config = readConfig({ ...env, HEYI_DATA: directory });
  const banks = await openBanks(config, false, systemClock);
  try {
    await look(banks, config);
  } finally {
    await banks.close();
    rmSync(directory, { recursive: true });
  }
}

test('正式环境默认没有仿真银行', () =>
  withBanks({}, async ({ channels, standIn }) => {
    assert.deepEqual([...channels], []);
    assert.equal(standIn, null);
  }));

test('HEYI_SANDBOX_BANK=1：仿真银行随服务器启动，账户在第一次付款时开立', () =>
  withBanks({ HEYI_SANDBOX_BANK: '1' }, async ({ channels }) => {
    const [channel] = channels;
    assert.ok(channel);
    assert.equal(channel.isStandIn, true);
    const account = '329900000000000001';
    assert.equal((await channel.balance(account)).kind, 'notFound');
    const payer = { payerAccount: account, payerName: '沙箱付款有限公司' };
    const outcome = await channel.submit({
      reference: 'pay_sandbox0001',
      ...payer,
      payeeAccount: '6222020200112233446',
      payeeName: '欧阳小播',
      payeeBankCode: null,
      amount: yuan('3000.00'),
      purpose: '直播收入',
    });
    assert.equal(outcome.kind, 'reported', JSON.stringify(outcome));
    const after = await channel.balance(account);
    assert.equal(after.kind === 'reported' && after.balance.available, yuan('99997000.00'));
  }));
