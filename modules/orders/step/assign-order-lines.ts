import { colleaguesWho } from '@heyi/access';
import type { Input, ordersContract as contract } from '@heyi/contract';
import type { Transaction } from '@heyi/platform';
import type { Line } from '../line/line.ts';
import { colleaguesOf, type OrderColleague } from '../skill/colleagues.ts';
import { actOnLines } from './act-on-lines.ts';

/** 分派: to somebody, else by city and skill to whoever has the fewest open lines of the client. */
export async function assignOrderLines(
  tx: Transaction,
  input: Input<typeof contract.assignOrderLines>,
) {
  const { assigneeId = null, lines } = input;
  if (assigneeId === null) return assignBySkill(tx, lines);
  const workers = await colleaguesWho(tx, 'order_line:work');
  const found = workers.find(({ id }) => id === assigneeId);
  return actOnLines(tx, lines, {
    anybody: true,
    intent: () =>
      found
        ? {
            change: { assigneeId: found.id, assigneeName: found.name },
            note: { action: 'assign', words: found.name },
          }
        : { code: 'order_line.assignee_unfit' },
  });
}

async function assignBySkill(
  tx: Transaction,
  lines: Input<typeof contract.assignOrderLines>['lines'],
) {
  const colleagues = await colleaguesOf(tx);
  const load = new Map(colleagues.map(({ id, open }) => [id, open]));
  const pick = (line: Line): OrderColleague | null => {
    const skilled = colleagues.filter(({ skills }) =>
      skills.some(({ cityCode, item }) => cityCode === line.cityCode && item === line.item),
    );
    return skilled.toSorted((a, b) => load.get(a.id)! - load.get(b.id)!)[0] ?? null;
  };
  return actOnLines(tx, lines, {
    anybody: true,
    intent: (line) => {
      const found = pick(line);
      if (found === null) return { code: 'order_line.nobody_skilled' };
      load.set(found.id, load.get(found.id)! + 1);
      return {
        change: { assigneeId: found.id, assigneeName: found.name },
        note: { action: 'assign', code: 'bySkill', words: found.name },
      };
    },
  });
}
