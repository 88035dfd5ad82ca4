import { Controller } from '@nestjs/common';
import { ballotRoutes as routes } from '@branch/shared/ballots/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { BallotsService } from './ballots.service.js';

@Controller()
export class BallotsController {
  constructor(private readonly ballots: BallotsService) {}

  @Handle(routes.ballot) ballot(input: Input<typeof routes.ballot>, me: Me) { return this.ballots.ballot(input, me); }
  @Handle(routes.vote) vote(input: Input<typeof routes.vote>, me: Me) { return this.ballots.vote(input, me); }
}
