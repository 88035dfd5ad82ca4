import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Refusal } from '@branch/shared/refusals';
import { newToken } from '../kit/crypto.js';
import { Settings } from '../kit/kit.module.js';

const atOnce = 2;
const inLine = 100;

/** Passwords by argon2id. Two at a time and a short line behind them, so that a flood of sign-ins cannot take the machine from those who are in. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobody: Promise<string> | null = null;

  constructor(private readonly settings: Settings) {}

  hash(password: string): Promise<string> {
    // 2 is argon2id; the package's enum is `const` and does not exist at run time.
    return this.inTurn(() => hash(password, { algorithm: 2, memoryCost: this.settings.config.passwordMemory, timeCost: 1, parallelism: 1 }));
  }

  /** Whether the password is right. For an unknown account (null) the same work is done against nobody's hash, so that the time tells nothing. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.nobody ??= this.hash(newToken());
    const against = stored ?? await this.nobody;
    const right = await this.inTurn(() => verify(against, password).catch(() => false));
    return stored !== null && right;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= atOnce) {
      if (this.waiting.length >= inLine) throw new Refusal('server.busy');
      await new Promise<void>((go) => this.waiting.push(go));
    } else this.running += 1;
    try { return await work(); } finally {
      const next = this.waiting.shift();
      if (next) next(); else this.running -= 1;
    }
  }
}
