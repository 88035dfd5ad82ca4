import { Controller } from '@nestjs/common';
import { sessionRoutes } from '@branch/shared/members/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import type { Extra } from '../kit/handle.js';
import { Settings } from '../kit/kit.module.js';
import { AccountsService } from './accounts.service.js';
import { BootstrapService } from './bootstrap.service.js';
import { dropCookie, handOver, refreshTokenOf } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';
import { TokenBox } from './tokens.js';

@Controller()
export class SessionsController {
  constructor(private readonly sessions: SessionsService, private readonly accounts: AccountsService, private readonly bootstrapping: BootstrapService, private readonly tokens: TokenBox, private readonly settings: Settings) {}

  @Handle(sessionRoutes.signIn)
  async signIn(input: Input<typeof sessionRoutes.signIn>, _me: Me, { request, reply }: Extra) { return handOver(await this.sessions.signIn(input, request.ip), input.client, reply, this.settings.config); }

  @Handle(sessionRoutes.signInByWeChat)
  async signInByWeChat(input: Input<typeof sessionRoutes.signInByWeChat>, _me: Me, { request, reply }: Extra) { return handOver(await this.sessions.signInByWeChat(input, request.ip), 'weapp', reply, this.settings.config); }

  @Handle(sessionRoutes.refresh)
  async refresh(input: Input<typeof sessionRoutes.refresh>, _me: Me, { request, reply }: Extra) {
    const token = refreshTokenOf(request, input.refreshToken, input.client, this.settings.config);
    return handOver(await this.tokens.refresh(token), input.client, reply, this.settings.config);
  }

  @Handle(sessionRoutes.activate)
  async activate(input: Input<typeof sessionRoutes.activate>, _me: Me, { request, reply }: Extra) { return handOver(await this.accounts.activate(input, request.ip), input.client, reply, this.settings.config); }

  @Handle(sessionRoutes.bootstrap)
  bootstrap(input: Input<typeof sessionRoutes.bootstrap>, _me: Me, { request }: Extra) { return this.bootstrapping.createOperator(input, request.ip); }

  @Handle(sessionRoutes.prove)
  prove(input: Input<typeof sessionRoutes.prove>, me: Me, { request }: Extra) { return this.sessions.proveAgain(input, me, request.ip); }

  @Handle(sessionRoutes.signOut)
  signOut(_input: Input<typeof sessionRoutes.signOut>, me: Me, { reply }: Extra) { dropCookie(reply, this.settings.config); return this.sessions.signOut(me); }

  @Handle(sessionRoutes.devices)
  devices(_input: Input<typeof sessionRoutes.devices>, me: Me) { return this.sessions.devices(me); }

  @Handle(sessionRoutes.revokeDevice)
  revokeDevice(input: Input<typeof sessionRoutes.revokeDevice>, me: Me) { return this.sessions.revokeDevice(input, me); }

  @Handle(sessionRoutes.revokeOthers)
  revokeOthers(_input: Input<typeof sessionRoutes.revokeOthers>, me: Me) { return this.sessions.revokeOthers(me); }
}
