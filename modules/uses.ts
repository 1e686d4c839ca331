/**
 * Which module may call which. It has no circles: news travels back as events through the outbox.
 * Only statutory reads the policy library; others ask it, for document checks too. Everybody may
 * use kernel, contract and platform.
 */
export const uses: Readonly<Record<string, readonly string[]>> = {
  access: [],
  clients: ['access', 'statutory'],
  people: ['access', 'clients', 'statutory'],
  statutory: [],
  evidence: [],
  messages: ['access', 'clients', 'people', 'statutory'],
  connect: ['access'],
  insurance: ['access', 'clients', 'people', 'statutory', 'evidence'],
  orders: ['access', 'clients', 'people', 'statutory', 'insurance', 'evidence', 'messages'],
  ledger: [],
  payments: ['ledger', 'people'],
  billing: ['clients', 'people', 'statutory', 'ledger', 'payments', 'insurance', 'orders'],
  reconciliation: ['access', 'billing', 'ledger', 'payments'],
  gig: ['access', 'clients', 'people', 'statutory', 'connect', 'ledger', 'payments', 'billing'],
  payroll: [
    'access',
    'clients',
    'people',
    'evidence',
    'messages',
    'insurance',
    'orders',
    'statutory',
    'ledger',
    'payments',
    'billing',
    'reconciliation',
    'gig',
  ],
};
