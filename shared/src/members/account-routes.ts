/** Routes of the account and its safety (ORG-5, ORG-6, guarantees 5.1): the authenticator, the password, the WeChat account. */
import { answer, count, flag, id, list, moment, nothing, nullable, object, oneOf, optional, string, text } from '../fields.js';
import { secondSteps } from '../roles.js';
import { route } from '../route.js';
import { loginName, password, Session } from './routes.js';

const RecoveryCodes = answer({ recoveryCodes: list(string(), 20) });

export const accountRoutes = {
  account: route({ method: 'GET', path: '/me/account', can: 'me.read', doc: 'How I sign in: account name, whether a password, a WeChat account and an authenticator are set, and how many recovery codes are left.',
    input: object({}), output: answer({ login: nullable(string()), hasPassword: flag(), weChatSince: nullable(moment), secondStep: oneOf(secondSteps), secondStepRequired: flag(), secondStepSince: nullable(moment), recoveryLeft: count,
      /** A superior has said that the authenticator is lost: when it ends, unless I keep it. */ secondStepEnds: nullable(answer({ at: moment, by: string(), reason: string() })) }) }),
  beginSecondStep: route({ method: 'POST', path: '/me/second-step/enrolment', can: 'me.write', stepUp: 'always', doc: 'A new secret for an authenticator app, as text and as a QR code; nothing is asked for until a code of it has been shown.',
    input: object({}), output: answer({ secret: string(), otpauth: string(), qr: string() }) }),
  confirmSecondStep: route({ method: 'POST', path: '/me/second-step', can: 'me.write', doc: 'Show a first code of the new secret: from now on it is asked for. Other sessions end; answers recovery codes, shown this once.',
    input: object({ code: text(20) }), output: RecoveryCodes }),
  endSecondStep: route({ method: 'POST', path: '/me/second-step/end', can: 'me.write', stepUp: 'always', doc: 'Ask for no code any more; refused where the installation requires one for an office held. Other sessions end.', input: object({}), output: nothing }),
  releaseSecondStep: route({ method: 'POST', path: '/units/:unitId/second-step-releases', can: 'invitation.issue', stepUp: true, doc: 'A superior: an officer or member of this unit has lost authenticator and recovery codes. It ends in 72 hours; the person is told at once and may keep it, and a code of it keeps it, too.',
    input: object({ unitId: id, personId: id, reason: text(200) }), output: answer({ endsAt: moment }) }),
  keepSecondStep: route({ method: 'POST', path: '/me/second-step/keep', can: 'me.write', doc: 'I have my authenticator: what a superior said of it is off.', input: object({}), output: nothing }),
  renewRecovery: route({ method: 'POST', path: '/me/second-step/recovery-codes', can: 'me.write', stepUp: 'always', doc: 'New recovery codes; the earlier ones are void.', input: object({}), output: RecoveryCodes }),
  setPassword: route({ method: 'PUT', path: '/me/password', can: 'me.write', stepUp: 'always', doc: 'Set or change account name and password, for the web page; other sessions end.',
    input: object({ login: loginName, password }), output: nothing }),
  bindingCode: route({ method: 'POST', path: '/me/wechat/code', can: 'me.write', stepUp: 'always', doc: 'A code (8 characters, 10 minutes, once) to type into the mini-program: it binds the WeChat account there to me.',
    input: object({}), output: answer({ code: string(), expiresAt: moment }) }),
  bindByCode: route({ method: 'POST', path: '/sessions/wechat/bind', can: 'session.start', doc: 'In the mini-program: bind this WeChat account by the code shown on an open web page, and sign in. Other sessions end, but the one that showed the code.',
    input: object({ code: text(20), weChatCode: text(200), device: optional(text(60)) }), output: Session }),
  bindWeChat: route({ method: 'PUT', path: '/me/wechat', can: 'me.write', stepUp: 'always', doc: 'In the mini-program, signed in by password: bind this WeChat account in place of an earlier one. Other sessions end.',
    input: object({ weChatCode: text(200) }), output: nothing }),
  unbindWeChat: route({ method: 'DELETE', path: '/me/wechat', can: 'me.write', stepUp: 'always', doc: 'Take the WeChat account off; refused without a password, or nobody could sign in any more. Other sessions end.', input: object({}), output: nothing }),
  looks: route({ method: 'GET', path: '/me/looks', can: 'me.read', doc: 'Who looked at my data (RIGHT-2): my phone shown in full, a roster with me in it exported; when, by whom, in what role, why. The last 200.',
    input: object({}), output: answer({ items: list(answer({ at: moment, who: nullable(string()), as: string(), what: oneOf(['phone', 'exportMasked', 'exportFull']), reason: nullable(string()) }), 200) }) }),
};
