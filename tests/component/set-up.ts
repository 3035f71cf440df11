import '@testing-library/jest-dom';

import { configure } from '@testing-library/react';

import { server } from './server';

/** jsdom lays nothing out, so there is nothing to observe. */
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(window, {
  ResizeObserver: NoObserver,
  IntersectionObserver: NoObserver,
  matchMedia: (media: string) =>
    Object.assign(new EventTarget(), { media, matches: false, onchange: null }),
  // What the panel's start script leaves there.
  strapi: { backendURL: window.location.origin, features: { isEnabled: () => false } },
});
Object.assign(Element.prototype, {
  scrollIntoView: () => undefined,
  hasPointerCapture: () => false,
  releasePointerCapture: () => undefined,
});

// Rendering a list takes seconds on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

// A question that no test answers is a mistake of the test or of the page.
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

// The page loads and asks by itself: tests wait for what a reader sees, not for React's updates.
beforeEach(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));
