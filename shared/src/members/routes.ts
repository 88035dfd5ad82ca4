/** Routes of signing in, oneself and the organisation. Roster files, invitations and joining are in roster-routes.ts. */
import { answer, anyText, count, day, flag, id, list, matches, moment, name, nothing, nullable, object, oneOf, optional, page, paging, PersonRef, phone, string, text, unknown } from '../fields.js';
import { endReasons, membershipStatuses, roles, secondSteps, unitKinds } from '../roles.js';
import { route } from '../route.js';

export const UnitRef = answer({ id, name: string(), kind: oneOf(unitKinds) });
export const RoleHeld = answer({ id, role: oneOf(roles), unit: UnitRef, person: PersonRef, from: day, to: nullable(day) });
const permissionList = list(string(), 200);

/** Tokens of a device. `refreshToken` is only in the answer for the mini-program; the web page gets it as a cookie it cannot read. */
export const Session = answer({ accessToken: string(), accessExpiresAt: moment, refreshToken: optional(string()), personId: id });
/** Judged by whyNotPassword; here only a bound on what is hashed. */
export const password = anyText(512);
/** An account name: Latin letters, digits, Chinese characters, `.`, `_`, `-`, `@`; compared without case. */
export const loginName = text(60).check(matches(/^[A-Za-z0-9._@\u4e00-\u9fff-]{3,60}$/, '账号名用 3 至 60 个字母、数字、汉字或 . _ - @'));
const device = { device: optional(text(60)), client: oneOf(['h5', 'weapp']) };

export const MyUnit = answer({ unit: UnitRef, path: list(UnitRef), status: nullable(oneOf(membershipStatuses)), roles: list(oneOf(roles)), permissions: permissionList });

export const sessionRoutes = {
  signIn: route({ method: 'POST', path: '/sessions', can: 'session.start', doc: 'Sign in by account and password (and TOTP code where the person has one).',
    input: object({ login: text(60), password, code: optional(text(20)), ...device }), output: Session }),
  signInByWeChat: route({ method: 'POST', path: '/sessions/wechat', can: 'session.start', doc: 'Sign in by the code of wx.login; answers sign-in.not-bound until an invitation bound this WeChat account.',
    input: object({ code: text(200), device: optional(text(60)) }), output: Session }),
  refresh: route({ method: 'POST', path: '/sessions/refresh', can: 'session.start', doc: 'Exchange the refresh token (cookie or body) for new tokens; a parallel or lost answer has 20 s of grace, later reuse ends the family.',
    input: object({ refreshToken: optional(text(200)), client: oneOf(['h5', 'weapp']) }), output: Session }),
  activate: route({ method: 'POST', path: '/accounts', can: 'account.activate', doc: 'Activate an account: roster match (name and phone) plus a one-time invitation code as second proof (ORG-5).',
    input: object({ invitation: text(40), name: name(40), phone: text(20), login: optional(loginName), password: optional(password), wechatCode: optional(text(200)),
      consents: list(oneOf(['directoryPhone', 'photo']), 2), ...device }), output: Session }),
  bootstrap: route({ method: 'POST', path: '/bootstrap', can: 'instance.bootstrap', doc: 'Create the first operator by the one-time link printed at the first production start (30 minutes, once); answers the TOTP secret to enrol.',
    input: object({ token: text(100), name: name(40), login: loginName, password }), output: answer({ otpauth: string(), qr: string() }) }),
  prove: route({ method: 'POST', path: '/me/proof', can: 'me.write', doc: 'Show password (or, in the mini-program, the WeChat account bound to me) and TOTP code again on this device: for five minutes the steps that need a fresh proof are open.',
    input: object({ password: optional(password), weChatCode: optional(text(200)), code: optional(text(20)) }), output: nothing }),
  signOut: route({ method: 'POST', path: '/me/sign-out', can: 'me.write', doc: 'End this session on this device, at once.', input: object({}), output: nothing }),
  devices: route({ method: 'GET', path: '/me/devices', can: 'me.read', doc: 'My signed-in devices: name, platform, created, last used at day granularity.',
    input: object({}), output: answer({ items: list(answer({ id, device: string(), client: string(), createdAt: moment, lastUsedOn: day, current: flag() })) }) }),
  revokeDevice: route({ method: 'DELETE', path: '/me/devices/:sessionId', can: 'me.write', doc: 'End one of my sessions, immediately everywhere.', input: object({ sessionId: id }), output: nothing }),
  revokeOthers: route({ method: 'POST', path: '/me/devices/revoke-others', can: 'me.write', doc: 'End all my sessions but this one.', input: object({}), output: answer({ ended: count }) }),
};

