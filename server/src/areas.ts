import type { Type } from '@nestjs/common';
import { AppraisalsModule } from './appraisals/appraisals.module.js';
import { BallotsModule } from './ballots/ballots.module.js';
import { CheckInsModule } from './check-ins/check-ins.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { HomeModule } from './home/home.module.js';
import { FilesModule } from './kit/files.module.js';
import { SealingModule } from './kit/sealing.module.js';
import { MeetingsModule } from './meetings/meetings.module.js';
import { MembersModule } from './members/members.module.js';
import { ModerationModule } from './moderation/moderation.module.js';
import { MutualAidModule } from './mutual-aid/mutual-aid.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PostsModule } from './posts/posts.module.js';
import { SearchModule } from './search/search.module.js';
import { SitesModule } from './sites/sites.module.js';

/** The areas' modules, in the order of the ladder (docs/architecture.md). */
export const areas: Type[] = [FilesModule, SealingModule, MembersModule, SitesModule, PostsModule, ModerationModule, BallotsModule, MeetingsModule, AppraisalsModule, CheckInsModule, MutualAidModule, NoticesModule, FiguresModule, HomeModule, SearchModule];
