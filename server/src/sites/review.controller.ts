import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { reviewRoutes as routes } from '@branch/shared/sites/review-routes';
import { Handle } from '../kit/handle.js';
import { QueueService } from './queue.service.js';
import { ReviewService } from './review.service.js';

@Controller()
export class ReviewController {
  constructor(private readonly reviews: ReviewService, private readonly desk: QueueService) {}

  @Handle(routes.queue) queue(input: Input<typeof routes.queue>) { return this.desk.queue(input); }
  @Handle(routes.review) review(input: Input<typeof routes.review>, me: Me) { return this.reviews.review(input, me); }
  @Handle(routes.decide) decide(input: Input<typeof routes.decide>, me: Me) { return this.reviews.decide(input, me); }
  @Handle(routes.act) act(input: Input<typeof routes.act>, me: Me) { return this.reviews.act(input, me); }
  @Handle(routes.setTask) setTask(input: Input<typeof routes.setTask>, me: Me) { return this.reviews.setTask(input, me); }
  @Handle(routes.dropTask) dropTask(input: Input<typeof routes.dropTask>) { return this.reviews.dropTask(input); }
  @Handle(routes.rules) rules(input: Input<typeof routes.rules>) { return this.desk.rules(input); }
  @Handle(routes.adoptRules) adoptRules(input: Input<typeof routes.adoptRules>, me: Me) { return this.desk.adoptRules(input, me); }
}
