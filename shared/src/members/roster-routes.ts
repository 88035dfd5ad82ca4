/** Routes of roster files, invitations and requests to join (ORG-4, ORG-5). */
import { answer, clientId, count, id, integer, list, moment, name, nothing, nullable, object, oneOf, optional, page, paging, phone, string, text } from '../fields.js';
import { membershipStatuses } from '../roles.js';
import { route } from '../route.js';

/** A row that cannot be imported: 1-based row of the file, column title, what stands there, why not. */
export const RowError = answer({ row: count, column: string(), value: string(), reason: string() });
export const Preview = answer({ previewId: id, rows: count, created: count, updated: count, unchanged: count, errors: list(RowError, 1000), errorCount: count, /** Companies the unit does not have yet. */ companies: count,
  /** Members whose status in the file is another than on record: it stays, `how` says which step changes it. The first 200 of `keptCount`. */
  kept: list(answer({ row: count, name: string(), onRecord: oneOf(membershipStatuses), inFile: oneOf(membershipStatuses), how: string() }), 200), keptCount: count,
  sample: list(answer({ row: count, name: string(), company: string(), status: oneOf(membershipStatuses), change: oneOf(['new', 'changed', 'same']) }), 20) });
export const Job = answer({ jobId: id, state: oneOf(['running', 'done', 'failed']), done: count, total: count, result: nullable(answer({ created: count, updated: count, unchanged: count })), error: nullable(string()) });

export const rosterRoutes = {
  template: route({ method: 'GET', path: '/units/:unitId/roster/template', can: 'roster.read', doc: 'The template to fill in, with notes for each column.', download: true,
    input: object({ unitId: id, format: oneOf(['xlsx', 'csv']) }), output: nothing }),
  preview: route({ method: 'POST', path: '/units/:unitId/roster/previews', can: 'roster.write', doc: 'Upload a roster and see what would change, row by row; nothing is written. Limits: 20,000 rows, 20 MiB unpacked.', upload: { maxBytes: 10 * 1024 * 1024 },
    input: object({ unitId: id }), output: Preview }),
  apply: route({ method: 'POST', path: '/units/:unitId/roster/previews/:previewId/apply', can: 'roster.write', doc: 'Import what was previewed, all or nothing; answers a job whose progress can be asked.',
    input: object({ unitId: id, previewId: id }), output: Job }),
  job: route({ method: 'GET', path: '/units/:unitId/roster/jobs/:jobId', can: 'roster.write', doc: 'Progress of an import: rows done of rows in all.', input: object({ unitId: id, jobId: id }), output: Job }),
  errors: route({ method: 'GET', path: '/units/:unitId/roster/previews/:previewId/errors', can: 'roster.write', doc: 'The rows with errors as a .csv to mend.', download: true,
    input: object({ unitId: id, previewId: id }), output: nothing }),
  export: route({ method: 'GET', path: '/units/:unitId/roster/export', can: 'roster.export', doc: 'The roster as .xlsx or .csv in the template\'s columns; phones in full only with `phones`, which is logged.', download: true, stepUp: true,
    input: object({ unitId: id, format: oneOf(['xlsx', 'csv']), phones: optional(oneOf(['masked', 'full'])) }), output: nothing }),
};

export const Invitation = answer({ id, person: answer({ id, name: string() }), code: nullable(string()), expiresAt: moment, usedAt: nullable(moment) });
export const JoinRequest = answer({ id, name: string(), phoneMasked: string(), note: string(), state: oneOf(['waiting', 'accepted', 'declined']), askedAt: moment, reason: nullable(string()) });

export const joiningRoutes = {
  invite: route({ method: 'POST', path: '/units/:unitId/invitations', can: 'invitation.issue', doc: 'Issue one-time invitation codes (10 characters, 7 days, single use): to all roster members without an account (the branch only), to members by membership, or to officers of this unit by person; for someone active the code re-binds the account. The codes are shown once, for printing; at most 500 at a time.',
    input: object({ unitId: id, membershipIds: optional(list(id, 500)), personIds: optional(list(id, 50)), all: optional(oneOf(['notActive'])) }), output: answer({ items: list(Invitation) }) }),
  invitations: route({ method: 'GET', path: '/units/:unitId/invitations', can: 'invitation.issue', doc: 'Invitations issued, without their codes.', input: object({ unitId: id, ...paging }), output: page(Invitation) }),
  findUnit: route({ method: 'GET', path: '/join/units', can: 'join.ask', doc: 'Branches whose name holds the words, for someone who wants to join.',
    input: object({ q: text(40) }), output: answer({ items: list(answer({ id, name: string(), community: string() }), 20) }) }),
  ask: route({ method: 'POST', path: '/join/requests', can: 'join.ask', doc: 'Ask to join a branch (申请加入); the request reaches its secretary. Same answer whether the phone is known or not.',
    input: object({ clientId, joinUnitId: id, name: name(40), phone, note: text(300) }), output: answer({ requestId: id }) }),
  requests: route({ method: 'GET', path: '/units/:unitId/join-requests', can: 'join.read', doc: 'Requests to join this unit.', input: object({ unitId: id, ...paging }), output: page(JoinRequest) }),
  decide: route({ method: 'POST', path: '/units/:unitId/join-requests/:requestId/decision', can: 'join.decide', doc: 'Accept (adds a roster entry and answers an invitation code) or decline with a reason.',
    input: object({ unitId: id, requestId: id, accept: oneOf(['yes', 'no']), reason: text(200), status: optional(oneOf(membershipStatuses)), companyName: optional(name(80)), birthYear: optional(integer(1920, 2015)) }),
    output: answer({ invitation: nullable(string()) }) }),
};
