import { defineConfig } from '@tarojs/cli';
import * as path from 'node:path';
import { NormalModuleReplacementPlugin, ProvidePlugin } from 'webpack';
import { iconMasks } from './icons';

const here = path.resolve(__dirname, '..');
const shared = path.resolve(here, '../shared/src');
/** `shared` is TypeScript source; zod is modern syntax: both go through babel like our own pages. */
const compileToo = [shared, (file: string) => /node_modules[\\/](zod|socket\.io-|engine\.io-|@socket\.io)/.test(file)];

interface Chain {
  merge(options: object): void;
}

/** Lets webpack read `@branch/shared/<path>` from source, where relative imports end in `.js` as Node's ESM wants. */
function readSharedSource(chain: Chain): void {
  chain.merge({
    resolve: {
      conditionNames: ['source', 'import', 'module', 'browser', 'require', 'default'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    },
    plugin: { transports: { plugin: NormalModuleReplacementPlugin, args: [/(?:polling-xhr(?:\.node)?|webtransport)\.js$/, path.join(here, 'src/kit/no-transport.ts')] } },
  });
}

export default defineConfig<'webpack5'>((merge, { mode }) => {
  const production = mode === 'production';
  return {
    projectName: 'online-branch',
    date: '2026-11-22',
    designWidth: 750,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: process.env.TARO_OUT ?? `dist/${process.env.TARO_ENV ?? 'h5'}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: true, buildDependencies: { contracts: [path.join(here, 'config/lean-contracts.js')], icons: [path.join(here, 'config/icon-names.ts')], config: [path.join(here, 'config/icons.ts')] } },
    sass: { data: iconMasks },
    plugins: ['@tarojs/plugin-framework-react', path.resolve(__dirname, 'aria.ts'), path.resolve(__dirname, 'lean-templates.ts')],
    copy: {
      // theme.json names the tab pictures, so Taro does not find them itself.
      patterns: process.env.TARO_ENV === 'weapp' ? ['assets/tab', 'sitemap.json'].map((name) => ({ from: `src/${name}`, to: `${process.env.TARO_OUT ?? 'dist/weapp'}/${name}` })) : [{ from: 'src/sw.js', to: `${process.env.TARO_OUT ?? 'dist/h5'}/sw.js` }],
      options: {},
    },
    defineConstants: { DEV_PAGES: JSON.stringify(process.env.DEV_PAGES === '1') },
    logger: { quiet: false, stats: false },
    // Taro's own settings for WeChat are of the time of ES5: every Chinese character as six letters, and hardly any folding.
    terser: {
      enable: true,
      config: {
        compress: { collapse_vars: true, comparisons: true, hoist_props: true, inline: 3, loops: true, negate_iife: true, properties: true, reduce_funcs: true, reduce_vars: true, switches: true, passes: 2 },
        output: { ecma: 2017, comments: false, ascii_only: false },
      },
    },
    mini: {
      optimizeMainPackage: { enable: true },
      commonChunks: ['runtime', 'vendors', 'taro', 'common', 'words'],
      compile: { include: compileToo },
      postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false, config: {} } },
      webpackChain: (chain) => {
        readSharedSource(chain as unknown as Chain);
        (chain as unknown as Chain).merge({
          // Every sub-package would get a copy of these words; they stand once in the main package, as far as that has room (performance P6).
          optimization: { splitChunks: { cacheGroups: { words: { name: 'words', test: /[\\/]refusals-(?:appraisals|moderation)[.]ts$/, chunks: 'all', minChunks: 1, enforce: true, priority: 20_000 } } } },
          plugin: { globalThis: { plugin: ProvidePlugin, args: [{ globalThis: [path.join(here, 'src/kit/global-this.ts'), 'default'] }] } },
        });
      },
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'browser' },
      // npm run dev gives the API's address; everything that is not the app goes there.
      devServer: process.env.DEV_API
        ? { port: Number(process.env.DEV_PORT), host: 'localhost', open: false, proxy: [{ context: ['/api', '/ws', '/files', '/calendar/', '/s/', '/-/', '/health'], target: process.env.DEV_API, ws: true }] }
        : {},
      output: {
        filename: production ? 'js/[name].[contenthash:8].js' : 'js/[name].js',
        chunkFilename: production ? 'js/[name].[contenthash:8].js' : 'js/[name].js',
      },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: production ? 'css/[name].[contenthash:8].css' : 'css/[name].css',
        chunkFilename: production ? 'css/[name].[contenthash:8].css' : 'css/[name].css',
      },
      compile: { include: compileToo },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        // Our H5 renders real elements: `button` in a style sheet means button, not Taro's web component.
        htmltransform: { enable: false },
        // Taro's own clamp doubles every size on a desktop; this keeps phone sizes at any width (never below 20: targets stay 44 px).
        pxtransform: { enable: true, config: { baseFontSize: 20, maxRootSize: 20.8, minRootSize: 20 } },
        cssModules: { enable: false, config: {} },
      },
      webpackChain: (chain) => {
        readSharedSource(chain as unknown as Chain);
        const ours = path.join(here, 'src/ui/web-elements.ts');
        (chain as unknown as Chain).merge({ resolve: { alias: { '@tarojs/components$': ours, '@tarojs/components/dist/components$': ours } } });
        // The kit and the contracts once for all pages; without this every page carries its own copy.
        (chain as unknown as Chain).merge({
          optimization: {
            splitChunks: {
              chunks: 'all',
              cacheGroups: { kit: { name: 'kit', test: /[\\/](miniapp[\\/]src[\\/](ui|kit)|shared[\\/]src|zod)[\\/]/, minChunks: 2, enforce: true, priority: 30 } },
            },
          },
        });
      },
    },
  };
});
