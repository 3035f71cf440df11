import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

// The library brings a style sheet with fixed colours; these take the theme's, light and dark.
export const JsonFrame = styled(Box)`
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  line-height: 1.6;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  max-height: 40rem;
  overflow: auto;

  .json-fields {
    margin: 0;
    padding: 0;
    padding-inline-start: 1.6rem;
    list-style: none;
  }
  .json-key {
    color: ${({ theme }) => theme.colors.neutral800};
    margin-inline-end: 0.6rem;
  }
  .json-key-open {
    cursor: pointer;
  }
  .json-mark {
    color: ${({ theme }) => theme.colors.neutral600};
  }
  .json-string {
    color: ${({ theme }) => theme.colors.success600};
  }
  .json-number {
    color: ${({ theme }) => theme.colors.primary600};
  }
  .json-boolean {
    color: ${({ theme }) => theme.colors.warning600};
  }
  .json-null {
    color: ${({ theme }) => theme.colors.neutral600};
    font-style: italic;
  }
  .json-toggle {
    display: inline-block;
    width: 1.4rem;
    cursor: pointer;
    user-select: none;
    color: ${({ theme }) => theme.colors.neutral600};
    border-radius: 2px;
  }
  .json-toggle:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
  .json-closed::after {
    content: '▸';
  }
  .json-open::after {
    content: '▾';
  }
  .json-folded {
    cursor: pointer;
    color: ${({ theme }) => theme.colors.neutral600};
  }
  .json-folded::after {
    content: '…';
    padding-inline: 0.4rem;
  }
`;