export const meRoutes = {
  me: route({ method: 'GET', path: '/me', can: 'me.read', doc: 'Who I am here: my units with roles and permissions, the unit to show first (ORG-8), and what I may do that belongs to no unit (the operator: district.create).',
    input: object({}), output: answer({ person: PersonRef, phoneMasked: nullable(string()), units: list(MyUnit), permissions: permissionList, currentUnitId: nullable(id), secondStep: oneOf(secondSteps), demo: flag() }) }),
  chooseUnit: route({ method: 'PUT', path: '/me/current-unit', can: 'me.write', doc: 'Choose the branch shown first.', input: object({ unitId: id }), output: nothing }),
  consents: route({ method: 'GET', path: '/me/consents', can: 'me.read', doc: 'My consents by purpose with date and version.',
    input: object({}), output: answer({ items: list(answer({ purpose: string(), version: string(), givenAt: nullable(moment), withdrawnAt: nullable(moment) })) }) }),
  setConsent: route({ method: 'PUT', path: '/me/consents', can: 'me.write', doc: 'Give or withdraw consent for one purpose; withdrawing is as easy as giving.',
    input: object({ purpose: oneOf(['directoryPhone', 'photo']), given: flag() }), output: nothing }),
};

export const unitRoutes = {
  tree: route({ method: 'GET', path: '/units', can: 'unit.list', doc: 'The units beneath one (or the district), one level, by name.',
    input: object({ parentId: optional(id) }), output: answer({ items: list(answer({ ...UnitRef.shape, form: nullable(oneOf(['single', 'joint'])), units: count })) }) }),
  unit: route({ method: 'GET', path: '/units/:unitId', can: 'unit.list', doc: 'One unit with its path and officers.',
    input: object({ unitId: id }), output: answer({ ...UnitRef.shape, form: nullable(oneOf(['single', 'joint'])), path: list(UnitRef), officers: list(RoleHeld), members: count, companies: count, softNote: nullable(string()) }) }),
  overview: route({ method: 'GET', path: '/units/:unitId/overview', can: 'unit.overview', doc: 'For those above the branches: every branch beneath with its number of members and its secretary; those without a secretary first. Figures and offices, no rosters.',
    input: object({ unitId: id }), output: answer({ members: count, withoutSecretary: count, items: list(answer({ ...UnitRef.shape, above: string(), members: count, secretary: nullable(string()) }), 1000) }) }),
  createDistrict: route({ method: 'POST', path: '/districts', can: 'district.create', doc: 'Operator: create the district with its first officer, who is invited by code. The chain starts here and needs the operator no more.',
    input: object({ name: name(40), officerName: name(40), officerPhone: phone }), output: answer({ unit: UnitRef, officer: PersonRef, invitation: nullable(string()) }) }),
  createUnit: route({ method: 'POST', path: '/units/:unitId/units', can: 'unit.create', doc: 'Create a unit beneath this one: district → community → general branch or branch → party group.',
    input: object({ unitId: id, name: name(60), kind: oneOf(unitKinds), form: optional(oneOf(['single', 'joint'])) }), output: UnitRef }),
  renameUnit: route({ method: 'PUT', path: '/units/:unitId', can: 'unit.rename', doc: 'Rename a unit.', input: object({ unitId: id, name: name(60) }), output: UnitRef }),
  rolesHeld: route({ method: 'GET', path: '/units/:unitId/roles', can: 'role.read', doc: 'Roles held at this unit, now and before.', input: object({ unitId: id }), output: answer({ items: list(RoleHeld) }) }),
  appoint: route({ method: 'POST', path: '/units/:unitId/roles', can: 'role.appoint', stepUp: true, doc: 'Appoint a person to a role from a date to a date (ORG-6). A person who has no account yet is named with phone and gets an invitation code.',
    input: object({ unitId: id, personId: optional(id), newPerson: optional(object({ name: name(40), phone })), role: oneOf(roles), from: optional(day), to: optional(day), basis: text(200) }),
    output: answer({ held: RoleHeld, invitation: nullable(string()) }) }),
  endRole: route({ method: 'POST', path: '/units/:unitId/roles/:roleId/end', can: 'role.appoint', stepUp: true, doc: 'End a role; the right is gone with the next request and within 5 s on open sockets.',
    input: object({ unitId: id, roleId: id, reason: text(200) }), output: nothing }),
  audit: route({ method: 'GET', path: '/units/:unitId/audit', can: 'audit.read', doc: 'The audit rows of a unit and those beneath it, newest first, for the auditor.',
    input: object({ unitId: id, ...paging }), output: page(answer({ id, at: moment, actor: nullable(PersonRef), action: string(), object: string(), result: string(), details: unknown(), requestId: nullable(string()) })) }),
};

