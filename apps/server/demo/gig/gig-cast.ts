import { addDays, type Fen, type Instant, type PlainDate, plainDate, yuan } from '@heyi/kernel';
import type { registerWorkers } from '@heyi/gig';
import { inventName } from '../cast/names.ts';
import { bankCard, mobileNumber, residentId } from '../cast/numbers.ts';
import { randomOf } from '../cast/random.ts';

export type CastWorker = Parameters<typeof registerWorkers>[1]['workers'][number];

/** What a worker earns and takes out in a month; the whole of it unless something else is said. */
export type Earning = {
  readonly externalWorkerId: string;
  readonly day: PlainDate;
  readonly amount: Fen;
  readonly incomeKind: 'labourRemuneration' | 'incidentalIncome';
  readonly task: string;
};

/** Workers by the part they play; everybody else is `u-…`. */
export const parts = {
  golden: 'xy-golden',
  director: 'xy-director',
  fifteen: 'xy-fifteen',
  belowThreshold: 'xy-below-threshold',
  atThreshold: 'xy-at-threshold',
  frozen: 'xy-frozen-account',
  redPacket: 'xy-red-packet',
  lateReturn: 'xy-late-return',
} as const;

const signedAt: Instant = '2026-06-28T04:00:00.000Z';

const signatures: CastWorker['signatures'] = (
  ['cooperation', 'declarationAuthorisation'] as const
).map((kind) => ({ kind, version: '1.0', signedAt, method: 'click' }));

const partNames: Readonly<Record<keyof typeof parts, string>> = {
  golden: '慕容雪衡',
  director: '司徒明远',
  fifteen: '次仁央金',
  belowThreshold: '龚䶮',
  atThreshold: '樊㛃',
  frozen: '迪丽努尔·艾则孜',
  redPacket: '巴特尔',
  lateReturn: '欧阳知夏',
};

/** The workers of the live-streaming platform: `count` of them, the same on every machine. */
export function gigWorkers(count: number): CastWorker[] {
  const random = randomOf('gig workers');
  const named = (Object.keys(parts) as (keyof typeof parts)[]).map((part, index) =>
    worker(parts[part], partNames[part], birthOf(part, index), index),
  );
  const others = Array.from({ length: Math.max(0, count - named.length) }, (_, index) => {
    const { name } = inventName(random, random.chance(50) ? 'female' : 'male');
    const birth = plainDate(
      `${random.between(1968, 2007)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
    );
    return worker(`u-${String(index + 1).padStart(6, '0')}`, name, birth, named.length + index);
  });
  return [...named, ...others].slice(0, count);
}

function birthOf(part: keyof typeof parts, index: number): PlainDate {
  // Fifteen on the demo's Monday, 2026-11-23.
  if (part === 'fifteen') return plainDate('2011-03-18');
  return addDays(plainDate('1991-02-11'), index * 97);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

const regions = ['330106', '330702', '510107', '420111', '654002', '150102', '440305', '610113'];

function worker(
  externalWorkerId: string,
  name: string,
  birth: PlainDate,
  serial: number,
): CastWorker {
  const region = regions[serial % regions.length]!;
  const phone = mobileNumber(5_000 + serial);
  const channel = serial % 10 === 7 ? 'alipay' : 'bankCard';
  return {
    externalWorkerId,
    name,
    documentKind: 'idCard',
    documentNumber: residentId(
      region,
      birth,
      serial % 2 === 0 ? 'female' : 'male',
      20 + (serial % 25),
    ),
    phone,
    channel,
    accountNumber: channel === 'alipay' ? phone : bankCard(700_000 + serial),
    bankName: channel === 'alipay' ? null : '杭州银行',
    // A few have not signed yet: the list has something to do.
    signatures: externalWorkerId.startsWith('u-') && serial % 97 === 0 ? [] : signatures,
  };
}

const labour = 'labourRemuneration' as const;

/** July to October of the golden worker, and November of those who stand at a limit. */
export const partEarnings: readonly Earning[] = [
  ...(['5000.00', '9000.00', '3000.00', '15000.00'] as const).map((amount, index) => ({
    externalWorkerId: parts.golden,
    day: plainDate(`2026-${two(7 + index)}-16`),
    amount: yuan(amount),
    incomeKind: labour,
    task: '直播带货',
  })),
  {
    externalWorkerId: parts.lateReturn,
    day: plainDate('2026-10-20'),
    amount: yuan('12000.00'),
    incomeKind: labour,
    task: '短视频制作',
  },
  // 99,999.99 and 100,000.00 without VAT, which is what the threshold is compared with.
  {
    externalWorkerId: parts.belowThreshold,
    day: plainDate('2026-11-12'),
    amount: yuan('100999.99'),
    incomeKind: labour,
    task: '直播打赏结算',
  },
  {
    externalWorkerId: parts.atThreshold,
    day: plainDate('2026-11-12'),
    amount: yuan('101000.00'),
    incomeKind: labour,
    task: '直播打赏结算',
  },
  {
    externalWorkerId: parts.redPacket,
    day: plainDate('2026-11-18'),
    amount: yuan('88.88'),
    incomeKind: 'incidentalIncome',
    task: '活动红包',
  },
];

/** Who takes part in an evening: everybody but those who play a part or have not signed. */
export function eveningWorkers(count: number): string[] {
  return gigWorkers(count)
    .filter(({ externalWorkerId, signatures: signed }) => {
      return externalWorkerId.startsWith('u-') && signed?.length !== 0;
    })
    .map(({ externalWorkerId }) => externalWorkerId);
}
