import { platformContract as contract } from '@heyi/contract';
import { type Route, route } from '../http/route.ts';
import type { Job } from '../jobs/job.ts';
import { commitImportOf } from './commit-import.ts';
import { discardImport } from './discard-import.ts';
import { downloadImportErrors } from './download-import-errors.ts';
import { downloadImportTemplateOf } from './download-import-template.ts';
import { getImportOf } from './get-import.ts';
import { importJobsOf } from './import-jobs.ts';
import { type ImportKind, importKindsOf } from './import-kind.ts';
import { listImportsOf } from './list-imports.ts';
import { startImportOf } from './start-import.ts';

export {
  type AcceptedRow,
  acceptedRows,
  importKind,
  type ImportKind,
  type ImportRow,
  type ImportValues,
  type RowOutcome,
  type RowProblem,
} from './import-kind.ts';

/** The import operations and jobs for the kinds that the modules take in. */
export function importsOf(list: readonly ImportKind[]): { routes: Route[]; jobs: Job[] } {
  const kinds = importKindsOf(list);
  const jobs = importJobsOf(kinds);
  return {
    jobs: [jobs.check, jobs.commit],
    routes: [
      route(contract.downloadImportTemplate, downloadImportTemplateOf(kinds)),
      route(contract.startImport, startImportOf(kinds, jobs)),
      route(contract.getImport, getImportOf(kinds)),
      route(contract.listImports, listImportsOf(kinds)),
      route(contract.commitImport, commitImportOf(kinds, jobs)),
      route(contract.discardImport, discardImport),
      route(contract.downloadImportErrors, downloadImportErrors),
    ],
  };
}
