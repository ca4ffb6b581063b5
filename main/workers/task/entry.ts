import { taskCalls } from '../../../domain/wire/process.js';
import { serve } from '../serve.js';
import { taskHandlers } from './steps.js';

serve(taskCalls, taskHandlers);
