export default definePageConfig({ navigationBarTitleText: '网站审核' });
