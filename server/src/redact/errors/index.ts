export { describeError } from './describe-error';
export { errorShape } from './error-shape';
