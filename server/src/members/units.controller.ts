import { Controller } from '@nestjs/common';
import { unitRoutes } from '@branch/shared/members/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { RolesService } from './roles.service.js';
import { UnitsService } from './units.service.js';

@Controller()
export class UnitsController {
  constructor(private readonly units: UnitsService, private readonly roles: RolesService) {}

  @Handle(unitRoutes.tree) tree(input: Input<typeof unitRoutes.tree>, _me: Me) { return this.units.tree(input); }
  @Handle(unitRoutes.unit) unit(input: Input<typeof unitRoutes.unit>, me: Me) { return this.units.unit(input, me); }
  @Handle(unitRoutes.overview) overview(input: Input<typeof unitRoutes.overview>, _me: Me) { return this.units.overview(input); }
  @Handle(unitRoutes.createDistrict) createDistrict(input: Input<typeof unitRoutes.createDistrict>, me: Me) { return this.units.createDistrict(input, me); }
  @Handle(unitRoutes.createUnit) createUnit(input: Input<typeof unitRoutes.createUnit>, _me: Me) { return this.units.createUnit(input); }
  @Handle(unitRoutes.renameUnit) renameUnit(input: Input<typeof unitRoutes.renameUnit>, _me: Me) { return this.units.renameUnit(input); }
  @Handle(unitRoutes.rolesHeld) rolesHeld(input: Input<typeof unitRoutes.rolesHeld>, _me: Me) { return this.units.rolesHeld(input); }
  @Handle(unitRoutes.appoint) appoint(input: Input<typeof unitRoutes.appoint>, me: Me) { return this.roles.appoint(input, me); }
  @Handle(unitRoutes.endRole) endRole(input: Input<typeof unitRoutes.endRole>, me: Me) { return this.roles.endRole(input, me); }
  @Handle(unitRoutes.audit) audit(input: Input<typeof unitRoutes.audit>, _me: Me) { return this.units.audit(input); }
}
