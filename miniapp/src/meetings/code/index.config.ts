export default definePageConfig({ navigationBarTitleText: '会议二维码' });
