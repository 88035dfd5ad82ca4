import { Appraisal, AppraisalDraft, AppraisalElector, AppraisalLeftOut, AppraisalMove, AppraisalReminder, AppraisalResult, AppraisalReview, AppraisalRoll, Appraised } from './appraisals/appraisal.entity.js';
import { Ballot, BallotRight, BallotRoll, SecretCount, SecretRoll, Vote } from './ballots/ballot.entity.js';
import { CheckInLine } from './check-ins/check-in.entity.js';
import { AcceptedRow, AuditLeaf, AuditRow, AuditSeal, EventRow, InstanceRow } from './kit/entities.js';
import { StoredFile } from './kit/file.entity.js';
import { LedgerWarning } from './meetings/ledger-warning.entity.js';
import { CalendarFeed, MeetingNudge, MeetingTimer } from './meetings/calling.entity.js';
import { AgendaItem, AttendanceDispute, Attendee, Meeting, Presence } from './meetings/meeting.entity.js';
import { ActionItem, LineMark, MinutesObjection, MinutesSignature, ObjectionAnswer } from './meetings/follow-up.entity.js';
import { Acknowledgement, LateStatement, MinutesDraft, MinutesVersion, Reminder } from './meetings/minutes.entity.js';
import { PaperVote } from './meetings/paper-vote.entity.js';
import { Entry, Room, RoomRead } from './meetings/room.entity.js';
import { AccessToken, Account, BindingCode, RecoveryCode, RefreshToken, Session, SignInFailure, WeChatIdentity } from './members/account.entity.js';
import { Consent, Contact, Invitation, JoinRequest, Membership, MembershipPastStatus, Person, RosterImport, Transfer } from './members/person.entity.js';
import { Company, CompanyManager, RoleHeld, Unit, UnitRule } from './members/unit.entity.js';
import { Appeal, Report, ReviewCase, ReviewStep } from './moderation/case.entity.js';
import { Closure, ContentCheckRow, WatchWord, WordHit } from './moderation/words.entity.js';
import { Booking, ServiceItem } from './mutual-aid/service-item.entity.js';
import { Notice } from './notices/notice.entity.js';
import { AnonDisclosure, AnonLink, AnonToday } from './posts/anonymous.entity.js';
import { Comment, PageVisit, PostReaction } from './posts/comment.entity.js';
import { PostDraft, PostRevision } from './posts/draft.entity.js';
import { BoardDuty } from './posts/duty.entity.js';
import { Message, Post } from './posts/post.entity.js';
import { SearchEntry } from './search/search-entry.entity.js';
import { Site, SiteApplication, SiteColumn, SiteMove, SiteTask } from './sites/site.entity.js';

/** Every entity, for the data source and for the test that entities and migrations agree. */
export const entities = [
  EventRow, AuditRow, AuditSeal, AuditLeaf, AcceptedRow, InstanceRow, StoredFile,
  Unit, Company, CompanyManager, RoleHeld, UnitRule, Person, Contact, Membership, MembershipPastStatus, Consent, Invitation, JoinRequest, RosterImport, Transfer,
  Account, RecoveryCode, BindingCode, WeChatIdentity, Session, AccessToken, RefreshToken, SignInFailure,
  Site, SiteMove, SiteColumn, SiteApplication, SiteTask, Post, PostRevision, PostDraft, Comment, PostReaction, PageVisit, Message, BoardDuty, AnonLink, AnonToday, AnonDisclosure, Ballot, BallotRight, Vote, SecretRoll, SecretCount, BallotRoll,
  ReviewCase, ReviewStep, Report, Appeal, WatchWord, WordHit, Closure, ContentCheckRow,
  Meeting, AgendaItem, Attendee, AttendanceDispute, MeetingTimer, MeetingNudge, CalendarFeed, LedgerWarning, Presence, Room, Entry, RoomRead, MinutesDraft, MinutesVersion, Acknowledgement, LateStatement, Reminder, PaperVote, LineMark, MinutesObjection, ObjectionAnswer, MinutesSignature, ActionItem,
  Appraisal, AppraisalMove, Appraised, AppraisalLeftOut, AppraisalDraft, AppraisalReview, AppraisalElector, AppraisalRoll, AppraisalResult, AppraisalReminder,
  CheckInLine, ServiceItem, Booking, Notice, SearchEntry,
];
