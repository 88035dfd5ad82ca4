import { Module } from '@nestjs/common';
import { Settings } from '../kit/kit.module.js';
import { MembersModule } from '../members/members.module.js';
import { PostsModule } from '../posts/posts.module.js';
import { Appeals } from './appeals.service.js';
import { Care } from './care.service.js';
import { Checking } from './checking.js';
import { Closures } from './closures.service.js';
import { ContentCheck, DoubleOfContentCheck, NoContentCheck, RealContentCheck } from './content-check.js';
import { Decisions } from './decisions.service.js';
import { ModerationFigures } from './figures.service.js';
import { Managers } from './managers.js';
import { ModerationController, ModerationSettingsController } from './moderation.controller.js';
import { Moderators } from './moderators.service.js';
import { Queue } from './queue.service.js';
import { Reports } from './reports.service.js';
import { Screens } from './screens.js';
import { Settling } from './settling.js';
import { Takedowns } from './takedown.service.js';
import { WeChatPushController } from './wechat-push.controller.js';
import { Words } from './words.service.js';

/** Fair moderation (MOD-1…6, MOD-8): it registers its screens with posts and knows no area above. */
@Module({
  imports: [MembersModule, PostsModule],
  controllers: [ModerationController, ModerationSettingsController, WeChatPushController],
  providers: [Queue, Managers, Decisions, Settling, Care, Reports, Takedowns, Appeals, Words, Closures, Moderators, ModerationFigures, Screens, Checking,
    { provide: ContentCheck, inject: [Settings], useFactory: (settings: Settings) => (settings.config.wechat ? new RealContentCheck(settings.config.wechat) : settings.config.production ? new NoContentCheck() : new DoubleOfContentCheck()) }],
  exports: [Checking],
})
export class ModerationModule {}
