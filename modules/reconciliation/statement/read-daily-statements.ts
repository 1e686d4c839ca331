import { addDays, addSeconds, type PlainDate, shanghaiDate } from '@heyi/kernel';
import { accountsWithoutStatement, takeStatementDays } from '@heyi/payments';
import { enqueue, type Host, inTransaction, systemActor } from '@heyi/platform';
import { readStatementJob } from './read-statement.ts';

/** Banks have yesterday's statement ready when people come to work; practice, no law. */
const readyAfterSeconds = 6 * 3600;

/**
 * Asks for yesterday's statement of every linked paying account, once a day whoever asks: money that
 * arrived and transfers that came back late are found without anybody looking. Answers how many jobs
 * were queued. Called again it queues nothing.
 */
export async function readDailyStatements(host: Host): Promise<number> {
  const yesterday = statementDayAt(host);
  let queued = 0;
  for (const { tenantId, payerAccountId } of await accountsWithoutStatement(host, yesterday)) {
    const scope = {
      tenantIds: [tenantId],
      actor: systemActor('statements'),
      requestId: 'statements',
    };
    queued += await inTransaction(host, scope, async (tx) => {
      const days = await takeStatementDays(tx, payerAccountId, yesterday);
      for (const day of days) {
        const input = { payerAccountId, day };
        await enqueue(tx, { job: readStatementJob, input, subjectId: payerAccountId });
      }
      return days.length;
    });
  }
  return queued;
}

function statementDayAt(host: Host): PlainDate {
  return addDays(shanghaiDate(addSeconds(host.clock.now(), -readyAfterSeconds)), -1);
}
