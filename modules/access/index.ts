export { type Account, type AccountId } from './account/account.ts';
export { type Colleague, colleaguesWho } from './account/colleagues.ts';
export { hasAccount } from './account/account.store.ts';
export { createAccount } from './account/create-account.ts';
export { type NewAccount, openAccount } from './account/open-account.ts';
export { assignClient } from './assignment/assign-client.ts';
export { type HashCost } from './password/password.ts';
export { authenticateLink } from './person-link/authenticate-link.ts';
export { linksAbout } from './person-link/links-about.ts';
export { makeLink } from './person-link/make-link.ts';
export { appLinkMinutesUsual, staffLinkDaysUsual } from './person-link/person-link.ts';
export { revokeLink, revokeLinksOfKey } from './person-link/person-link.store.ts';
export {
  type Permission,
  permissionsOf,
  permissionsOfNobody,
  type Role,
} from './role/permissions.ts';
export { routes as accessRoutes } from './routes.ts';
export { authenticate } from './session/authenticate.ts';
export { pruneSessions } from './session/prune-sessions.ts';
