import { Controller } from '@nestjs/common';
import { noticeRoutes } from '@branch/shared/notices/routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { NoticesService } from './notices.service.js';

@Controller()
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Handle(noticeRoutes.inbox) inbox(input: Input<typeof noticeRoutes.inbox>, me: Me) { return this.notices.inbox(input, me); }
  @Handle(noticeRoutes.unread) unread(_input: Input<typeof noticeRoutes.unread>, me: Me) { return this.notices.unread(me); }
  @Handle(noticeRoutes.markRead) markRead(input: Input<typeof noticeRoutes.markRead>, me: Me) { return this.notices.markRead(input, me); }
}
