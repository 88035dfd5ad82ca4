export default definePageConfig({ navigationBarTitleText: '网站数字' });
