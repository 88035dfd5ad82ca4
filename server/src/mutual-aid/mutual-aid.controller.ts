import { Controller } from '@nestjs/common';
import { serviceRoutes } from '@branch/shared/mutual-aid/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { BookingsService } from './bookings.service.js';
import { MenuService } from './menu.service.js';

@Controller()
export class MutualAidController {
  constructor(private readonly menuItems: MenuService, private readonly requests: BookingsService) {}

  @Handle(serviceRoutes.menu) menu(input: Input<typeof serviceRoutes.menu>, me: Me) { return this.menuItems.menu(input, me); }
  @Handle(serviceRoutes.item) item(input: Input<typeof serviceRoutes.item>, me: Me) { return this.menuItems.item(input, me); }
  @Handle(serviceRoutes.ask) ask(input: Input<typeof serviceRoutes.ask>, me: Me) { return this.requests.ask(input, me); }
  @Handle(serviceRoutes.bookings) bookings(input: Input<typeof serviceRoutes.bookings>, me: Me) { return this.requests.bookings(input, me); }
  @Handle(serviceRoutes.booking) booking(input: Input<typeof serviceRoutes.booking>, me: Me) { return this.requests.booking(input, me); }
  @Handle(serviceRoutes.decide) decide(input: Input<typeof serviceRoutes.decide>, me: Me) { return this.requests.decide(input, me); }
  @Handle(serviceRoutes.cancel) cancel(input: Input<typeof serviceRoutes.cancel>, me: Me) { return this.requests.cancel(input, me); }
}
