/** Answers on demand: the whole name of a person triggers one. No real name is like these. */
export const identityBehaviours = {
  沙箱身份不一致: 'identity_differs',
  沙箱手机号不一致: 'phone_differs',
  沙箱账户不一致: 'account_differs',
  沙箱库中无此人: 'person_unknown',
  沙箱核验超时: 'no_answer',
  沙箱核验报错: 'server_error',
  沙箱核验先超时: 'no_answer_once',
} as const;

export type IdentityBehaviour = (typeof identityBehaviours)[keyof typeof identityBehaviours];

export function identityBehaviourOf(name: string): IdentityBehaviour | null {
  return Object.hasOwn(identityBehaviours, name)
    ? identityBehaviours[name as keyof typeof identityBehaviours]
    : null;
}

/** What the provider says of a disagreement: its code and its words. */
export const disagreements: Readonly<
  Partial<Record<IdentityBehaviour, readonly [string, string]>>
> = {
  identity_differs: ['0101', '姓名与证件号码不一致'],
  phone_differs: ['0102', '手机号码与本人不一致'],
  account_differs: ['0103', '收款账户与本人不一致'],
  person_unknown: ['0104', '库中无此号码'],
};
