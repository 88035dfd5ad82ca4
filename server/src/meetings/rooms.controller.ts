import { Controller } from '@nestjs/common';
import { roomRoutes as routes } from '@branch/shared/meetings/room-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { ChairService } from './chair.service.js';
import { MarksService } from './marks.service.js';
import { RoomService } from './room.service.js';

@Controller()
export class RoomsController {
  constructor(private readonly room: RoomService, private readonly chair: ChairService, private readonly noting: MarksService) {}

  @Handle(routes.marks) marks(input: Input<typeof routes.marks>) { return this.noting.marks(input); }
  @Handle(routes.mark) mark(input: Input<typeof routes.mark>, me: Me) { return this.noting.mark(input, me); }
  @Handle(routes.mine) mine(_input: Input<typeof routes.mine>, me: Me) { return this.room.mine(me); }
  @Handle(routes.state) state(input: Input<typeof routes.state>, me: Me) { return this.room.state(input, me); }
  @Handle(routes.entries) entries(input: Input<typeof routes.entries>, me: Me) { return this.room.list(input, me); }
  @Handle(routes.speak) speak(input: Input<typeof routes.speak>, me: Me) { return this.room.speak(input, me); }
  @Handle(routes.recall) recall(input: Input<typeof routes.recall>, me: Me) { return this.room.recall(input, me); }
  @Handle(routes.hide) hide(input: Input<typeof routes.hide>, me: Me) { return this.room.hide(input, me); }
  @Handle(routes.read) read(input: Input<typeof routes.read>, me: Me) { return this.room.read(input, me); }
  @Handle(routes.presence) presence(input: Input<typeof routes.presence>, me: Me) { return this.room.presence(input, me); }
  @Handle(routes.hand) hand(input: Input<typeof routes.hand>, me: Me) { return this.chair.hand(input, me); }
  @Handle(routes.floor) floor(input: Input<typeof routes.floor>, me: Me) { return this.chair.floor(input, me); }
  @Handle(routes.moveAgenda) moveAgenda(input: Input<typeof routes.moveAgenda>, me: Me) { return this.chair.moveAgenda(input, me); }
  @Handle(routes.pin) pin(input: Input<typeof routes.pin>, me: Me) { return this.chair.pin(input, me); }
  @Handle(routes.mute) mute(input: Input<typeof routes.mute>, me: Me) { return this.chair.mute(input, me); }
  @Handle(routes.handOver) handOver(input: Input<typeof routes.handOver>, me: Me) { return this.chair.handOver(input, me); }
}
