export { openSandboxPortal, type SandboxPortalConfig } from './sandbox-portal.ts';
