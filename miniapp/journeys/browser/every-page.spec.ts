import { paths, tabPaths } from '@branch/shared/paths';
import { audit, Stage } from './stage';

/** Pages that need no more than a unit, by who uses them. Those that need an object of their own are audited where their journey makes it. */
const pages = (unit: string): Record<string, string[]> => ({
  shuji: [...Object.values(tabPaths), paths.meetings(unit), paths.callMeeting(unit), paths.calendarFeed(unit), paths.ledger(unit), paths.ledgersBeneath(unit), paths.enterMeeting(unit), paths.records(), paths.board(unit), paths.column(unit), paths.writePost(unit), paths.drafts(), paths.forum(), paths.anonymous(unit), paths.search('活动'), paths.myCheckIns(unit),
    paths.bookings(), paths.directory(unit), paths.unit(unit), paths.rules(unit), paths.roster(unit), paths.importRoster(unit), paths.transfers(unit), paths.joinRequests(unit), paths.organisation(unit), paths.editSite(unit), paths.siteStanding(unit),
    paths.applySite(unit), paths.sites(), paths.siteFace(unit), paths.queue(unit), paths.moderationSettings(unit), paths.myModeration(), paths.figures(unit), paths.disclosures(unit),
    paths.settings(), paths.account(), paths.secondStep(), paths.looks(), paths.bindWeChat(), paths.devices(), paths.consents(), paths.about()],
});

describe('每一页，在特大字号的暗色手机上和电脑上，都没有无障碍问题', () => {
  let stage: Stage;
  beforeAll(async () => { stage = await Stage.open(); }, 120_000);
  afterAll(async () => { await stage.close(); }, 30_000);

  it.each([['特大、深色，390', { width: 390, scheme: 'dark' }, '3'], ['电脑，1280', { width: 1280, scheme: 'light' }, '1']] as const)('%s', async (_name, look, font) => {
    const unit = await stage.value<string>('select r.unit_id from role_held r join account a on a.person_id = r.person_id where a.login = $1 and r.role = $2', ['wangguan', 'networkAdmin']);
    const wrong: [string, string[]][] = [];
    for (const [login, list] of Object.entries(pages(unit))) {
      const page = await stage.as(login, look);
      await page.evaluate((level) => window.localStorage.setItem('branch.font', level), font);
      for (const path of list) {
        await page.goto(`${stage.system.url}${path}`);
        await page.getByRole('main').last().waitFor();
        await page.waitForLoadState('networkidle');
        const found = await audit(page);
        if (found.length > 0) wrong.push([path.replace(unit, '…'), found]);
      }
      await page.context().close();
    }
    expect(wrong).toEqual([]);
    expect(stage.troubles).toEqual([]);
  }, 300_000);
});
