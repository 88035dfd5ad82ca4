import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import { shanghaiDay } from '@branch/shared/time';
import { FieldCrypto } from '../kit/crypto.js';
import { Settings } from '../kit/kit.module.js';

export interface Target { kind: 'post' | 'comment'; targetId: string }
export interface Halves { lowerHalf: string; upperHalf: string }

/**
 * Who wrote under the pseudonym, sealed (guarantees 6): the id is split into two halves that are noise alone, each under a key of its own, one for the
 * unit's own officers and one for those above. Keys are the installation's and lie outside the database: a dump opens nothing.
 */
@Injectable()
export class AnonymousSeal {
  private readonly lower: FieldCrypto;
  private readonly upper: FieldCrypto;

  constructor(private readonly crypto: FieldCrypto, settings: Settings) {
    const { fields, blind } = settings.config.secrets;
    const keyed = (group: string) => new FieldCrypto({ fields: createHmac('sha256', fields).update(`anonymous:${group}`).digest(), blind });
    [this.lower, this.upper] = [keyed('lower'), keyed('upper')];
  }

  /** By which an author's own request knows a thing again; two things of one hand have nothing in common. */
  mark(target: Target, personId: string): string { return this.crypto.blind(`anonymous:${target.kind}:${target.targetId}:${personId}`); }
  onceKey(personId: string, clientId: string): string { return this.crypto.blind(`anonymous-once:${personId}:${clientId}`); }
  /** Counts one's writing of one day; tomorrow's is another. */
  token(personId: string, now: Date): string { return this.crypto.blind(`anonymous-day:${shanghaiDay(now)}:${personId}`); }
  /** An event's id for the author's notice, so that the notice does not lead back to what it is about. */
  veiled(eventId: string): string { return this.crypto.blind(`anonymous-told:${eventId}`).slice(0, 22); }

  seal(target: Target, personId: string): Halves {
    const id = Buffer.from(personId, 'utf8');
    const noise = randomBytes(id.length);
    const rest = Buffer.from(id.map((byte, i) => byte ^ (noise[i] ?? 0)));
    return { lowerHalf: this.lower.seal(noise.toString('base64url'), place(target, 'lower')), upperHalf: this.upper.seal(rest.toString('base64url'), place(target, 'upper')) };
  }

  /** Both halves, or nothing. */
  open(target: Target, halves: Halves): string {
    const noise = Buffer.from(this.lower.open(halves.lowerHalf, place(target, 'lower')), 'base64url');
    const rest = Buffer.from(this.upper.open(halves.upperHalf, place(target, 'upper')), 'base64url');
    return Buffer.from(rest.map((byte, i) => byte ^ (noise[i] ?? 0))).toString('utf8');
  }
}

const place = (target: Target, half: string): string => `anon_link:${half}:${target.kind}:${target.targetId}`;
