import { assignedClients } from '@heyi/clients';
import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { type Instant, ok } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { FundsState, ProgramId } from '../program/program.ts';

type Row = {
  clientId: TenantId;
  programId: ProgramId;
  programName: string;
  state: Exclude<FundsState, 'enough'>;
  stateSince: Instant | null;
};

/** Of live programs, over every client that the actor sees. */
export async function listFundsWarnings(
  tx: Transaction,
  _input: Input<typeof contract.listFundsWarnings>,
) {
  const rows = await tx.sql<Row>`
    select tenant_id as "clientId", id as "programId", name as "programName",
           funds_state as state, funds_state_at as "stateSince"
      from gig.program
     where funds_state <> 'enough' and state <> 'closed' and environment = 'live'
     order by funds_state desc, funds_state_at`;
  const clients = await assignedClients(tx);
  const nameOf = (id: TenantId) => clients.get(id)?.shortName ?? '';
  return ok({ rows: rows.map((row) => ({ ...row, clientName: nameOf(row.clientId) })) });
}
