/** What the site does about a person: the whole name triggers it. No real name is like these. */
export const portalBehaviours = {
  沙箱他处参保: 'insured_elsewhere',
  沙箱姓名不一致: 'name_differs',
  沙箱公积金未封存: 'fund_not_sealed',
  沙箱已到退休: 'retirement_age',
  沙箱低于下限: 'below_floor',
  沙箱余额不足: 'balance_short',
  沙箱系统维护: 'maintenance_once',
  沙箱办理缓慢: 'slow',
  沙箱答复丢失未办: 'lost_before',
  沙箱答复丢失已办: 'lost_after',
  沙箱断线已办: 'cut_after',
  沙箱查询滞后: 'query_lag',
  沙箱回执未出: 'receipt_later',
} as const;

export type PortalBehaviour = (typeof portalBehaviours)[keyof typeof portalBehaviours];

export function portalBehaviourOf(name: string): PortalBehaviour | null {
  return Object.hasOwn(portalBehaviours, name)
    ? portalBehaviours[name as keyof typeof portalBehaviours]
    : null;
}

/** What agencies usually refuse for: code and words. */
export const portalRefusals: Readonly<
  Partial<Record<PortalBehaviour, readonly [code: string, words: string]>>
> = {
  insured_elsewhere: ['E2001', '该人员已在其他单位参保未停保'],
  name_differs: ['E1002', '姓名与公安信息不一致'],
  fund_not_sealed: ['G3005', '公积金个人账户未封存需转移'],
  retirement_age: ['E1010', '该人员已达法定退休年龄'],
  below_floor: ['E4003', '申报工资低于缴费基数下限'],
  balance_short: ['E5001', '扣款账户余额不足'],
};
