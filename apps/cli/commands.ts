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
  {
    words: ['backup'],
    usage: 'heyi backup DIR',
    load: async () => (await import('./back-up.ts')).backUp,
  },
  {
    words: ['restore'],
    usage: 'heyi restore DIR',
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    words: ['db', 'roles'],
    usage: 'heyi db roles [DATABASE]',
    load: async () => (await import('./database-roles.ts')).databaseRoles,
  },
  {
    words: ['db', 'distribute'],
    usage: 'heyi db distribute [--plan] [--shards N]',
    load: async () => (await import('./distribute-database.ts')).distributeDatabase,
  },
];
