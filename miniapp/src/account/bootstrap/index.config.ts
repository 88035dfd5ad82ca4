export default definePageConfig({ navigationBarTitleText: '第一位运维员' });
