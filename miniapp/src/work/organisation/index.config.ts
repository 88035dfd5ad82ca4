export default definePageConfig({ navigationBarTitleText: '组织与任命' });
