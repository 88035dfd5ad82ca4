import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { applicationRoutes as routes } from '@branch/shared/sites/application-routes';
import { Handle } from '../kit/handle.js';
import { ApplicationsService } from './applications.service.js';

@Controller()
export class ApplicationsController {
  constructor(private readonly applications: ApplicationsService) {}

  @Handle(routes.application) application(input: Input<typeof routes.application>) { return this.applications.application(input); }
  @Handle(routes.save) save(input: Input<typeof routes.save>, me: Me) { return this.applications.save(input, me); }
  @Handle(routes.submit) submit(input: Input<typeof routes.submit>, me: Me) { return this.applications.submit(input, me); }
  @Handle(routes.withdraw) withdraw(input: Input<typeof routes.withdraw>, me: Me) { return this.applications.withdraw(input, me); }
  @Handle(routes.doTask) doTask(input: Input<typeof routes.doTask>, me: Me) { return this.applications.doTask(input, me); }
  @Handle(routes.standing) standing(input: Input<typeof routes.standing>) { return this.applications.standing(input); }
}
