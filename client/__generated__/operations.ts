/* Made by tools/generate.ts from the contract. */
export const operationTable = {
  getSession: ['GET', '/v1/session'],
  signIn: ['POST', '/v1/session'],
  signOut: ['DELETE', '/v1/session'],
  commitImport: ['POST', '/v1/tenants/:tenantId/imports/:importId/commit'],
  discardImport: ['DELETE', '/v1/tenants/:tenantId/imports/:importId'],
  downloadFile: ['GET', '/v1/tenants/:tenantId/files/:fileId', 'download'],
  downloadImportErrors: ['GET', '/v1/tenants/:tenantId/imports/:importId/error-file', 'download'],
  downloadImportTemplate: ['GET', '/v1/tenants/:tenantId/import-templates/:kind', 'download'],
  getImport: ['GET', '/v1/tenants/:tenantId/imports/:importId'],
  getJob: ['GET', '/v1/tenants/:tenantId/jobs/:jobId'],
  listAuditEntries: ['GET', '/v1/tenants/:tenantId/audit-entries'],
  listImports: ['GET', '/v1/tenants/:tenantId/imports'],
  startImport: ['POST', '/v1/tenants/:tenantId/imports'],
  uploadFile: ['POST', '/v1/tenants/:tenantId/files', 'upload'],
  verifyAuditChain: ['POST', '/v1/tenants/:tenantId/audit-chain/verification'],
} as const;
