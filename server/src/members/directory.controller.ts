import { Controller } from '@nestjs/common';
import { directoryRoutes, ruleRoutes, transferRoutes } from '@branch/shared/members/directory-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { DirectoryService } from './directory.service.js';
import { RulesService } from './rules.service.js';
import { TransfersService } from './transfers.service.js';

@Controller()
export class DirectoryController {
  constructor(private readonly directory: DirectoryService, private readonly moves: TransfersService, private readonly adopted: RulesService) {}

  @Handle(directoryRoutes.people) people(input: Input<typeof directoryRoutes.people>, _me: Me) { return this.directory.list(input); }
  @Handle(directoryRoutes.revealPhone) revealPhone(input: Input<typeof directoryRoutes.revealPhone>, me: Me) { return this.directory.revealPhone(input, me); }
  @Handle(directoryRoutes.mine) mine(_input: Input<typeof directoryRoutes.mine>, me: Me) { return this.directory.mine(me); }
  @Handle(directoryRoutes.choose) choose(input: Input<typeof directoryRoutes.choose>, me: Me) { return this.directory.choose(input, me); }

  @Handle(transferRoutes.transfers) transfers(input: Input<typeof transferRoutes.transfers>, _me: Me) { return this.moves.list(input); }
  @Handle(transferRoutes.release) release(input: Input<typeof transferRoutes.release>, me: Me) { return this.moves.release(input, me); }
  @Handle(transferRoutes.decide) decide(input: Input<typeof transferRoutes.decide>, me: Me) { return this.moves.decide(input, me); }
  @Handle(transferRoutes.withdraw) withdraw(input: Input<typeof transferRoutes.withdraw>, me: Me) { return this.moves.withdraw(input, me); }

  @Handle(ruleRoutes.rules) rules(input: Input<typeof ruleRoutes.rules>, _me: Me) { return this.adopted.rules(input); }
  @Handle(ruleRoutes.adopt) adopt(input: Input<typeof ruleRoutes.adopt>, me: Me) { return this.adopted.adopt(input, me); }
  @Handle(ruleRoutes.takeBack) takeBack(input: Input<typeof ruleRoutes.takeBack>, _me: Me) { return this.adopted.takeBack(input); }
}
