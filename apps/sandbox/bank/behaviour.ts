import { type Fen, formatYuan } from '@heyi/kernel';

/**
 * What a payee can be made to do. `name` is a magic payee name (or batch purpose), `amount` a magic
 * amount; both are tested for by whole text, so that no real pay line meets them by chance.
 */
export const behaviours = {
  insufficient_funds: { name: '沙箱余额不足', amount: '444444.01' },
  name_mismatch: { name: '沙箱户名不符', amount: '444444.02' },
  account_closed: { name: '沙箱账户销户', amount: '444444.03' },
  account_frozen: { name: '沙箱二类户冻结', amount: '444444.04' },
  account_unknown: { name: '沙箱账号不存在', amount: '444444.05' },
  bank_code_wrong: { name: '沙箱联行号有误', amount: '444444.06' },
  amount_limit: { name: '沙箱超单笔限额', amount: '444444.07' },
  timeout_before: { name: '沙箱执行前超时', amount: '444444.08' },
  timeout_after: { name: '沙箱执行后超时', amount: '444444.09' },
  error_after: { name: '沙箱执行后报错', amount: '444444.10' },
  cut_after: { name: '沙箱执行后断线', amount: '444444.11' },
  garbled_after: { name: '沙箱应答乱码', amount: '444444.12' },
  query_lag: { name: '沙箱查询滞后', amount: '444444.13' },
  failed_later: { name: '沙箱受理后失败', amount: '444444.14' },
  suspended: { name: '沙箱挂账', amount: '444444.15' },
  late_return: { name: '沙箱退汇', amount: '444444.16' },
  callback_twice: { name: '沙箱回调重复', amount: '444444.17' },
  callback_disordered: { name: '沙箱回调乱序', amount: '444444.18' },
  return_overtakes: { name: '沙箱退汇先到', amount: '444444.19' },
  callback_forged: { name: '沙箱伪造回调', amount: '444444.20' },
} as const satisfies Record<string, { name: string; amount: string }>;

export type BehaviourName = keyof typeof behaviours;

/** `seconds` is the delay of a late return; null means the bank's setting. */
export type Behaviour = { name: BehaviourName; seconds: number | null };

const byName = new Map<string, BehaviourName>();
const byAmount = new Map<string, BehaviourName>();
for (const [name, magic] of Object.entries(behaviours)) {
  byName.set(magic.name, name as BehaviourName);
  byAmount.set(magic.amount, name as BehaviourName);
}

/** `沙箱退汇30秒` and `沙箱退汇2天` name the delay themselves. */
const delayedReturnPattern = /^沙箱退汇(\d{1,6})(秒|天)$/;

/** What a payee's name or an amount asks for; the name wins. Null: an ordinary payee. */
export function magicBehaviour(name: string, amount: Fen): Behaviour | null {
  const delay = delayedReturnPattern.exec(name);
  if (delay) {
    return { name: 'late_return', seconds: Number(delay[1]) * (delay[2] === '天' ? 86_400 : 1) };
  }
  const found = byName.get(name) ?? byAmount.get(formatYuan(amount));
  return found === undefined ? null : { name: found, seconds: null };
}

export function isBehaviourName(text: string): text is BehaviourName {
  return Object.hasOwn(behaviours, text);
}
