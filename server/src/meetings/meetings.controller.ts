import { Controller } from '@nestjs/common';
import { meetingRoutes as routes, myAttendanceRoutes as mine } from '@branch/shared/meetings/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { AttendanceService } from './attendance.service.js';
import { CallingService } from './calling.service.js';
import { DisputesService } from './disputes.service.js';
import { RunningService } from './running.service.js';

@Controller()
export class MeetingsController {
  constructor(private readonly calling: CallingService, private readonly running: RunningService, private readonly attendances: AttendanceService, private readonly disputing: DisputesService) {}

  @Handle(routes.meetings) meetings(input: Input<typeof routes.meetings>, me: Me) { return this.calling.list(input, me); }
  @Handle(routes.expectedNow) expectedNow(input: Input<typeof routes.expectedNow>) { return this.calling.expectedNow(input); }
  @Handle(routes.meeting) meeting(input: Input<typeof routes.meeting>, me: Me) { return this.calling.one(input, me); }
  @Handle(routes.call) call(input: Input<typeof routes.call>, me: Me) { return this.calling.call(input, me); }
  @Handle(routes.revise) revise(input: Input<typeof routes.revise>, me: Me) { return this.calling.revise(input, me); }
  @Handle(routes.postpone) postpone(input: Input<typeof routes.postpone>, me: Me) { return this.calling.postpone(input, me); }
  @Handle(routes.cancel) cancel(input: Input<typeof routes.cancel>, me: Me) { return this.calling.cancel(input, me); }
  @Handle(routes.reply) reply(input: Input<typeof routes.reply>, me: Me) { return this.calling.reply(input, me); }
  @Handle(routes.exclude) exclude(input: Input<typeof routes.exclude>) { return this.calling.exclude(input); }
  @Handle(routes.open) open(input: Input<typeof routes.open>, me: Me) { return this.running.open(input, me); }
  @Handle(routes.enter) enter(input: Input<typeof routes.enter>, me: Me) { return this.running.enter(input, me); }
  @Handle(routes.close) close(input: Input<typeof routes.close>, me: Me) { return this.running.close(input, me); }
  @Handle(routes.openBallot) openBallot(input: Input<typeof routes.openBallot>, me: Me) { return this.running.openBallot(input, me); }
  @Handle(routes.closeBallot) closeBallot(input: Input<typeof routes.closeBallot>, me: Me) { return this.running.closeBallot(input, me); }
  @Handle(routes.attendance) attendance(input: Input<typeof routes.attendance>) { return this.attendances.all(input); }
  @Handle(mine.mine) mine(input: Input<typeof mine.mine>, me: Me) { return this.attendances.mine(input, me); }
  @Handle(mine.dispute) dispute(input: Input<typeof mine.dispute>, me: Me) { return this.disputing.dispute(input, me); }
  @Handle(mine.disputes) disputes(input: Input<typeof mine.disputes>) { return this.disputing.all(input); }
  @Handle(mine.answerDispute) answerDispute(input: Input<typeof mine.answerDispute>, me: Me) { return this.disputing.answer(input, me); }
}
