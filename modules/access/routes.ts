import { accessContract as contract, personLinkContract as personLink } from '@heyi/contract';
import { route } from '@heyi/platform';
import { createAccount } from './account/create-account.ts';
import { listAccounts } from './account/list-accounts.ts';
import { lockAccount } from './account/lock-account.ts';
import { resetPassword } from './account/reset-password.ts';
import { resetSecondFactor } from './account/reset-second-factor.ts';
import { revokeAccountSessions } from './account/revoke-account-sessions.ts';
import { unlockAccount } from './account/unlock-account.ts';
import { updateAccountRoles } from './account/update-account-roles.ts';
import { assignClient } from './assignment/assign-client.ts';
import { listAssignments } from './assignment/list-assignments.ts';
import { unassignClient } from './assignment/unassign-client.ts';
import { changePassword } from './password/change-password.ts';
import { closeLinkSession } from './person-link/close-link-session.ts';
import { getLinkSession } from './person-link/get-link-session.ts';
import { listPersonLinks } from './person-link/list-person-links.ts';
import { openLink } from './person-link/open-link.ts';
import { revokePersonLink } from './person-link/revoke-person-link.ts';
import { confirmSecondFactor } from './second-factor/confirm-second-factor.ts';
import { enrolSecondFactor } from './second-factor/enrol-second-factor.ts';
import { giveSecondFactor } from './second-factor/give-second-factor.ts';
import { getSession } from './session/get-session.ts';
import { listSessions } from './session/list-sessions.ts';
import { revokeSession } from './session/revoke-session.ts';
import { signIn } from './session/sign-in.ts';
import { signOut } from './session/sign-out.ts';

export const routes = [
  route(contract.signIn, signIn),
  route(contract.getSession, getSession),
  route(contract.signOut, signOut),
  route(contract.listSessions, listSessions),
  route(contract.revokeSession, revokeSession),
  route(contract.changePassword, changePassword),
  route(contract.enrolSecondFactor, enrolSecondFactor),
  route(contract.confirmSecondFactor, confirmSecondFactor),
  route(contract.giveSecondFactor, giveSecondFactor),
  route(contract.createAccount, createAccount),
  route(contract.listAccounts, listAccounts),
  route(contract.updateAccountRoles, updateAccountRoles),
  route(contract.lockAccount, lockAccount),
  route(contract.unlockAccount, unlockAccount),
  route(contract.resetPassword, resetPassword),
  route(contract.resetSecondFactor, resetSecondFactor),
  route(contract.revokeAccountSessions, revokeAccountSessions),
  route(contract.assignClient, assignClient),
  route(contract.unassignClient, unassignClient),
  route(contract.listAssignments, listAssignments),
  route(personLink.openLink, openLink),
  route(personLink.getLinkSession, getLinkSession),
  route(personLink.closeLinkSession, closeLinkSession),
  route(personLink.listPersonLinks, listPersonLinks),
  route(personLink.revokePersonLink, revokePersonLink),
];
