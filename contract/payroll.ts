/** Payroll: what people are paid by, the month's inputs, the run, its checks, approval and payment. */
export * from './payroll-scheme.ts';
export * from './payroll-inputs.ts';
export * from './payroll-run.ts';
export * from './payroll-approval.ts';
export * from './payroll-receivable.ts';
export * from './payroll-calculation.ts';
export * from './payroll-payment.ts';
export * from './contribution-payments.ts';
export * from './payroll-tax.ts';
export * from './withholding-returns.ts';
export * from './withholding-return-steps.ts';
export * from './payroll-deliverable.ts';
export * from './payslip-link.ts';
export * from './payroll-waiting.ts';
