import { Module } from '@nestjs/common';
import { Settings } from '../kit/kit.module.js';
import { AccountController } from './account.controller.js';
import { AccountsService } from './accounts.service.js';
import { Attempts } from './attempts.js';
import { BootstrapService } from './bootstrap.service.js';
import { CredentialsService } from './credentials.service.js';
import { SecondStepReleaseService } from './second-step-release.service.js';
import { DemoService } from './demo.service.js';
import { DirectoryController } from './directory.controller.js';
import { DirectoryService } from './directory.service.js';
import { Invitations } from './invitations.js';
import { LooksService } from './looks.service.js';
import { MeController } from './me.controller.js';
import { MeService } from './me.service.js';
import { JoiningService } from './joining.service.js';
import { MembersController } from './members.controller.js';
import { MembersHears } from './members.hears.js';
import { MembersService } from './members.service.js';
import { MembershipStatusService } from './membership-status.service.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { RolesService } from './roles.service.js';
import { RosterApply } from './roster-apply.js';
import { RosterController } from './roster.controller.js';
import { RosterService } from './roster.service.js';
import { RulesService } from './rules.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { TokenBox } from './tokens.js';
import { Totp } from './totp.js';
import { TransfersService } from './transfers.service.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';
import { DoubleOfWeChat, NoWeChat, RealWeChat, WeChat } from './wechat.js';

/** Who people are and where they belong: signing in, organisation, rosters, joining. */
@Module({
  controllers: [SessionsController, AccountController, MeController, UnitsController, MembersController, DirectoryController, RosterController],
  providers: [Attempts, Passwords, Totp, TokenBox, People, Invitations, SessionsService, AccountsService, CredentialsService, SecondStepReleaseService, LooksService, BootstrapService, DemoService, MeService, RolesService, UnitsService, MembersService, MembershipStatusService, DirectoryService, TransfersService, RulesService, JoiningService, RosterApply, RosterService, MembersHears,
    { provide: WeChat, inject: [Settings], useFactory: (settings: Settings) => (settings.config.wechat ? new RealWeChat(settings.config.wechat) : settings.config.production ? new NoWeChat() : new DoubleOfWeChat()) }],
  exports: [Attempts, People, RolesService],
})
export class MembersModule {}
