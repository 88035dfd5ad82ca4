/** Settings from the environment, read once. Names, defaults and effects are in docs/running.md. */
export interface Config {
  databaseUrl: string;
  ownerUrl: string;
  port: number;
  host: string;
  dataDir: string;
  h5Dir: string | null;
  demo: boolean;
  production: boolean;
  publicUrl: string;
  secrets: { fields: Buffer; blind: Buffer; links: Buffer };
  wechat: { appId: string; secret: string } | null;
  /** The token agreed for WeChat's message push (verdicts on pictures); null: none is taken. */
  wechatPushToken: string | null;
  /** An installation for the web page only says so with WECHAT=off. */
  wechatOff: boolean;
  /** Whether offices give no right before an authenticator is bound (guarantees 5.1): in production unless TOTP_REQUIRED=off, elsewhere only with TOTP_REQUIRED=on. */
  totpRequired: boolean;
  /** Memory of argon2id in KiB (t = 1, p = 1): 46 MiB in production; demo and tests sign in often and guard nothing. */
  passwordMemory: number;
  /** Web origins besides our own that may open sockets; empty unless the page is served from elsewhere. */
  corsOrigins: string[];
  /** Tests may shift the clock; production refuses to. */
  shiftableClock: boolean;
  logLevel: string;
}

export const exampleSecret = 'demo-only-secret-of-no-value-do-not-use-anywhere';

/** Reads the environment; what is unsafe in production is judged in safety.ts, which names everything at once. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const production = env.NODE_ENV === 'production';
  const port = Number(env.PORT ?? 3000);
  const secret = (name: string) => Buffer.from(env[name] ?? (production ? '' : `${exampleSecret}-${name}`));
  const databaseUrl = env.DATABASE_URL ?? '';
  return {
    databaseUrl,
    ownerUrl: env.DATABASE_OWNER_URL ?? databaseUrl,
    port,
    host: env.HOST ?? (production ? '127.0.0.1' : '0.0.0.0'),
    dataDir: env.DATA_DIR ?? '.data',
    h5Dir: env.H5_DIR ?? null,
    demo: !production && env.DEMO === '1',
    production,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${port}`,
    secrets: { fields: secret('FIELD_KEY'), blind: secret('BLIND_KEY'), links: secret('LINK_KEY') },
    wechat: env.WECHAT_APP_ID && env.WECHAT_SECRET ? { appId: env.WECHAT_APP_ID, secret: env.WECHAT_SECRET } : null,
    totpRequired: production ? env.TOTP_REQUIRED !== 'off' : env.TOTP_REQUIRED === 'on',
    passwordMemory: production ? 47_104 : 1024,
    corsOrigins: (env.CORS_ORIGINS ?? '').split(',').map((origin) => origin.trim()).filter(Boolean),
    shiftableClock: env.NODE_ENV === 'test',
    wechatPushToken: env.WECHAT_PUSH_TOKEN || null,
    wechatOff: env.WECHAT === 'off',
    logLevel: env.LOG_LEVEL ?? 'warn',
  };
}
