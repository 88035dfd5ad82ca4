import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { siteRoutes } from '@branch/shared/sites/routes';
import { Handle } from '../kit/handle.js';
import { SitesService } from './sites.service.js';

@Controller()
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @Handle(siteRoutes.site) site(input: Input<typeof siteRoutes.site>) { return this.sites.site(input); }
  @Handle(siteRoutes.edit) edit(input: Input<typeof siteRoutes.edit>, me: Me) { return this.sites.edit(input, me); }
}
