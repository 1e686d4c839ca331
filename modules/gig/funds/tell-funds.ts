import { appsOf, publishWebhooks } from '@heyi/connect';
import type { Transaction } from '@heyi/platform';
import { findProgram } from '../program/program.store.ts';
import type { FundsTold } from './watch-funds.ts';

/** Every app of the program's environment hears how the client's money stands. */
export async function tellFunds(tx: Transaction, told: FundsTold): Promise<void> {
  const program = await findProgram(tx, told.programId);
  if (program === null) return;
  const { warningBelow, warningHours, id: programId } = program;
  const { news, balance, hoursLeft, suspendedCount } = told;
  const data = { programId, balance, hoursLeft, warningBelow, warningHours, suspendedCount };
  const apps = await appsOf(tx, program.environment);
  await publishWebhooks(
    tx,
    apps.map(({ id }) => ({ appId: id, type: news, data })),
  );
}
