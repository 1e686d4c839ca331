import type { Input, insuranceTaskContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type Joiner, uninsuredJoiners } from './enrol-by-scheme.ts';

export async function listUninsuredJoiners(
  tx: Transaction,
  _input: Input<typeof contract.listUninsuredJoiners>,
) {
  const { joiners, waiting, refused } = await uninsuredJoiners(tx);
  const rows = [
    ...waiting.map(({ joiner, kind, reason }) => ({
      ...shown(joiner),
      registrationKind: kind,
      reason,
      titleZh: null,
      articles: [] as string[],
    })),
    ...refused.map(({ wanted, kind, titleZh, articles }) => ({
      ...shown(joiners.get(wanted.employmentId)!),
      registrationKind: kind,
      reason: 'refused' as const,
      titleZh,
      articles: [...articles],
    })),
  ];
  return ok({ rows });
}

function shown({ employmentId, personName, employeeNumber, startsOn }: Joiner) {
  return { employmentId, personName, employeeNumber, startsOn };
}
