/** The server judges; the library is only told so. Its forms have no choices between shapes. */
import type { ValidatorType } from "@rjsf/utils";

const judgedByServer: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  rawValidation: () => ({ errors: [] }),
  isValid: () => true,
  toErrorList: () => [],
  reset: () => undefined,
} as unknown as ValidatorType;

export default judgedByServer;
