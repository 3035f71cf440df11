import type { StrapiTheme } from '@strapi/design-system';

declare global {
  interface Window {
    /** What the admin panel's shell puts on the window before any plugin is registered. */
    strapi: { backendURL: string; features: { isEnabled: (featureName?: string) => boolean } };
  }
}

declare module 'styled-components' {
  /** The parts of the panel's theme that our own styles use. */
  export interface DefaultTheme {
    colors: StrapiTheme['colors'];
    spaces: StrapiTheme['spaces'];
    breakpoints: StrapiTheme['breakpoints'];
  }
}
