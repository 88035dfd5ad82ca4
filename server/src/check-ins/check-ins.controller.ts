import { Controller } from '@nestjs/common';
import { checkInRoutes } from '@branch/shared/check-ins/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { CheckInsService } from './check-ins.service.js';

@Controller()
export class CheckInsController {
  constructor(private readonly checkIns: CheckInsService) {}

  @Handle(checkInRoutes.mine) mine(input: Input<typeof checkInRoutes.mine>, me: Me) { return this.checkIns.mine(input, me); }
  @Handle(checkInRoutes.checkIn) checkIn(input: Input<typeof checkInRoutes.checkIn>, me: Me) { return this.checkIns.checkIn(input, me); }
}
