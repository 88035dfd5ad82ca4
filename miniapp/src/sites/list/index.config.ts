export default definePageConfig({ navigationBarTitleText: '发现支部' });
