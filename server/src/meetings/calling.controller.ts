import { Controller, Get, Param, Res } from '@nestjs/common';
import { callingRoutes as routes } from '@branch/shared/meetings/calling-routes';
import type { Me } from '@branch/shared/permissions';
import { Refusal } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { FastifyReply } from 'fastify';
import { Handle } from '../kit/handle.js';
import { CalendarService } from './calendar.service.js';
import { CallingService } from './calling.service.js';
import { CodesService } from './codes.service.js';
import { RemindersService } from './reminders.service.js';

@Controller()
export class CallingController {
  constructor(private readonly calling: CallingService, private readonly reminding: RemindersService, private readonly codes: CodesService, private readonly calendars: CalendarService) {}

  @Handle(routes.again) again(input: Input<typeof routes.again>) { return this.calling.again(input); }
  @Handle(routes.replies) replies(input: Input<typeof routes.replies>) { return this.reminding.replies(input); }
  @Handle(routes.remindReplies) remindReplies(input: Input<typeof routes.remindReplies>) { return this.reminding.remindReplies(input); }
  @Handle(routes.include) include(input: Input<typeof routes.include>) { return this.calling.include(input); }
  @Handle(routes.qr) qr(input: Input<typeof routes.qr>) { return this.codes.qr(input); }
  @Handle(routes.signInCode) signInCode(input: Input<typeof routes.signInCode>) { return this.codes.signInCode(input); }
  @Handle(routes.tick) tick(input: Input<typeof routes.tick>, me: Me) { return this.codes.tick(input, me); }
  @Handle(routes.scan) scan(input: Input<typeof routes.scan>, me: Me) { return this.codes.scan(input, me); }
  @Handle(routes.calendar) calendar(input: Input<typeof routes.calendar>) { return this.calendars.file(input); }
  @Handle(routes.feed) feed(input: Input<typeof routes.feed>, me: Me) { return this.calendars.feed(input, me); }
  @Handle(routes.renewFeed) renewFeed(input: Input<typeof routes.renewFeed>, me: Me) { return this.calendars.renew(input, me); }
  @Handle(routes.endFeed) endFeed(input: Input<typeof routes.endFeed>, me: Me) { return this.calendars.end(input, me); }
}

/** Subscriptions at their secret addresses, beside the API: a calendar program sends no headers of ours. */
@Controller('calendar')
export class FeedController {
  constructor(private readonly calendars: CalendarService) {}

  @Get(':file')
  async feed(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const token = /^([A-Za-z0-9_-]{43})\.ics$/.exec(file)?.[1];
    if (!token) throw new Refusal('not-found');
    const text = await this.calendars.read(token);
    void reply.header('content-type', 'text/calendar; charset=utf-8').header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex').header('x-content-type-options', 'nosniff');
    return text;
  }
}
