export { openSandboxBank, type SandboxBankConfig } from './sandbox-bank.ts';
