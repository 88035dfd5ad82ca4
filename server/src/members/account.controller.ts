import { Controller } from '@nestjs/common';
import { accountRoutes } from '@branch/shared/members/account-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import type { Extra } from '../kit/handle.js';
import { Settings } from '../kit/kit.module.js';
import { CredentialsService } from './credentials.service.js';
import { LooksService } from './looks.service.js';
import { SecondStepReleaseService } from './second-step-release.service.js';
import { handOver } from './refresh-cookie.js';

@Controller()
export class AccountController {
  constructor(private readonly ways: CredentialsService, private readonly looking: LooksService, private readonly lost: SecondStepReleaseService, private readonly settings: Settings) {}

  @Handle(accountRoutes.account) account(_input: Input<typeof accountRoutes.account>, me: Me) { return this.ways.account(me); }
  @Handle(accountRoutes.beginSecondStep) beginSecondStep(_input: Input<typeof accountRoutes.beginSecondStep>, me: Me) { return this.ways.beginSecondStep(me); }
  @Handle(accountRoutes.confirmSecondStep) confirmSecondStep(input: Input<typeof accountRoutes.confirmSecondStep>, me: Me, { request }: Extra) { return this.ways.confirmSecondStep(input, me, request.ip); }
  @Handle(accountRoutes.endSecondStep) endSecondStep(_input: Input<typeof accountRoutes.endSecondStep>, me: Me) { return this.ways.endSecondStep(me); }
  @Handle(accountRoutes.releaseSecondStep) releaseSecondStep(input: Input<typeof accountRoutes.releaseSecondStep>, me: Me) { return this.lost.release(input, me); }
  @Handle(accountRoutes.keepSecondStep) keepSecondStep(_input: Input<typeof accountRoutes.keepSecondStep>, me: Me) { return this.lost.keep(me); }
  @Handle(accountRoutes.renewRecovery) renewRecovery(_input: Input<typeof accountRoutes.renewRecovery>, me: Me) { return this.ways.renewRecovery(me); }
  @Handle(accountRoutes.setPassword) setPassword(input: Input<typeof accountRoutes.setPassword>, me: Me) { return this.ways.setPassword(input, me); }
  @Handle(accountRoutes.bindingCode) bindingCode(_input: Input<typeof accountRoutes.bindingCode>, me: Me) { return this.ways.bindingCode(me); }
  @Handle(accountRoutes.bindByCode)
  async bindByCode(input: Input<typeof accountRoutes.bindByCode>, _me: Me, { request, reply }: Extra) { return handOver(await this.ways.bindByCode(input, request.ip), 'weapp', reply, this.settings.config); }
  @Handle(accountRoutes.bindWeChat) bindWeChat(input: Input<typeof accountRoutes.bindWeChat>, me: Me) { return this.ways.bindWeChat(input, me); }
  @Handle(accountRoutes.unbindWeChat) unbindWeChat(_input: Input<typeof accountRoutes.unbindWeChat>, me: Me) { return this.ways.unbindWeChat(me); }
  @Handle(accountRoutes.looks) looks(_input: Input<typeof accountRoutes.looks>, me: Me) { return this.looking.looks(me); }
}
