export default definePageConfig({ navigationBarTitleText: '原支部的会议记录' });
