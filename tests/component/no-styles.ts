/** Stands for the style sheets that packages of the panel import: jsdom shows nothing. */
export default '';
