import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { needsSecondStep } from '@branch/shared/members/rules';
import { can, holdersOf, isInside } from '@branch/shared/permissions';
import type { At, Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import { roleNames } from '@branch/shared/roles';
import type { Role } from '@branch/shared/roles';
import type { Route } from '@branch/shared/route';
import type { FastifyRequest } from 'fastify';
import { context } from '../kit/context.js';
import { sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import { routeKey } from '../kit/handle.js';
import { idPattern } from '../kit/ids.js';
import { Settings } from '../kit/kit.module.js';

/** What the database knows of a caller, and the stamp of all it depends on. */
export interface Whois { me: Me | null; at: (At & { kind: string }) | null; units: string[]; beneath: string[]; expired: boolean; /** Whether a proof within five minutes was shown, and whether there is a TOTP to show it by. */ proved: boolean; totp: boolean; /** The caller with the offices withheld until an authenticator is bound. */ withheld: Me | null; accessVersion: number; tree: number; today: string }
/** With the statement that proves it unchanged. */
interface Known extends Whois { entering: string }
interface Found extends Me { at: (At & { kind: string }) | null; units?: string[]; beneath?: string[]; expired?: true; proved?: boolean; totp?: boolean; accessVersion?: number; tree?: number; today?: string }

const remembered = 5000;

/**
 * Who is calling, and may they: true at the moment of the request, so that a right removed is gone at once (G12). What the database answered for a token
 * and a unit is remembered; the request's first transaction proves that nothing it depends on has changed (app_enter), or it is asked afresh.
 */
@Injectable()
export class Guard implements CanActivate {
  private readonly known = new Map<string, Known>();

  constructor(private readonly reflector: Reflector, private readonly db: Db, private readonly settings: Settings) {}

  async whois(token: string | null, unitId: string | null): Promise<Whois> {
    return this.asked(token === null ? null : sha256(token), unitId);
  }

  private async asked(tokenHash: string | null, unitId: string | null): Promise<Whois> {
    const found = await this.db.source.query<[{ who: Found }]>('select app_whois($1, $2) as who', [tokenHash, unitId]);
    return whoisOf(found[0].who, this.settings.config.totpRequired);
  }

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<Route | undefined>(routeKey, execution.getHandler());
    if (!route) return true;
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const given = (request.params as { unitId?: string }).unitId ?? null;
    const unitId = given !== null && idPattern.test(given) ? given : null;
    const token = bearer(request.headers.authorization);
    const hash = token === null ? null : sha256(token);
    const key = `${hash} ${unitId}`;
    const afresh = async (): Promise<void> => {
      const who = await this.asked(hash, unitId);
      this.remember(key, hash, who);
      admit(route, who, given);
    };
    // Whether a proof is recent depends on the minute: steps that need one are always asked.
    const known = hash === null || route.stepUp ? undefined : this.known.get(key);
    if (!known || !can(known.me, route.can, given === null ? null : known.at)) { await afresh(); return true; }
    admit(route, known, given);
    const now = context.getStore();
    if (now) now.entry = { sql: known.entering, prove: () => this.db.prove(), renew: afresh };
    return true;
  }

  private remember(key: string, hash: string | null, who: Whois): void {
    this.known.delete(key);
    if (!who.me) return;
    this.known.set(key, { ...who, entering: entering(hash, who) });
    const oldest = this.known.size > remembered ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

/** Lets a caller in, or refuses. */
function admit(route: Route, who: Whois, given: string | null): void {
  const at = given === null ? null : who.at;
  if (!can(who.me, route.can, at)) throw can(who.withheld, route.can, at) ? new Refusal('second-step.required') : refusal(route, who, given !== null);
  if (given !== null && !at) throw new Refusal('not-found');
  // Step-up: people with a TOTP must have shown it within five minutes; before changing how one signs in, everybody a proof.
  if (route.stepUp && !who.proved && (who.totp || route.stepUp === 'always')) throw new Refusal('step-up.required');
  const now = context.getStore();
  if (now) Object.assign(now, { me: who.me, at, units: who.units, beneath: who.beneath });
}

/** The statement that proves a caller unchanged. Everything in it is an id, a hash or a number of ours. */
function entering(hash: string | null, who: Whois): string {
  const words = [hash ?? '', who.me?.personId ?? '', String(who.accessVersion), String(who.tree), who.today, who.units.join(','), who.beneath.join(',')];
  if (words.some((word) => !/^[A-Za-z0-9,_-]*$/.test(word))) throw new Error('what is remembered of a caller is not plain');
  return `select app_enter('${words.join('\', \'')}')`;
}

function whoisOf(who: Found, totpRequired: boolean): Whois {
  const me = who.personId ? { personId: who.personId, name: who.name, sessionId: who.sessionId, memberships: who.memberships, roles: who.roles } : null;
  // Where the installation requires an authenticator, an office that needs one gives no right before it is bound; what one may as a member stays.
  const withheld = me !== null && totpRequired && who.totp !== true && me.roles.some((held) => needsSecondStep(held.role)) ? me : null;
  const lean = withheld ? { ...withheld, roles: withheld.roles.filter((held) => !needsSecondStep(held.role)) } : me;
  return { me: lean, at: who.at, units: [...new Set(who.units ?? [])], beneath: who.beneath ?? [], expired: who.expired ?? false, proved: who.proved === true, totp: who.totp === true, withheld, accessVersion: who.accessVersion ?? 0, tree: who.tree ?? 0, today: who.today ?? '' };
}

/** A stranger learns nothing: outside a unit, «not allowed» and «does not exist» are the same answer. */
function refusal(route: Route, who: Whois, scoped: boolean): Refusal {
  if (!who.me) return new Refusal(who.expired ? 'sign-in.expired' : 'sign-in.required');
  if (scoped && (!who.at || !isInside(who.me, who.at))) return new Refusal('not-found');
  const holders = holdersOf(route.can).filter((grant) => grant.includes('.')).map((grant) => roleNames[grant.split('.')[0] as Role]);
  const names = [...new Set(holders)];
  return new Refusal('not-allowed', undefined, names.length > 0 ? `仅${names.join('、')}可操作。` : undefined);
}

const bearer = (header: string | undefined): string | null => /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(header ?? '')?.[1] ?? null;
