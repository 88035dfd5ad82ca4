export default definePageConfig({ navigationBarTitleText: '我的内容与申诉' });
