import { Kit0000000000001 } from './0001-kit.js';
import { Members0000000000002 } from './0002-members.js';
import { SitesPosts0000000000003 } from './0003-sites-posts.js';
import { Meetings0000000000004 } from './0004-meetings.js';
import { CheckInsAidNotices0000000000005 } from './0005-check-ins-aid-notices.js';
import { Security0000000000006 } from './0006-security.js';
import { MembersTokens0000000000007 } from './0007-members.js';
import { Acts0000000000008 } from './0008-acts.js';
import { AidNotices0000000000009 } from './0009-aid-notices.js';
import { Bus0000000000010 } from './0010-bus.js';
import { ContactPolicy0000000000011 } from './0011-contact.js';
import { PostsPages0000000000012 } from './0012-posts-pages.js';
import { Whois0000000000013 } from './0013-whois.js';
import { RoomsPages0000000000014 } from './0014-rooms-pages.js';
import { FilesAttendance0000000000015 } from './0015-files-attendance.js';
import { Accounts0000000000016 } from './0016-accounts.js';
import { Sites0000000000017 } from './0017-sites.js';
import { Posts0000000000018 } from './0018-posts.js';
import { Moderation0000000000019 } from './0019-moderation.js';
import { RightsStamp0000000000020 } from './0020-rights-stamp.js';
import { SearchPublic0000000000021 } from './0021-search-public.js';
import { BoardPseudonyms0000000000022 } from './0022-board-pseudonyms.js';
import { FairModeration0000000000027 } from './0027-fair-moderation.js';

/** In order; explicit, so that nothing depends on how a folder is listed. */
export const migrations = [Kit0000000000001, Members0000000000002, SitesPosts0000000000003, Meetings0000000000004, CheckInsAidNotices0000000000005, Security0000000000006, MembersTokens0000000000007, Acts0000000000008, AidNotices0000000000009, Bus0000000000010, ContactPolicy0000000000011, PostsPages0000000000012, Whois0000000000013, RoomsPages0000000000014, FilesAttendance0000000000015, Accounts0000000000016, Sites0000000000017, Posts0000000000018, Moderation0000000000019, RightsStamp0000000000020, SearchPublic0000000000021, BoardPseudonyms0000000000022, FairModeration0000000000027];
