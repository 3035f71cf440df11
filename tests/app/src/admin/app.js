// All languages the plugin speaks beside English, so that the browser tests can read the page in each.
export default {
  config: { locales: ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt-BR', 'zh-Hans'] },
  bootstrap() {},
};
