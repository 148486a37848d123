export { type AuditEntry, recordAudit } from "./audit.ts";
export {
  addMember,
  deleteTeam,
  maxTeamMembers,
  removeMember,
  type TeamUpdate,
  updateTeam,
} from "./change-team.ts";
export { FailedSignIns } from "./failed-sign-ins.ts";
export {
  type Caller,
  type Page,
  type Role,
  roles,
  type ServiceAccount,
  type Slice,
  systemCaller,
  type Team,
  type TokenHolder,
  type User,
} from "./model.ts";
export { authenticatePassword, changeOwnPassword, setPasswordOf } from "./passwords.ts";
export { createTeam, createUser, ensureFirstAdmin, type NewUserInput } from "./people.ts";
export { includesRole, permissionsOf, requireRole } from "./permissions.ts";
export {
  createServiceAccount,
  createServiceAccountToken,
  deleteServiceAccount,
  type NewServiceAccountInput,
  revokeServiceAccountToken,
} from "./service-accounts.ts";
export { authenticateSession, createSession, endSession, endSessionsOf, sessionDays } from "./sessions.ts";
export { createSignInLink, createSignInLinkFor, redeemSignInLink } from "./sign-in.ts";
export {
  findFirstAdmin,
  findTeam,
  findTeamIdsOfUsers,
  findUser,
  findUserById,
  listTeams,
  listUsers,
  type UserFilter,
} from "./store.ts";
export { listTokenRows as listTokens, type TokenRow } from "./token-store.ts";
export {
  authenticateToken,
  createOwnToken,
  createToken,
  forgetTokens,
  type NewTokenInput,
  revokeOwnToken,
  revokeToken,
} from "./tokens.ts";
export { type UserUpdate, updateOwnProfile, updateUser } from "./update-user.ts";
