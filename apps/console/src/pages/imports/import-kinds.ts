/** Kinds by what their rows belong to; a page offers the kinds of its own subject. */
export const clientKinds = ['roster', 'orderLines', 'gigWorkers', 'incomeLines'] as const;
export const runKinds = [
  'payChanges',
  'attendance',
  'oneOffItems',
  'specialDeductions',
  'openingBalances',
] as const;
export const returnKinds = ['taxpayerFeedback', 'bureauCalculation'] as const;

export type ImportKindName =
  | (typeof clientKinds)[number]
  | (typeof runKinds)[number]
  | (typeof returnKinds)[number]
  | 'bankResult'
  | 'baseAdjustment';
