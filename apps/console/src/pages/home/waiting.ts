import { useQueries, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useMay, useSession } from '../../session.ts';
import { type ClientRow, useClients } from '../../shell/client.ts';
import { type OpenRun, useOpenReturns, useOpenRuns } from './home-data.ts';

/** One thing that waits for the signed-in person, and the page where it is done. */
export type Waiting = {
  key: string;
  kind: string;
  clientName: string;
  count: number | null;
  /** Filled into the words of the kind. */
  facts: Readonly<Record<string, string>>;
  to: string;
  search: Readonly<Record<string, string>>;
  isUrgent: boolean;
};

/** Three reads a client: beyond this many, the page would ask too much of the server at once. */
export const mostClients = 40;

export type WaitingView = {
  rows: Waiting[];
  isPending: boolean;
  isCapped: boolean;
  failedParts: number;
};

/** Everything that waits, as far as the permissions of the session reach. */
export function useWaiting(): WaitingView {
  const runs = useOpenRuns();
  const returns = useOpenReturns();
  const clients = useClients();
  const may = useMay();
  const rows = clients.data?.rows ?? [];
  const perClient = useClientWaiting(rows.slice(0, mostClients));
  const reviews = useReviews(runs.data?.rows ?? []);
  const receipts = useUnmatched();
  const open = (runs.data?.rows ?? []).flatMap((run) => ofRun(run, may));
  const filings = may('tax:file') ? ofReturns(returns.data?.rows ?? [], rows) : [];
  const parts = [perClient, reviews, receipts];
  const all = [...open, ...parts.flatMap((part) => part.rows), ...filings];
  return {
    rows: all.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent)),
    isPending: (runs.isLoading || clients.isLoading || perClient.isPending) && all.length === 0,
    isCapped: rows.length > mostClients,
    failedParts:
      parts.reduce((sum, part) => sum + part.failed, 0) +
      [runs, returns, clients].filter(({ isError }) => isError).length,
  };
}

type Part = { rows: Waiting[]; failed: number; isPending: boolean };

/** The run's own turn, and what stops it. */
function ofRun(run: OpenRun, may: (permission: string) => boolean): Waiting[] {
  const found: Waiting[] = [];
  const add = (kind: string, count: number | null, isUrgent: boolean, step: string) =>
    found.push({
      key: `${run.id}-${kind}`,
      kind,
      clientName: run.clientName,
      count,
      facts: { title: run.title, state: run.state },
      to: `/clients/${run.tenantId}/runs/${run.id}`,
      search: { step },
      isUrgent,
    });
  if (run.waitsFor === 'preparer' && may('payroll_run:prepare')) {
    if (run.blockers > 0) add('blockers', run.blockers, true, 'check');
    if (run.openWarnings > 0) add('warnings', run.openWarnings, false, 'check');
    if (run.blockers + run.openWarnings === 0) add('prepare', null, false, '');
  }
  if (run.waitsFor === 'approver' && may('payroll_run:approve'))
    add('approve', null, true, 'approve');
  if (run.waitsFor === 'finance') {
    const isFunded = run.state === 'funded';
    if (run.state === 'partiallyPaid' && may('payroll_run:pay'))
      add('payFailures', null, true, 'pay');
    else if (isFunded && may('payroll_run:pay')) add('pay', null, true, 'pay');
    else if (!isFunded && may('payroll_run:fund')) add('fund', null, false, 'pay');
  }
  return found;
}

function ofReturns(
  returns: readonly { tenantId: string; state: string; entityName: string; taxPeriod: string }[],
  clients: readonly ClientRow[],
): Waiting[] {
  const counts = new Map<string, number>();
  for (const { tenantId } of returns) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return [...counts].map(([tenantId, count]) => ({
    key: `returns-${tenantId}`,
    kind: 'returns',
    clientName: clients.find(({ id }) => id === tenantId)?.shortName ?? '',
    count,
    facts: {},
    to: `/clients/${tenantId}/tax`,
    search: {},
    isUrgent: false,
  }));
}

