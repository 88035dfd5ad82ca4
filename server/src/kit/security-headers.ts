import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from './config.js';

const self = '\'self\'';
const directives = { 'default-src': [self], 'script-src': [self], 'style-src': [self, '\'unsafe-inline\''], 'img-src': [self, 'data:', 'blob:'], 'connect-src': [self, 'ws:', 'wss:'], 'font-src': [self, 'data:'],
  'object-src': ['\'none\''], 'base-uri': [self], 'frame-ancestors': ['\'none\''], 'form-action': [self] };

/**
 * What every answer says to a browser, as helmet says it: name in small letters → value. Helmet is asked once, at the start, and not for every request,
 * where putting the same words together again cost a tenth of an empty request.
 */
export function securityHeaders({ production }: Pick<Config, 'production'>): Record<string, string> {
  const said: Record<string, string> = {};
  const reply = { setHeader: (name: string, value: string) => { said[name.toLowerCase()] = value; }, removeHeader: () => undefined };
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    // Over plain http (the demo at home) these would lock a browser out.
    hsts: production ? { maxAge: 31_536_000 } : false,
    crossOriginOpenerPolicy: production ? { policy: 'same-origin' } : false,
    originAgentCluster: production,
    crossOriginEmbedderPolicy: false,
  })({} as IncomingMessage, reply as unknown as ServerResponse, (failed) => { if (failed) throw failed as Error; });
  return said;
}
