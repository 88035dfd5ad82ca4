/** Routes of the yearly ledger of 三会一课 (MEET-11). */
import { answer, count, day, flag, id, integer, list, matches, moment, nullable, object, oneOf, optional, page, paging, queryInteger, string } from '../fields.js';
import { unitKinds } from '../roles.js';
import { route } from '../route.js';
import { everies, periodStates } from './ledger-rules.js';
import { meetingForms, meetingKinds } from './words.js';

const byForm = { online: count, offline: count, hybrid: count };
export const LedgerPeriod = answer({ key: string(), name: string(), ...byForm, planned: count, state: oneOf(periodStates), lastDay: day });
export const LedgerKind = answer({ kind: oneOf(meetingKinds), every: nullable(oneOf(everies)), article: nullable(string()), owed: flag(), ...byForm, periods: list(LedgerPeriod, 12), met: count, lapsed: count, soon: count });
/** A unit beneath, in counts: what it held by form, and how its periods stand. */
export const LedgerUnit = answer({ unit: answer({ id, name: string(), kind: oneOf(unitKinds) }), above: string(), ...byForm, met: count, lapsed: count, soon: count });
/** A meeting behind a figure. */
export const LedgerMeeting = answer({ id, kind: oneOf(meetingKinds), form: oneOf(meetingForms), title: string(), at: moment, planned: flag(), entered: flag(), minutesVersion: count });

const year = optional(queryInteger(2000, 2100));
export const ledgerRoutes = {
  ledger: route({ method: 'GET', path: '/units/:unitId/ledger', can: 'ledger.read', doc: 'The yearly ledger of the unit: per kind and period how many were held online, offline and hybrid, and whether the period is met, about to lapse or lapsed, with the article of the regulation. Counts only.',
    input: object({ unitId: id, year }), output: answer({ year: integer(2000, 2100), years: list(integer(2000, 2100), 10), from: day, unit: answer({ id, name: string() }), kinds: list(LedgerKind, 10), ...byForm }) }),
  behind: route({ method: 'GET', path: '/units/:unitId/ledger/meetings', can: 'meeting.read', doc: 'The meetings behind a figure of the ledger: of a kind, in a period (2026, 2026-Q4, 2026-11), of a form. What only a party group may read is a number (`closed`).',
    input: object({ unitId: id, kind: oneOf(meetingKinds), period: string().check(matches(/^20\d\d(-Q[1-4]|-(0[1-9]|1[0-2]))?$/, '没有这样的时段')), form: optional(oneOf(meetingForms)), ...paging }), output: answer({ ...page(LedgerMeeting).shape, total: count, closed: count }) }),
  beneath: route({ method: 'GET', path: '/units/:unitId/ledger/beneath', can: 'ledger.beneath', doc: 'The ledgers of the branches at and beneath this unit, in counts: those with periods lapsed or about to lapse first.',
    input: object({ unitId: id, year }), output: answer({ year: integer(2000, 2100), items: list(LedgerUnit, 1000), ...byForm, lapsed: count, soon: count }) }),
};
