export default definePageConfig({ navigationBarTitleText: '补录线下会议' });
