import { testLifecycle } from './lifecycle.behavior.js';
import { startNative } from './native-network.js';
import { whyNoNativeNode } from './native-node.js';

testLifecycle('on a native node', startNative, whyNoNativeNode());
