/** Kinds by what their rows belong to; a page offers the kinds of its own subject. */
export const clientKinds = ['roster', 'openingBalances'] as const;
export const runKinds = [
  'monthChanges',
  'attendance',
  'oneOffItems',
  'specialAdditionalDeductions',
] as const;
export const returnKinds = ['taxpayerFeedback', 'bureauCalculation'] as const;

export type ImportKindName =
  | (typeof clientKinds)[number]
  | (typeof runKinds)[number]
  | (typeof returnKinds)[number]
  | 'bankResult';
