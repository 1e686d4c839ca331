import { payrollContract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { Host } from '@heyi/platform';
import { jobs, listeners, routes } from '../compose.ts';
import { type Cast, fullCast } from './cast/cast.ts';
import type { DemoDocument } from './demo-documents.ts';
import { type BankResultLine, bankResultSheet } from './files/bank-result-file.ts';
import { workbookOf } from './files/workbook.ts';
import { seedDemo } from './seed-demo.ts';
import type { World } from './story/open-companies.ts';
import { wireTenant } from './story/stage.ts';

/** Whose account the bank of 沅川置业 does not find under the name. */
const mismatchAt = 3;

/**
 * What the bank without a link answers to November of 沅川置业: everybody is paid, but for one. The
 * amounts are those of the run that was rejected, which changes nobody's pay.
 */
export async function bankResultLines(world: World, cast: Cast): Promise<BankResultLine[]> {
  const specialist = world.player('payroll_specialist');
  const tenantId = wireTenant(world.tenantOf('estate'));
  const { rows: runs } = await world.stage.act(specialist, payrollContract.listPayrollRuns, {
    client: tenantId,
    open: 'true',
  });
  const { rows } = await world.stage.act(specialist, payrollContract.listRunMembers, {
    tenantId,
    runId: runs[0]!.id,
    limit: 500,
  });
  const people = new Map(cast.rowsOf('estate').map((row) => [row.employeeNumber, row.person]));
  return rows
    .toSorted((a, b) => (a.employeeNo! < b.employeeNo! ? -1 : 1))
    .map(({ employeeNo, net }) => {
      const { account } = people.get(employeeNo!)!;
      assert(account && net, `${employeeNo} is paid`);
      const failure = employeeNo === employeeAt(cast) ? '户名不符' : null;
      return { account: account.accountNumber, name: account.holderName, amount: net, failure };
    });
}

function employeeAt(cast: Cast): string {
  return cast.rowsOf('estate')[mismatchAt]!.employeeNumber;
}

/** Plays the ten months of 沅川置业 on an empty database to write the file. */
export async function bankResultDocument(
  host: Host,
  analyse: () => Promise<void>,
): Promise<DemoDocument> {
  const cast = fullCast();
  const { world } = await seedDemo({
    host,
    composition: { routes, jobs, listeners },
    bank: null,
    tenants: ['estate'],
    progress: () => undefined,
    cast,
    analyse,
  });
  const sheet = bankResultSheet('代发结果清单 2026-11', await bankResultLines(world, cast));
  return { file: bankResultFile, content: await workbookOf([sheet]) };
}

export const bankResultFile = 'docs/demo-files/沅川置业/代发结果（一人户名不符）.xlsx';
