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
import type { FastifyReply, FastifyRequest } from 'fastify';
import { context } from '../kit/context.js';
import { sha256 } from '../kit/crypto.js';
import { Db } from '../kit/db.js';
import { routeKey } from '../kit/handle.js';
import { idPattern } from '../kit/ids.js';
import { Settings } from '../kit/kit.module.js';

/** What the database knows of a caller: answered by one look-up for every request. */
export interface Whois { me: Me | null; at: (At & { kind: string }) | null; units: string[]; beneath: string[]; expired: boolean; /** Whether a proof within five minutes was shown, and whether there is a TOTP to show it by. */ proved: boolean; totp: boolean; /** The caller with the offices withheld until an authenticator is bound. */ withheld: Me | null; accessVersion: number }
interface Found extends Me { at: (At & { kind: string }) | null; units?: string[]; beneath?: string[]; expired?: true; proved?: boolean; totp?: boolean; accessVersion?: number }

/** Who is calling, and may they: asked afresh for every request, so that a right removed is gone at once (G12). */
@Injectable()
export class Guard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly db: Db, private readonly settings: Settings) {}

  async whois(token: string | null, unitId: string | null): Promise<Whois> {
    const found = await this.db.source.query<[{ who: Found }]>('select app_whois($1, $2) as who', [token === null ? null : sha256(token), unitId]);
    return whoisOf(found[0].who, this.settings.config.totpRequired);
  }

  /** The look-up that also begins the transaction the request will work in; it is let go when the answer is sent, should the request not need it. */
  private async whoisBeginning(token: string | null, unitId: string | null, readOnly: boolean, reply: FastifyReply): Promise<Whois> {
    const now = context.getStore();
    if (!now || now.opened) return this.whois(token, unitId);
    const { who, opened } = await this.db.begin(token === null ? null : sha256(token), unitId, readOnly);
    now.opened = opened;
    const unused = (): void => {
      const left = now.opened;
      now.opened = null;
      if (left) void this.db.letGo(left);
    };
    reply.raw.once('finish', unused).once('close', unused);
    if (reply.raw.destroyed) unused();
    return whoisOf(who as Found, this.settings.config.totpRequired);
  }

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<Route | undefined>(routeKey, execution.getHandler());
    if (!route) return true;
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const given = (request.params as { unitId?: string }).unitId ?? null;
    const unitId = given !== null && idPattern.test(given) ? given : null;
    const token = bearer(request.headers.authorization);
    const who = beginsAtOnce(route) ? await this.whoisBeginning(token, unitId, route.method === 'GET', execution.switchToHttp().getResponse<FastifyReply>()) : await this.whois(token, unitId);
    const at = given === null ? null : who.at;
    if (!can(who.me, route.can, at)) throw can(who.withheld, route.can, at) ? new Refusal('second-step.required') : refusal(route, who, given !== null);
    if (given !== null && !at) throw new Refusal('not-found');
    // Step-up: people with a TOTP must have shown it within five minutes; before changing how one signs in, everybody a proof.
    if (route.stepUp && !who.proved && (who.totp || route.stepUp === 'always')) throw new Refusal('step-up.required');
    const now = context.getStore();
    if (now) Object.assign(now, { me: who.me, at, units: who.units, beneath: who.beneath });
    return true;
  }
}

/** Reads, and what is said in a room, go straight to the database; other work may take its time first (pictures, passwords) and must not hold a connection meanwhile. */
const beginsAtOnce = (route: Route): boolean => (route.method === 'GET' && !route.download) || route.can === 'room.speak';

function whoisOf(who: Found, totpRequired: boolean): Whois {
  const me = who.personId ? { personId: who.personId, name: who.name, sessionId: who.sessionId, memberships: who.memberships, roles: who.roles } : null;
  // Where the installation requires an authenticator, an office that needs one gives no right before it is bound; what one may as a member stays.
  const withheld = me !== null && totpRequired && who.totp !== true && me.roles.some((held) => needsSecondStep(held.role)) ? me : null;
  const lean = withheld ? { ...withheld, roles: withheld.roles.filter((held) => !needsSecondStep(held.role)) } : me;
  return { me: lean, at: who.at, units: [...new Set(who.units ?? [])], beneath: who.beneath ?? [], expired: who.expired ?? false, proved: who.proved === true, totp: who.totp === true, withheld, accessVersion: who.accessVersion ?? 0 };
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
