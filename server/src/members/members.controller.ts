import { Controller } from '@nestjs/common';
import { joiningRoutes } from '@branch/shared/members/roster-routes';
import { memberRoutes } from '@branch/shared/members/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import type { Extra } from '../kit/handle.js';
import { JoiningService } from './joining.service.js';
import { MembersService } from './members.service.js';
import { MembershipStatusService } from './membership-status.service.js';

@Controller()
export class MembersController {
  constructor(private readonly people: MembersService, private readonly joining: JoiningService, private readonly status: MembershipStatusService) {}

  @Handle(memberRoutes.members) members(input: Input<typeof memberRoutes.members>, _me: Me) { return this.people.members(input); }
  @Handle(memberRoutes.roster) roster(input: Input<typeof memberRoutes.roster>, _me: Me) { return this.people.roster(input); }
  @Handle(memberRoutes.revealPhone) revealPhone(input: Input<typeof memberRoutes.revealPhone>, _me: Me) { return this.people.revealPhone(input); }
  @Handle(memberRoutes.confirmFull) confirmFull(input: Input<typeof memberRoutes.confirmFull>, _me: Me) { return this.status.confirmFull(input); }
  @Handle(memberRoutes.putOnProbation) putOnProbation(input: Input<typeof memberRoutes.putOnProbation>, _me: Me) { return this.status.putOnProbation(input); }
  @Handle(memberRoutes.restoreRights) restoreRights(input: Input<typeof memberRoutes.restoreRights>, _me: Me) { return this.status.restore(input); }
  @Handle(memberRoutes.endMembership) endMembership(input: Input<typeof memberRoutes.endMembership>, _me: Me) { return this.people.endMembership(input); }
  @Handle(memberRoutes.companies) companies(input: Input<typeof memberRoutes.companies>, _me: Me) { return this.people.companies(input); }
  @Handle(memberRoutes.addCompany) addCompany(input: Input<typeof memberRoutes.addCompany>, _me: Me) { return this.people.addCompany(input); }
  @Handle(memberRoutes.nameManager) nameManager(input: Input<typeof memberRoutes.nameManager>, me: Me) { return this.people.nameManager(input, me); }
  @Handle(memberRoutes.unnameManager) unnameManager(input: Input<typeof memberRoutes.unnameManager>, me: Me) { return this.people.unnameManager(input, me); }

  @Handle(joiningRoutes.invite) invite(input: Input<typeof joiningRoutes.invite>, me: Me) { return this.joining.invite(input, me); }
  @Handle(joiningRoutes.invitations) invitations(input: Input<typeof joiningRoutes.invitations>, _me: Me) { return this.joining.issued(input); }
  @Handle(joiningRoutes.findUnit) findUnit(input: Input<typeof joiningRoutes.findUnit>, _me: Me, { request }: Extra) { return this.joining.findUnit(input, request.ip); }
  @Handle(joiningRoutes.ask) ask(input: Input<typeof joiningRoutes.ask>, _me: Me, { request }: Extra) { return this.joining.ask(input, request.ip); }
  @Handle(joiningRoutes.requests) requests(input: Input<typeof joiningRoutes.requests>, _me: Me) { return this.joining.requests(input); }
  @Handle(joiningRoutes.decide) decide(input: Input<typeof joiningRoutes.decide>, me: Me) { return this.joining.decide(input, me); }
}
