import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { siteRoutes } from '@branch/shared/sites/routes';
import { Handle } from '../kit/handle.js';
import { SitesService } from './sites.service.js';

@Controller()
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  @Handle(siteRoutes.site) site(input: Input<typeof siteRoutes.site>, me: Me) { return this.sites.site(input, me); }
  @Handle(siteRoutes.edit) edit(input: Input<typeof siteRoutes.edit>) { return this.sites.edit(input); }
  @Handle(siteRoutes.columns) columns(input: Input<typeof siteRoutes.columns>) { return this.sites.columns(input); }
  @Handle(siteRoutes.saveColumns) saveColumns(input: Input<typeof siteRoutes.saveColumns>) { return this.sites.saveColumns(input); }
  @Handle(siteRoutes.online) online(input: Input<typeof siteRoutes.online>) { return this.sites.online(input); }
  @Handle(siteRoutes.face) face(input: Input<typeof siteRoutes.face>) { return this.sites.face(input); }
}
