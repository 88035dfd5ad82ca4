const h5 = process.env.TARO_ENV === 'h5';

const subPackages = [
  { root: 'rooms', pages: ['room/index'] },
  { root: 'meetings', pages: ['list/index', 'edit/index', 'detail/index', 'minutes/index', 'minutes-edit/index', 'catch-up/index', 'readers/index', 'ledger/index', 'ledgers/index', 'enter/index', 'records/index', 'code/index', 'signin/index', 'scanned/index', 'calendar/index', /* Paper is printed by browsers only. */ ...(h5 ? ['minutes-print/index'] : [])] },
  { root: 'appraisals', pages: ['round/index', 'self/index', 'peers/index', 'paper/index', 'desk/index', 'left/index'] },
  { root: 'sites', pages: ['edit/index', 'standing/index', 'apply/index', 'face/index', 'list/index'] },
  { root: 'posts', pages: ['post/index', 'compose/index', 'column/index', 'drafts/index', 'revisions/index', 'board/index', 'anonymous/index', 'forum/index', 'disclosures/index', 'public/index'] },
  { root: 'moderation', pages: ['queue/index', 'mine/index', 'report/index', 'settings/index'] },
  { root: 'figures', pages: ['sites/index'] },
  { root: 'search', pages: ['find/index'] },
  { root: 'check-ins', pages: ['mine/index'] },
  { root: 'mutual-aid', pages: ['item/index', 'bookings/index', 'booking/index'] },
  { root: 'work', pages: ['members/index', 'import/index', 'joining/index', 'organisation/index', 'transfers/index', 'audit/index', 'reviews/index', 'review/index'] },
  { root: 'account', pages: ['settings/index', 'activate/index', 'join/index', 'devices/index', 'consents/index', 'about/index', 'bootstrap/index', 'safety/index', 'second-step/index', 'looks/index', 'bind/index'] },
  { root: 'members', pages: ['directory/index', 'unit/index', 'rules/index'] },
  ...(process.env.DEV_PAGES === '1' ? [{ root: 'dev', pages: ['gallery/index'] }] : []),
];

/** `@name` takes its value from theme.json in WeChat; H5 has its own bars and reads nothing of it. */
const themed = (name: string, light: string) => (h5 ? light : `@${name}`);

/** H5 draws its own bar: pictures named here would be put into its first script. */
const tab = (page: string, text: string, icon: string) => ({
  pagePath: `pages/${page}/index`,
  text,
  ...(h5 ? {} : { iconPath: `@icon${icon}`, selectedIconPath: `@icon${icon}On` }),
});

export default defineAppConfig({
  pages: [
    'pages/branch/index',
    'pages/messages/index',
    'pages/mutual/index',
    'pages/me/index',
    'pages/login/index',
    'pages/go/index',
  ],
  subPackages,
  ...(h5 ? { animation: false } : {
    darkmode: true,
    themeLocation: 'theme.json',
    sitemapLocation: 'sitemap.json',
    lazyCodeLoading: 'requiredComponents',
    __usePrivacyCheck__: true,
    preloadRule: {
      'pages/branch/index': { network: 'all', packages: ['rooms', 'posts', 'meetings'] },
      'pages/messages/index': { network: 'all', packages: ['rooms', 'meetings'] },
    },
  }),
  window: {
    navigationBarTitleText: '在线支部',
    navigationBarBackgroundColor: themed('navBg', '#ffffff'),
    navigationBarTextStyle: themed('navText', 'black') as 'black',
    backgroundColor: themed('bg', '#f5f5f3'),
  },
  tabBar: {
    // The H5 bar and sidebar are our own (ui/TabBar): Taro's is white in the dark, and its labels are 10 px.
    custom: h5,
    color: themed('tabText', '#6f6866'),
    selectedColor: themed('tabOn', '#b3261e'),
    backgroundColor: themed('tabBg', '#ffffff'),
    borderStyle: themed('tabLine', 'black') as 'black',
    list: [
      tab('branch', '支部', 'Branch'),
      tab('messages', '消息', 'Messages'),
      tab('mutual', '互助', 'Mutual'),
      tab('me', '我的', 'Me'),
    ],
  },
});