export const rosterEntry = { membershipId: id, person: PersonRef, status: oneOf(membershipStatuses), company: nullable(string()), joinedOn: day, phoneMasked: nullable(string()), active: flag() };
export const RosterEntry = answer(rosterEntry);

export const memberRoutes = {
  members: route({ method: 'GET', path: '/units/:unitId/members', can: 'unit.inside', doc: 'People of the unit by name and company (for mentions and attendance), no phone, no birth year.',
    input: object({ unitId: id, q: optional(text(40)), ...paging }), output: page(answer({ ...PersonRef.shape, company: nullable(string()), status: oneOf(membershipStatuses) })) }),
  roster: route({ method: 'GET', path: '/units/:unitId/roster', can: 'roster.read', doc: 'The roster (花名册) for the secretary: status, company, masked phone, whether the account is active.',
    input: object({ unitId: id, q: optional(text(40)), ...paging }), output: page(RosterEntry) }),
  revealPhone: route({ method: 'POST', path: '/units/:unitId/roster/:membershipId/phone', can: 'phone.reveal', doc: 'Show one phone number in full; logged, and the member sees who looked.', stepUp: true,
    input: object({ unitId: id, membershipId: id, reason: text(100) }), output: answer({ phone: string() }) }),
  confirmFull: route({ method: 'POST', path: '/units/:unitId/roster/:membershipId/confirm-full', can: 'roster.write', doc: '转正: a probationary member becomes full from a date; the right to vote follows that date.',
    input: object({ unitId: id, membershipId: id, on: day, basis: text(200) }), output: nothing }),
  putOnProbation: route({ method: 'POST', path: '/units/:unitId/roster/:membershipId/probation', can: 'roster.write', stepUp: true, doc: '留党察看: from a day on no right to vote, to elect or to be elected; offices within the Party end with it. The member is told; what was decided before stays as it was.',
    input: object({ unitId: id, membershipId: id, on: day, basis: text(200) }), output: nothing }),
  restoreRights: route({ method: 'POST', path: '/units/:unitId/roster/:membershipId/restoration', can: 'roster.write', stepUp: true, doc: 'End of 留党察看 with the rights restored from a day on; the member is told. Offices do not come back by themselves.',
    input: object({ unitId: id, membershipId: id, on: day, basis: text(200) }), output: nothing }),
  endMembership: route({ method: 'POST', path: '/units/:unitId/roster/:membershipId/end', can: 'roster.write', doc: 'End a membership for a stated reason; the record stays, a death stops every reminder.',
    input: object({ unitId: id, membershipId: id, reason: oneOf(endReasons), on: day }), output: nothing }),
  companies: route({ method: 'GET', path: '/units/:unitId/companies', can: 'company.read', doc: 'Companies the unit covers with the number of members, and who manages them: those never moderate what its members write (MOD-1).',
    input: object({ unitId: id }), output: answer({ items: list(answer({ id, name: string(), members: count, managers: list(PersonRef, 100) })) }) }),
  nameManager: route({ method: 'POST', path: '/units/:unitId/companies/:companyId/managers', can: 'company.write', doc: 'Name somebody of the unit who manages a company: from now on they judge nothing its members write (MOD-1).', input: object({ unitId: id, companyId: id, personId: id }), output: nothing }),
  unnameManager: route({ method: 'POST', path: '/units/:unitId/companies/:companyId/managers/:personId/remove', can: 'company.write', doc: 'They no longer manage it; nobody strikes out themselves.', input: object({ unitId: id, companyId: id, personId: id }), output: nothing }),
  addCompany: route({ method: 'POST', path: '/units/:unitId/companies', can: 'company.write', doc: 'Add a company or society the unit covers (ORG-2).',
    input: object({ unitId: id, name: name(80) }), output: answer({ id, name: string() }) }),
};
