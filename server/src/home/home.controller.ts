import { Controller } from '@nestjs/common';
import { homeRoutes } from '@branch/shared/home/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { HomeService } from './home.service.js';

@Controller()
export class HomeController {
  constructor(private readonly service: HomeService) {}

  @Handle(homeRoutes.home) home(input: Input<typeof homeRoutes.home>, me: Me) { return this.service.home(input, me); }
}
