import type { Command } from './command.ts';

/** Every command of `heyi`; a new one is one entry here and one file beside it. */
export const commands: readonly Command[] = [
  {
    words: ['calc', 'income-tax'],
    usage: 'heyi calc income-tax --cases FILE',
    load: async () => (await import('./calculate-cases.ts')).calculateCases('income-tax'),
  },
  {
    words: ['calc', 'social-insurance'],
    usage: 'heyi calc social-insurance --cases FILE',
    load: async () => (await import('./calculate-cases.ts')).calculateCases('social-insurance'),
  },
];
