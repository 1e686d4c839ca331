import { platformContract as contract } from '@heyi/contract';
import { listAuditEntries } from './audit/list-audit-entries.ts';
import { verifyAuditChain } from './audit/verify-audit-chain.ts';
import { getFieldKeys } from './crypto/get-field-keys.ts';
import { downloadFile } from './files/download-file.ts';
import { uploadFile } from './files/upload-file.ts';
import { route } from './http/route.ts';
import { getJob } from './jobs/get-job.ts';

/** The platform's own operations; those of imports stand with the import engine. */
export const routes = [
  route(contract.uploadFile, uploadFile),
  route(contract.downloadFile, downloadFile),
  route(contract.getJob, getJob),
  route(contract.getFieldKeys, getFieldKeys),
  route(contract.listAuditEntries, listAuditEntries),
  route(contract.verifyAuditChain, verifyAuditChain),
];
