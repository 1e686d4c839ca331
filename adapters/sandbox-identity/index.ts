export { openSandboxIdentity, type SandboxIdentityConfig } from './sandbox-identity.ts';
