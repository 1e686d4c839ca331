/** Failures on demand: the whole name of a person triggers one. No real name is like these. */
export const taxBehaviours = {
  沙箱身份不符: 'identity_refused',
  沙箱暂不验证: 'identity_deferred',
  沙箱首次入职冲突: 'first_employment_conflict',
  沙箱重复任职: 'registered_elsewhere',
  沙箱反馈滞后: 'feedback_late',
  沙箱累计不符: 'earlier_income_differs',
  沙箱专项未确认: 'additional_unconfirmed',
  沙箱减除少一月: 'basic_month_missing',
  沙箱差一分: 'one_fen_more',
  沙箱申报失败: 'return_refused',
} as const;

export type TaxBehaviour = (typeof taxBehaviours)[keyof typeof taxBehaviours];

export function taxBehaviourOf(name: string): TaxBehaviour | null {
  return Object.hasOwn(taxBehaviours, name)
    ? taxBehaviours[name as keyof typeof taxBehaviours]
    : null;
}
