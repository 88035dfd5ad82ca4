import { Controller } from '@nestjs/common';
import { appraisalRoutes as routes, leftRoundRoutes } from '@branch/shared/appraisals/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { AppraisalsService } from './appraisals.service.js';
import { DeskService } from './desk.service.js';
import { LeftRoundsService } from './left-rounds.service.js';
import { RatingsService } from './ratings.service.js';
import { ReviewsService } from './reviews.service.js';

@Controller()
export class AppraisalsController {
  constructor(private readonly appraisals: AppraisalsService, private readonly reviews: ReviewsService, private readonly ratings: RatingsService, private readonly committee: DeskService, private readonly left: LeftRoundsService) {}

  @Handle(routes.rounds) rounds(input: Input<typeof routes.rounds>) { return this.appraisals.rounds(input); }
  @Handle(routes.open) open(input: Input<typeof routes.open>, me: Me) { return this.appraisals.open(input, me); }
  @Handle(routes.round) round(input: Input<typeof routes.round>, me: Me) { return this.appraisals.round(input, me); }
  @Handle(routes.moveOn) moveOn(input: Input<typeof routes.moveOn>, me: Me) { return this.appraisals.moveOn(input, me); }
  @Handle(routes.goOnPaper) goOnPaper(input: Input<typeof routes.goOnPaper>, me: Me) { return this.appraisals.goOnPaper(input, me); }
  @Handle(routes.countPapers) async countPapers(input: Input<typeof routes.countPapers>) { await this.ratings.countPapers(input); return this.committee.desk(input); }
  @Handle(routes.saveDraft) saveDraft(input: Input<typeof routes.saveDraft>, me: Me) { return this.reviews.saveDraft(input, me); }
  @Handle(routes.review) review(input: Input<typeof routes.review>, me: Me) { return this.reviews.review(input, me); }
  @Handle(routes.peers) peers(input: Input<typeof routes.peers>, me: Me) { return this.reviews.peers(input, me); }
  @Handle(routes.mine) mine(input: Input<typeof routes.mine>, me: Me) { return this.reviews.mine(input, me); }
  @Handle(routes.paper) paper(input: Input<typeof routes.paper>, me: Me) { return this.ratings.paper(input, me); }
  @Handle(routes.rate) rate(input: Input<typeof routes.rate>, me: Me) { return this.ratings.rate(input, me); }
  @Handle(routes.desk) desk(input: Input<typeof routes.desk>) { return this.committee.desk(input); }
  @Handle(routes.person) person(input: Input<typeof routes.person>) { return this.committee.person(input); }
  @Handle(routes.leaveOut) async leaveOut(input: Input<typeof routes.leaveOut>, me: Me) { await this.appraisals.leaveOut(input, me); return this.committee.desk(input); }
  @Handle(routes.opine) opine(input: Input<typeof routes.opine>, me: Me) { return this.committee.opine(input, me); }
  @Handle(leftRoundRoutes.rounds) leftRounds(_input: Input<typeof leftRoundRoutes.rounds>, me: Me) { return this.left.rounds(me); }
  @Handle(leftRoundRoutes.round) leftRound(input: Input<typeof leftRoundRoutes.round>, me: Me) { return this.left.round(input, me); }
  @Handle(routes.remind) remind(input: Input<typeof routes.remind>) { return this.appraisals.remind(input); }
}
