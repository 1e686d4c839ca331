export { type BankAdmin, openBankAdmin } from './bank-admin.ts';
export type { BankCredentials } from './bank/bank.ts';
export { type BehaviourName, behaviours } from './bank/behaviour.ts';
export { type BankSettings, type SandboxBank, startSandboxBank } from './start-sandbox-bank.ts';
export {
  openTaxBureauCalls,
  type ReturnAnswer,
  type SandboxTaxBureau,
  type SheetAnswer,
  startSandboxTaxBureau,
  type TaxBureauCalls,
} from './start-sandbox-tax-bureau.ts';
export { type TaxBehaviour, taxBehaviours } from './tax-bureau/behaviour.ts';
export { identityBehaviours } from './identity/behaviour.ts';
export { type SandboxIdentity, startSandboxIdentity } from './start-sandbox-identity.ts';
export {
  openTimeStampAdmin,
  type SandboxTimeStamp,
  setTimeStampClock,
  startSandboxTimeStamp,
} from './start-sandbox-time-stamp.ts';
export type { StampBehaviour } from './time-stamp/behaviour.ts';
export { portalBehaviours } from './insurance-portal/behaviour.ts';
export {
  type SandboxInsurancePortal,
  startSandboxInsurancePortal,
} from './start-sandbox-insurance-portal.ts';
