import { Controller } from '@nestjs/common';
import { moderationRoutes as routes } from '@branch/shared/moderation/routes';
import { moderationSettingRoutes as settings } from '@branch/shared/moderation/settings-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { Appeals } from './appeals.service.js';
import { Care } from './care.service.js';
import { Closures } from './closures.service.js';
import { Decisions } from './decisions.service.js';
import { ModerationFigures } from './figures.service.js';
import { Moderators } from './moderators.service.js';
import { Queue } from './queue.service.js';
import { Reports } from './reports.service.js';
import { Words } from './words.service.js';

@Controller()
export class ModerationController {
  constructor(private readonly desk: Queue, private readonly decisions: Decisions, private readonly care: Care, private readonly reports: Reports, private readonly appeals: Appeals, private readonly published: ModerationFigures) {}

  @Handle(routes.queue) queue(input: Input<typeof routes.queue>, me: Me) { return this.desk.queue(input, me); }
  @Handle(routes.one) one(input: Input<typeof routes.one>, me: Me) { return this.desk.one(input, me); }
  @Handle(routes.decideMany) decideMany(input: Input<typeof routes.decideMany>, me: Me) { return this.decisions.decideMany(input, me); }
  @Handle(routes.undo) undo(input: Input<typeof routes.undo>, me: Me) { return this.decisions.undo(input, me); }
  @Handle(routes.decide) decide(input: Input<typeof routes.decide>, me: Me) { return this.decisions.decide(input, me); }
  @Handle(routes.hide) hide(input: Input<typeof routes.hide>, me: Me) { return this.decisions.hide(input, me); }
  @Handle(routes.restore) restore(input: Input<typeof routes.restore>, me: Me) { return this.care.restore(input, me); }
  @Handle(routes.assign) assign(input: Input<typeof routes.assign>, me: Me) { return this.care.assign(input, me); }
  @Handle(routes.addNote) addNote(input: Input<typeof routes.addNote>, me: Me) { return this.care.addNote(input, me); }
  @Handle(routes.decideAppeal) decideAppeal(input: Input<typeof routes.decideAppeal>, me: Me) { return this.appeals.decide(input, me); }
  @Handle(routes.report) report(input: Input<typeof routes.report>, me: Me) { return this.reports.report(input, me); }
  @Handle(routes.mine) mine(_input: Input<typeof routes.mine>, me: Me) { return this.appeals.mine(me); }
  @Handle(routes.appeal) appeal(input: Input<typeof routes.appeal>, me: Me) { return this.appeals.appeal(input, me); }
  @Handle(routes.figures) figures(input: Input<typeof routes.figures>) { return this.published.figures(input); }
}

@Controller()
export class ModerationSettingsController {
  constructor(private readonly list: Words, private readonly switches: Closures, private readonly people: Moderators) {}

  @Handle(settings.words) words(input: Input<typeof settings.words>) { return this.list.words(input); }
  @Handle(settings.addWord) addWord(input: Input<typeof settings.addWord>, me: Me) { return this.list.addWord(input, me); }
  @Handle(settings.removeWord) removeWord(input: Input<typeof settings.removeWord>) { return this.list.removeWord(input); }
  @Handle(settings.tryText) tryText(input: Input<typeof settings.tryText>) { return this.list.tryText(input); }
  @Handle(settings.settings) settings(input: Input<typeof settings.settings>) { return this.list.settings(input); }
  @Handle(settings.setSettings) setSettings(input: Input<typeof settings.setSettings>, me: Me) { return this.list.setSettings(input, me); }
  @Handle(settings.closures) closures(input: Input<typeof settings.closures>) { return this.switches.closures(input); }
  @Handle(settings.close) close(input: Input<typeof settings.close>, me: Me) { return this.switches.close(input, me); }
  @Handle(settings.reopen) reopen(input: Input<typeof settings.reopen>, me: Me) { return this.switches.reopen(input, me); }
  @Handle(settings.moderators) moderators(input: Input<typeof settings.moderators>) { return this.people.moderators(input); }
  @Handle(settings.appointModerator) appointModerator(input: Input<typeof settings.appointModerator>, me: Me) { return this.people.appoint(input, me); }
  @Handle(settings.endModerator) endModerator(input: Input<typeof settings.endModerator>) { return this.people.end(input); }
}
