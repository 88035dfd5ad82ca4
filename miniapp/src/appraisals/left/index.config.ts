export default definePageConfig({ navigationBarTitleText: '原支部的民主评议' });
