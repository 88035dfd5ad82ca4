import { Module } from '@nestjs/common';
import { BallotsModule } from '../ballots/ballots.module.js';
import { ModerationModule } from '../moderation/moderation.module.js';
import { ActionItemsService } from './action-items.service.js';
import { AttendanceService } from './attendance.service.js';
import { CalendarService } from './calendar.service.js';
import { CallingController, FeedController } from './calling.controller.js';
import { CallingService } from './calling.service.js';
import { CatchUpService } from './catch-up.service.js';
import { ChairService } from './chair.service.js';
import { CodesService } from './codes.service.js';
import { DisputesService } from './disputes.service.js';
import { Entries } from './entries.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { LedgerWatch } from './ledger-watch.js';
import { LineShelf } from './line-shelf.js';
import { MarksService } from './marks.service.js';
import { MeetingsHears } from './meetings.hears.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingView } from './meeting-view.js';
import { MinutesController } from './minutes.controller.js';
import { MinutesService } from './minutes.service.js';
import { OfflineService } from './offline.service.js';
import { PaperVotesService } from './paper-votes.service.js';
import { ObjectionsService } from './objections.service.js';
import { PapersService } from './papers.service.js';
import { PresenceController } from './presence.controller.js';
import { PresenceService } from './presence.service.js';
import { RecordsService } from './records.service.js';
import { RemindersService } from './reminders.service.js';
import { RoomService } from './room.service.js';
import { RoomsController } from './rooms.controller.js';
import { RunningService } from './running.service.js';
import './site-figures.js';

@Module({
  imports: [ModerationModule, BallotsModule],
  controllers: [MeetingsController, CallingController, FeedController, RoomsController, MinutesController, LedgerController, PresenceController],
  providers: [ActionItemsService, AttendanceService, CalendarService, CallingService, CodesService, CatchUpService, ChairService, DisputesService, Entries, LedgerService, LedgerWatch, LineShelf, MarksService, MeetingsHears, MeetingView, MinutesService, ObjectionsService, OfflineService, PapersService, PaperVotesService, PresenceService, RecordsService, RemindersService, RoomService, RunningService],
})
export class MeetingsModule {}
