// Taro reads this file. `targets` are the oldest engines we serve: WeChat's own on iOS 12 and Android (XWeb 86), and browsers of that age.
module.exports = {
  plugins: [require.resolve('./config/lean-contracts.js')],
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        useBuiltIns: false,
        targets: { ios: '12', chrome: '70' },
        hot: false,
      },
    ],
  ],
};