/** Inputs that were submitted and that nobody has looked at yet. */
function useReviews(runs: readonly OpenRun[]): Part {
  const may = useMay();
  const collecting = may('payroll_input:review')
    ? runs.filter(({ state }) => ['draft', 'collecting', 'calculated', 'rejected'].includes(state))
    : [];
  const boards = useQueries({
    queries: collecting.slice(0, mostClients).map((run) => ({
      queryKey: ['inputBoard', run.id, 'home'],
      staleTime: 30_000,
      queryFn: async () => ({
        run,
        board: await api.getInputBoard({ tenantId: run.tenantId, runId: run.id }),
      }),
    })),
  });
  const rows = boards.flatMap(({ data }) => {
    const count = data?.board.rows.filter(({ state }) => state === 'submitted').length ?? 0;
    if (!data || count === 0) return [];
    return [waitingOf(data.run, 'review', count, `runs/${data.run.id}`, { step: 'inputs' })];
  });
  return partOf(rows, boards);
}

function waitingOf(
  run: OpenRun,
  kind: string,
  count: number,
  page: string,
  search: Waiting['search'],
): Waiting {
  return {
    key: `${run.id}-${kind}`,
    kind,
    clientName: run.clientName,
    count,
    facts: {},
    to: `/clients/${run.tenantId}/${page}`,
    search,
    isUrgent: false,
  };
}

function useUnmatched(): Part {
  const may = useMay();
  const { data: session } = useSession();
  const receipts = useQuery({
    queryKey: ['receipts', 'unmatched', 'home'],
    enabled: session?.isHouse === true && may('receipt:write'),
    queryFn: () => api.listUnmatchedReceipts({ limit: 100 }),
  });
  const clients = useClients();
  const count = receipts.data?.rows.length ?? 0;
  const first = clients.data?.rows[0];
  if (count === 0 || !first) return partOf([], [receipts]);
  const row: Waiting = {
    key: 'receipts',
    kind: 'receipts',
    clientName: '',
    count,
    facts: {},
    to: `/clients/${first.id}/funds`,
    search: { tab: 'receipts' },
    isUrgent: false,
  };
  return partOf([row], [receipts]);
}

const badPayStates = ['failed', 'returned', 'unknown', 'manual'] as const;

function useClientWaiting(clients: readonly ClientRow[]): Part {
  const may = useMay();
  const asks = {
    advances: may('advance:approve'),
    exceptions: may('three_in_one:approve'),
    payments: may('payment:retry') || may('payment:settle'),
  };
  const views = useQueries({
    queries: clients.map((client) => ({
      queryKey: ['waiting', client.id, asks],
      enabled: Object.values(asks).some(Boolean),
      staleTime: 20_000,
      queryFn: () => readClient(client, asks),
    })),
  });
  return partOf(
    views.flatMap(({ data }) => data ?? []),
    views,
  );
}

async function readClient(
  client: ClientRow,
  asks: { advances: boolean; exceptions: boolean; payments: boolean },
): Promise<Waiting[]> {
  const tenantId = client.id;
  const [advances, exceptions, batches] = await Promise.all([
    asks.advances ? api.listAdvances({ tenantId, state: 'requested', limit: 100 }) : null,
    asks.exceptions ? api.listThreeInOneExceptions({ tenantId, limit: 200 }) : null,
    asks.payments ? api.listPayBatches({ tenantId, limit: 50 }) : null,
  ]);
  const requested = exceptions?.rows.filter(({ state }) => state === 'requested').length ?? 0;
  const found: Waiting[] = [];
  const add = (kind: string, count: number, page: string, search: Waiting['search']) => {
    if (count === 0) return;
    found.push({
      key: `${tenantId}-${kind}`,
      kind,
      clientName: client.shortName,
      count,
      facts: {},
      to: `/clients/${tenantId}${page}`,
      search,
      isUrgent: kind !== 'exceptions',
    });
  };
  add('advances', advances?.rows.length ?? 0, '/funds', { tab: 'advances' });
  add('exceptions', requested, '', { tab: 'threeInOne' });
  for (const state of badPayStates) {
    const count = (batches?.rows ?? [])
      .flatMap(({ byState }) => byState)
      .filter((total) => total.state === state)
      .reduce((sum, total) => sum + total.count, 0);
    add(state, count, '/payments', { state });
  }
  return found;
}

function partOf(
  rows: Waiting[],
  queries: readonly { isError: boolean; isLoading: boolean }[],
): Part {
  return {
    rows,
    failed: queries.filter(({ isError }) => isError).length,
    isPending: queries.some(({ isLoading }) => isLoading),
  };
}
