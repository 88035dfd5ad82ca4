export default definePageConfig({ navigationBarTitleText: '整理纪要' });
